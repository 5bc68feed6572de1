// What lies at the foot of a crane: the quay with its stacks and a moored ship that is being loaded.
#pragma once
#include "kiosk/attract/harbour_box.h"
#include "kiosk/attract/harbour_layout.h"
#include "kiosk/ui/mesh.h"

namespace kiosk::attract {

class Berth {
public:
    /// `color_index` varies the stacks from berth to berth.
    void record(const Layout& layout, const CraneSpot& spot, BoxFinish finish, int color_index);
    /// Its mirror image in the water, to be drawn first.
    void draw_reflection(ImDrawList& list, ImVec2 origin, float shift, double seconds) const;
    void draw(ImDrawList& list, ImVec2 origin, float shift, BoxFinish finish) const;

private:
    CraneSpot m_spot;
    ui::Mesh m_plain;
    ui::Mesh m_ribbed;
};

} // namespace kiosk::attract
