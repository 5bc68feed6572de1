// One shipping container, as the stacks, the ships and the cranes' hooks show it.
#pragma once
#include "kiosk/attract/harbour_palette.h"

#include <imgui.h>

namespace kiosk::attract {

inline constexpr float kBoxLength_m = 8.6f;
inline constexpr float kBoxHeight_m = 2.9f;

/// How much of a box can be seen from where it stands.
enum class BoxFinish { Plain, Ribbed };

/// Draws a box with its upper left corner at `corner`; `light` is how strongly the sun catches its upper edge, 0 to 1.
void draw_box(ImDrawList& list, ImVec2 corner, ImVec2 size, Rgb color, float light, BoxFinish finish);

} // namespace kiosk::attract
