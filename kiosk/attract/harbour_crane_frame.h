// The steel of a container crane, seen from the side. Coordinates are pixels from the foot of the waterside leg; x runs
// towards the land, y downwards.
#pragma once
#include "kiosk/attract/harbour_box.h"
#include "kiosk/attract/harbour_layout.h"

#include <imgui.h>

namespace kiosk::attract {

inline constexpr float kGirder_m = 42; // underside of the boom
inline constexpr float kGauge_m = 22;  // between the legs
inline constexpr float kApexX_m = 2;
inline constexpr float kApexY_m = 64;

void draw_crane_frame(ImDrawList& list, const CraneSpot& spot, BoxFinish finish);
/// Around the point where the trolley hangs on the boom.
void draw_trolley(ImDrawList& list, float pixels_per_metre);
/// Around the middle of the load's upper side.
void draw_spreader(ImDrawList& list, float pixels_per_metre);

} // namespace kiosk::attract
