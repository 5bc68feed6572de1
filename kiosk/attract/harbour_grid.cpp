#include "kiosk/attract/harbour_grid.h"

#include "kiosk/ui/mesh.h"

#include <algorithm>
#include <cmath>

namespace kiosk::attract {
namespace {

constexpr std::uint64_t kLanes = 0x00FF'00FF'00FF'00FF;

std::uint64_t spread(ImU32 color) {
    std::uint64_t lanes = color;
    lanes = (lanes | lanes << 16) & 0x0000'FFFF'0000'FFFF;
    return (lanes | lanes << 8) & kLanes;
}

ImU32 gather(std::uint64_t lanes) {
    lanes = (lanes | lanes >> 8) & 0x0000'FFFF'0000'FFFF;
    return static_cast<ImU32>(lanes | lanes >> 16);
}

} // namespace

ColorGrid::ColorGrid(const std::vector<float>& columns, const std::vector<float>& rows,
                     const std::function<ImU32(ImVec2, float)>& color) {
    for (const float y : rows)
        for (const float x : columns) {
            const ImVec2 place(std::round(x), std::round(y));
            m_points.push_back({place, spread(color(place, 0)), spread(color(place, 1))});
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
    list.PrimReserve(static_cast<int>(m_indices.size()), static_cast<int>(m_points.size()));
    ui::write_indices(list, m_indices);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const auto weight = static_cast<std::uint64_t>(std::clamp(dawn, 0.0f, 1.0f) * 256);
    const Point* __restrict__ in = m_points.data();
    ImDrawVert* __restrict__ out = list._VtxWritePtr;
    const std::size_t count = m_points.size();
    for (std::size_t i = 0; i < count; ++i) {
        out[i].pos = ImVec2(in[i].position.x + offset.x, in[i].position.y + offset.y);
        out[i].uv = uv;
        out[i].col = gather((in[i].calm * (256 - weight) + in[i].glowing * weight) >> 8 & kLanes);
    }
    list._VtxWritePtr += count;
    list._VtxCurrentIdx += static_cast<unsigned>(count);
}

} // namespace kiosk::attract
