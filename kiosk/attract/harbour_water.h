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
        float half_width;
        float half_height;
        float start; ///< of its swell, in turns
        int laps;    ///< swells in one cycle of the camera
        ImU32 color;
    };

    void add_glint(const Layout& layout, int index, float depth, float x, float strength, float half_width);

    ColorGrid m_grid;
    std::vector<Glint> m_glints;
    float m_unit = 1;
};

} // namespace kiosk::attract
