// Strokes and glows that the moving parts of the harbour are made of; each writes few vertices and never allocates by
// itself.
#pragma once
#include <imgui.h>

#include <span>

namespace kiosk::attract {

/// Soft-ended dashes, as of light lying on the water: `half_height` high in the middle, nothing at their ends.
class Dashes {
public:
    /// Exactly `count` dashes must follow before anything else is drawn.
    Dashes(ImDrawList& list, int count);
    void add(ImVec2 centre, float half_width, float half_height, ImU32 color) {
        const ImU32 end = color & ~IM_COL32_A_MASK;
        ImDrawVert* vertex = m_list._VtxWritePtr;
        vertex[0] = {ImVec2(centre.x - half_width, centre.y), m_uv, end};
        vertex[1] = {ImVec2(centre.x, centre.y - half_height), m_uv, color};
        vertex[2] = {ImVec2(centre.x + half_width, centre.y), m_uv, end};
        vertex[3] = {ImVec2(centre.x, centre.y + half_height), m_uv, color};
        m_list._VtxWritePtr += 4;
        const unsigned base = m_list._VtxCurrentIdx;
        ImDrawIdx* index = m_list._IdxWritePtr;
        index[0] = static_cast<ImDrawIdx>(base);
        index[1] = index[3] = static_cast<ImDrawIdx>(base + 1);
        index[2] = index[5] = static_cast<ImDrawIdx>(base + 3);
        index[4] = static_cast<ImDrawIdx>(base + 2);
        m_list._IdxWritePtr += 6;
        m_list._VtxCurrentIdx += 4;
    }

private:
    ImDrawList& m_list;
    ImVec2 m_uv;
};

/// An anti-aliased straight stroke with flat ends.
void draw_stroke(ImDrawList& list, ImVec2 from, ImVec2 to, float width, ImU32 color);

/// A glow: `core` in the middle, `halo` around it, nothing at `radius`.
void draw_glow(ImDrawList& list, ImVec2 centre, float radius, ImU32 core, ImU32 halo);

/// A ribbon between two edges that have the same number of points, anti-aliased along both, each column in its colour.
/// At most 16 columns.
void draw_ribbon(ImDrawList& list, std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 color);

} // namespace kiosk::attract
