// The container ship that passes: out of the dark, across the sun, and out of the picture.
#pragma once
#include "kiosk/attract/harbour_layout.h"
#include "kiosk/ui/mesh.h"

#include <vector>

namespace kiosk::attract {

class Ship {
public:
    void record(const Layout& layout);
    void draw(ImDrawList& list, ImVec2 origin, float shift, double seconds) const;

private:
    ui::Mesh m_hull;
    ui::Mesh m_cargo;
    std::vector<ImU32> m_light;
    float m_length = 0;
    float m_waterline = 0;
    float m_width = 0;
    float m_unit = 1;
};

} // namespace kiosk::attract
