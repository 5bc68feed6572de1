// Makes a picture smaller while its rows come, so that the large one is never whole in memory.
#pragma once
#include "platform/pictures/drawing.h"

#include <cstdint>
#include <vector>

namespace platform::pictures {

/// Each pixel of the small picture is the mean of the area that it covers, weighed by how opaque that is.
class Shrinking {
public:
    /// Of a picture of `width` x `height` to one whose longer side is at most `side_px`; all at least 1.
    Shrinking(int width, int height, int side_px);
    /// The next row from the top: `width` pixels, 0xAARRGGBB.
    void add_row(const std::uint32_t* argb);
    /// After the last row.
    [[nodiscard]] Bitmap finish();

private:
    struct Sum {
        float red = 0;
        float green = 0;
        float blue = 0;
        float alpha = 0;
    };
    void add_to_row(const std::uint32_t* argb);
    void spread(float weight, std::vector<Sum>& onto) const;
    void write_row();

    int m_width;
    int m_height;
    int m_y = 0;
    Bitmap m_small;
    int m_small_y = 0;
    std::vector<Sum> m_row;  ///< the row that came last, as wide as the small picture
    std::vector<Sum> m_sums; ///< what the small row has so far
};

} // namespace platform::pictures
