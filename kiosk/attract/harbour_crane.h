// A container crane that works: its frame is recorded, its trolley, ropes and load move.
#pragma once
#include "kiosk/attract/harbour_box.h"
#include "kiosk/attract/harbour_layout.h"
#include "kiosk/ui/mesh.h"

namespace kiosk::attract {

/// Where the crane's load is: metres from the foot of the waterside leg, x towards the land, y upwards.
struct CranePose {
    float trolley_m = 0;
    float load_m = 0; ///< x of the load, which swings behind the trolley
    float top_m = 0;  ///< y of the load's upper side
    int box = 0;      ///< 0 on the way to the land, 1 on the way back
};

/// The work of one crane at `cycle` in [0, 1): up from the ship, across, down behind the stacks on land, and back with
/// another box. Boxes change only while the stacks hide them.
[[nodiscard]] CranePose crane_pose(float cycle, float outreach_m);

class Crane {
public:
    /// Records at the spot's own size, hazed by the sky behind it.
    void record(const Layout& layout, const CraneSpot& spot, BoxFinish finish, int color_index);
    /// `shift` moves the whole crane by pixels. Load first, then the frame over it.
    void draw(ImDrawList& list, ImVec2 origin, float shift, double seconds, double period_seconds) const;

private:
    void draw_load(ImDrawList& list, ImVec2 foot, const CranePose& pose) const;

    CraneSpot m_spot;
    ui::Mesh m_frame;
    ui::Mesh m_trolley;
    ui::Mesh m_boxes[2];
    ImU32 m_rope_color = 0;
    ui::Mesh m_lamps;
};

/// `color`, its alpha kept, as it looks at `place` in the picture through `haze`, no brighter than text allows there.
[[nodiscard]] ImU32 hazed(const Layout& layout, ImU32 color, ImVec2 place, float haze);

} // namespace kiosk::attract
