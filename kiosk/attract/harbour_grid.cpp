#include "kiosk/attract/harbour_grid.h"

#include <algorithm>

namespace kiosk::attract {
namespace {

/// Two opaque colours mixed, `weight` of 256 parts the second.
ImU32 mix_opaque(ImU32 a, ImU32 b, ImU32 weight) {
    constexpr ImU32 kOuter = 0x00FF00FF;
    const ImU32 outer = ((a & kOuter) * (256 - weight) + (b & kOuter) * weight) >> 8 & kOuter;
    const ImU32 middle = ((a >> 8 & 0xFF) * (256 - weight) + (b >> 8 & 0xFF) * weight) & 0xFF00;
    return outer | middle | IM_COL32_A_MASK;
}

} // namespace

ColorGrid::ColorGrid(const std::vector<float>& columns, const std::vector<float>& rows,
                     const std::function<ImU32(ImVec2, float)>& color) {
    for (const float y : rows)
        for (const float x : columns) {
            m_positions.emplace_back(x, y);
            m_calm.push_back(color(ImVec2(x, y), 0));
            m_glowing.push_back(color(ImVec2(x, y), 1));
        }
    for (std::size_t row = 0; row + 1 < rows.size(); ++row)
        for (std::size_t column = 0; column + 1 < columns.size(); ++column) {
            const std::size_t corner = row * columns.size() + column;
            const std::size_t below = corner + columns.size();
            for (const std::size_t index : {corner, corner + 1, below + 1, corner, below + 1, below})
                m_indices.push_back(static_cast<ImDrawIdx>(index));
        }
}

void ColorGrid::draw(ImDrawList& list, ImVec2 offset, float dawn) const {
    list.PrimReserve(static_cast<int>(m_indices.size()), static_cast<int>(m_positions.size()));
    const unsigned base = list._VtxCurrentIdx;
    ImDrawIdx* index = list._IdxWritePtr;
    for (const ImDrawIdx value : m_indices)
        *index++ = static_cast<ImDrawIdx>(base + value);
    list._IdxWritePtr = index;

    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const auto weight = static_cast<ImU32>(std::clamp(dawn, 0.0f, 1.0f) * 256);
    ImDrawVert* vertex = list._VtxWritePtr;
    const std::size_t count = m_positions.size();
    for (std::size_t i = 0; i < count; ++i)
        *vertex++ = {ImVec2(m_positions[i].x + offset.x, m_positions[i].y + offset.y), uv,
                     mix_opaque(m_calm[i], m_glowing[i], weight)};
    list._VtxWritePtr = vertex;
    list._VtxCurrentIdx += static_cast<unsigned>(count);
}

} // namespace kiosk::attract
