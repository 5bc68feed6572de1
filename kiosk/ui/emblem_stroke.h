// A round-ended, anti-aliased stroke as one strip: where a pen overlaps itself, see-through ink must not darken.
#pragma once
#include <imgui.h>

#include <span>

namespace kiosk::ui {

/// Strokes through `points` (pixels, two or more, no two in a row alike) with round ends; bends should be gentle.
void stroke_round(ImDrawList& list, std::span<const ImVec2> points, float width, ImU32 color);

} // namespace kiosk::ui
