// The water: a mirror of the sky that darkens towards the viewer, and the light that glitters on it.
#pragma once
#include "kiosk/attract/harbour_grid.h"
#include "kiosk/attract/harbour_layout.h"

#include <vector>

namespace kiosk::attract {

enum class Detail;

class Water {
public:
    void record(const Layout& layout);
    void draw(ImDrawList& list, ImVec2 origin, double seconds, Detail detail) const;

private:
    struct Glint {
        ImVec2 centre;
        float half_width = 0;
        float half_height = 0;
        float start = 0; ///< of its swell, in turns
        std::size_t pace = 0;
        ImU32 color = 0; ///< without alpha
        float alpha = 0; ///< at its brightest, 0 to 255
    };

    void add_glint(const Layout& layout, int index, float depth, float x, float strength, float half_width);

    ColorGrid m_grid;
    std::vector<Glint> m_glints;
    float m_unit = 1;
};

/// The mirror image of something dark that stands in the water from `left` to `right`, broken into dashes that sway.
struct Reflection {
    float left = 0;
    float right = 0;
    float top = 0;    ///< its waterline
    float height = 0; ///< how far the image reaches down
    int rows = 8;
    int pieces = 4;
    float strength = 0.6f;
};
void draw_reflection(ImDrawList& list, const Reflection& image, double seconds);

} // namespace kiosk::attract
