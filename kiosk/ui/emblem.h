// The roles' emblems: one drawn family, each with a small motion of its own.
#pragma once
#include <imgui.h>

#include <span>
#include <string_view>

namespace kiosk::ui {

/// The names that draw_emblem() knows: scales, ledger, curve, globe, container, board, compass.
[[nodiscard]] std::span<const std::string_view> emblem_names();
[[nodiscard]] bool is_emblem(std::string_view name);

/// Draws the emblem within the square of `size` pixels at `min`; an unknown name draws nothing.
/// `seconds` is any running time, the motion repeats without a seam; below 0 the emblem stands still in its best pose.
/// The box keeps an even margin, so emblems of one size line up.
void draw_emblem(ImDrawList& list, std::string_view name, ImVec2 min, float size, ImU32 color, double seconds);

} // namespace kiosk::ui
