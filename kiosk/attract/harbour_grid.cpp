#include "kiosk/attract/harbour_grid.h"

#include "kiosk/ui/mesh.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <utility>

namespace kiosk::attract {
namespace {

constexpr std::uint64_t kLanes = 0x00FF'00FF'00FF'00FF;
constexpr float kStep = 2.0f;    // of 255: the difference between neighbouring patches, not to be seen
constexpr int kMostPatches = 42; // in a cell; beyond, triangles are cheaper

std::uint64_t spread(ImU32 color) {
    std::uint64_t lanes = color;
    lanes = (lanes | lanes << 16) & 0x0000'FFFF'0000'FFFF;
    return (lanes | lanes << 8) & kLanes;
}

ImU32 gather(std::uint64_t lanes) {
    lanes = (lanes | lanes >> 8) & 0x0000'FFFF'0000'FFFF;
    return static_cast<ImU32>(lanes | lanes >> 16);
}

std::uint64_t blend_lanes(std::uint64_t a, std::uint64_t b, float t) {
    const auto weight = static_cast<std::uint64_t>(t * 256);
    return (a * (256 - weight) + b * weight) >> 8 & kLanes;
}

} // namespace

ImU32 ColorGrid::at(const Breath& breath, std::uint64_t weight) {
    return gather((breath.calm * (256 - weight) + breath.glowing * weight) >> 8 & kLanes);
}

float ColorGrid::difference(const Point& a, const Point& b) {
    int most = 0;
    for (const auto& [one, other] :
         {std::pair(a.color.calm, b.color.calm), std::pair(a.color.glowing, b.color.glowing)})
        for (int shift = 0; shift < 64; shift += 16)
            most = std::max(most,
                            std::abs(static_cast<int>(one >> shift & 0xFF) - static_cast<int>(other >> shift & 0xFF)));
    return static_cast<float>(most);
}

ColorGrid::Breath ColorGrid::blend(const Breath& a, const Breath& b, float t) {
    return {blend_lanes(a.calm, b.calm, t), blend_lanes(a.glowing, b.glowing, t)};
}

ColorGrid::ColorGrid(std::span<const float> columns, std::span<const float> rows,
                     const std::function<ImU32(ImVec2, float)>& color) {
    for (const float y : rows)
        for (const float x : columns) {
            const ImVec2 place(std::round(x), std::round(y));
            m_points.push_back({place, {spread(color(place, 0)), spread(color(place, 1))}});
        }
    for (std::size_t row = 0; row + 1 < rows.size(); ++row)
        for (std::size_t column = 0; column + 1 < columns.size(); ++column)
            add_cell(row * columns.size() + column, columns.size());
}

void ColorGrid::add_cell(std::size_t corner, std::size_t columns) {
    const std::size_t below = corner + columns;
    const Point& upper_left = m_points[corner];
    const Point& upper_right = m_points[corner + 1];
    const Point& lower_left = m_points[below];
    const Point& lower_right = m_points[below + 1];
    const float across = std::max(difference(upper_left, upper_right), difference(lower_left, lower_right));
    const float down = std::max(difference(upper_left, lower_left), difference(upper_right, lower_right));
    const int wide = 1 + static_cast<int>(across / kStep);
    const int high = 1 + static_cast<int>(down / kStep);
    const bool steep = wide * high > kMostPatches;
    for (const std::size_t index : {corner, corner + 1, below + 1, corner, below + 1, below}) {
        m_indices.push_back(static_cast<ImDrawIdx>(index));
        if (steep)
            m_steep.push_back(static_cast<ImDrawIdx>(index));
    }
    if (steep)
        return;
    const ImVec2 low = upper_left.position;
    const ImVec2 high_corner = lower_right.position;
    const auto part = [](float from, float to, int i, int of) {
        return std::round(from + (to - from) * static_cast<float>(i) / static_cast<float>(of));
    };
    for (int y = 0; y < high; ++y)
        for (int x = 0; x < wide; ++x) {
            const float u = (static_cast<float>(x) + 0.5f) / static_cast<float>(wide);
            const float v = (static_cast<float>(y) + 0.5f) / static_cast<float>(high);
            const Breath top = blend(upper_left.color, upper_right.color, u);
            const Breath bottom = blend(lower_left.color, lower_right.color, u);
            m_patches.push_back(
                {ImVec2(part(low.x, high_corner.x, x, wide), part(low.y, high_corner.y, y, high)),
                 ImVec2(part(low.x, high_corner.x, x + 1, wide), part(low.y, high_corner.y, y + 1, high)),
                 blend(top, bottom, v)});
        }
}

void ColorGrid::draw_points(ImDrawList& list, ImVec2 offset, std::uint64_t weight,
                            std::span<const ImDrawIdx> indices) const {
    list.PrimReserve(static_cast<int>(indices.size()), static_cast<int>(m_points.size()));
    ui::write_indices(list, indices);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const Point* __restrict__ in = m_points.data();
    ImDrawVert* __restrict__ out = list._VtxWritePtr;
    const std::size_t count = m_points.size();
    for (std::size_t i = 0; i < count; ++i) {
        out[i].pos = ImVec2(in[i].position.x + offset.x, in[i].position.y + offset.y);
        out[i].uv = uv;
        out[i].col = at(in[i].color, weight);
    }
    list._VtxWritePtr += count;
    list._VtxCurrentIdx += static_cast<unsigned>(count);
}

void ColorGrid::draw_patches(ImDrawList& list, ImVec2 offset, std::uint64_t weight) const {
    const auto count = static_cast<int>(m_patches.size());
    list.PrimReserve(count * 6, count * 4);
    for (const Patch& patch : m_patches)
        list.PrimRect(ImVec2(patch.min.x + offset.x, patch.min.y + offset.y),
                      ImVec2(patch.max.x + offset.x, patch.max.y + offset.y), at(patch.color, weight));
}

void ColorGrid::draw(ImDrawList& list, ImVec2 offset, float dawn, GridFinish finish) const {
    const ImVec2 whole(std::floor(offset.x), std::floor(offset.y));
    const auto weight = static_cast<std::uint64_t>(std::clamp(dawn, 0.0f, 1.0f) * 256);
    if (finish == GridFinish::Patches) {
        draw_patches(list, whole, weight);
        draw_points(list, whole, weight, m_steep);
    } else {
        draw_points(list, whole, weight, m_indices);
    }
}

} // namespace kiosk::attract
