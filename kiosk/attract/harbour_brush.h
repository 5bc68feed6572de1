// Strokes and glows that the moving parts of the harbour are made of; each writes few vertices and never allocates by
// itself.
#pragma once
#include <imgui.h>

#include <span>

namespace kiosk::attract {

/// A soft-ended dash of light lying on the water: `half_height` high in the middle, nothing at its ends.
void draw_dash(ImDrawList& list, ImVec2 centre, float half_width, float half_height, ImU32 color);

/// An anti-aliased straight stroke with flat ends.
void draw_stroke(ImDrawList& list, ImVec2 from, ImVec2 to, float width, ImU32 color);

/// A glow that falls off smoothly to nothing at `radius`.
void draw_glow(ImDrawList& list, ImVec2 centre, float radius, ImU32 color);

/// A ribbon between two edges that have the same number of points, anti-aliased along both, each column in its colour.
/// At most 16 columns.
void draw_ribbon(ImDrawList& list, std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 color);

} // namespace kiosk::attract
