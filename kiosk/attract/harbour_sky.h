// The sky over the harbour: daybreak, stars, the sun and thin clouds.
#pragma once
#include "kiosk/attract/harbour_grid.h"
#include "kiosk/attract/harbour_layout.h"
#include "kiosk/ui/mesh.h"

#include <array>
#include <vector>

namespace kiosk::attract {

/// How far the dawn glows, 0 to 1: it breathes with `kDawnSeconds`.
[[nodiscard]] float dawn_at(double seconds);

class Sky {
public:
    void record(const Layout& layout);
    /// Draws the sky down to the horizon, with stars and clouds, and the whole disc of the sun: water covers its lower
    /// half.
    void draw(ImDrawList& list, ImVec2 origin, double seconds, GridFinish finish) const;

private:
    static constexpr int kStarGroups = 4; ///< stars of a group twinkle together
    struct Cloud {
        float y;
        ImVec2 scale;
        float start;
        int laps; ///< how often it crosses the sky in one cycle
        int shape;
        std::vector<ImU32> tints;
    };

    void record_stars(const Layout& layout);
    void record_sun(const Layout& layout);
    void record_clouds(const Layout& layout);
    void draw_stars(ImDrawList& list, ImVec2 origin, double seconds) const;
    void draw_clouds(ImDrawList& list, ImVec2 origin, double seconds) const;

    ColorGrid m_grid;
    std::array<ui::Mesh, kStarGroups> m_stars;
    ui::Mesh m_sun;
    std::vector<ui::Mesh> m_shapes;
    std::vector<Cloud> m_clouds;
    ImVec2 m_sun_place;
    float m_unit = 1;
    float m_width = 1;
};

} // namespace kiosk::attract
