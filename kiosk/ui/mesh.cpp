#include "kiosk/ui/mesh.h"

#include <cassert>
#include <cstdint>
#include <cstring>

namespace kiosk::ui {
namespace {

struct Place {
    ImVec2 offset;
    ImVec2 scale;

    [[nodiscard]] ImVec2 of(ImVec2 position) const {
        return ImVec2(position.x * scale.x + offset.x, position.y * scale.y + offset.y);
    }
};

ImU32 light_at(const LightRamp& ramp, float inverse_step, float x) {
    const int last = static_cast<int>(ramp.tints.size()) - 1;
    const int index = static_cast<int>((x - ramp.left) * inverse_step);
    return ramp.tints[static_cast<std::size_t>(index < 0 ? 0 : index > last ? last : index)];
}

} // namespace

ImU32 multiply(ImU32 color, ImU32 tint) {
    const auto channel = [&](int shift) {
        const ImU32 product = ((color >> shift) & 0xFF) * ((tint >> shift) & 0xFF) + 128;
        return ((product + (product >> 8)) >> 8) << shift;
    };
    return channel(0) | channel(8) | channel(16) | channel(24);
}

void Mesh::begin_recording(ImDrawList& scratch) {
    scratch._ResetForNewFrame();
    scratch.Flags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
}

Mesh::Mesh(const ImDrawList& recorded) {
    assert(recorded.VtxBuffer.Size <= 0xFFFF && "a mesh holds what 16-bit indices reach");
    m_vertices.reserve(static_cast<std::size_t>(recorded.VtxBuffer.Size));
    for (const ImDrawVert& vertex : recorded.VtxBuffer)
        m_vertices.push_back({vertex.pos, vertex.col});
    m_indices.assign(recorded.IdxBuffer.begin(), recorded.IdxBuffer.end());
}

void Mesh::copy_indices(ImDrawList& list) const {
    static_assert(sizeof(ImDrawIdx) == 2);
    // Four indices at once: no carry passes between them, since the list's own limit keeps every sum below 65,536.
    const std::uint64_t base4 = list._VtxCurrentIdx * 0x0001'0001'0001'0001ULL;
    const std::size_t count = m_indices.size();
    ImDrawIdx* out = list._IdxWritePtr;
    const ImDrawIdx* in = m_indices.data();
    std::size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        std::uint64_t four = 0;
        std::memcpy(&four, in + i, sizeof four);
        four += base4;
        std::memcpy(out + i, &four, sizeof four);
    }
    for (; i < count; ++i)
        out[i] = static_cast<ImDrawIdx>(in[i] + list._VtxCurrentIdx);
    list._IdxWritePtr += count;
}

void Mesh::draw(ImDrawList& list, ImVec2 offset, ImVec2 scale, ImU32 tint) const {
    if (m_vertices.empty())
        return;
    list.PrimReserve(index_count(), vertex_count());
    copy_indices(list);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const Place place{offset, scale};
    ImDrawVert* out = list._VtxWritePtr;
    if (tint == IM_COL32_WHITE)
        for (const Vertex& vertex : m_vertices)
            *out++ = {place.of(vertex.position), uv, vertex.color};
    else
        for (const Vertex& vertex : m_vertices)
            *out++ = {place.of(vertex.position), uv, multiply(vertex.color, tint)};
    list._VtxWritePtr = out;
    list._VtxCurrentIdx += static_cast<unsigned int>(vertex_count());
}

void Mesh::draw(ImDrawList& list, ImVec2 offset, float scale, ImU32 tint) const {
    draw(list, offset, ImVec2(scale, scale), tint);
}

void Mesh::draw(ImDrawList& list, ImVec2 offset, ImVec2 scale, const LightRamp& ramp) const {
    if (m_vertices.empty())
        return;
    assert(!ramp.tints.empty());
    list.PrimReserve(index_count(), vertex_count());
    copy_indices(list);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const Place place{offset, scale};
    const float inverse_step = 1.0f / ramp.step;
    ImDrawVert* out = list._VtxWritePtr;
    for (const Vertex& vertex : m_vertices) {
        const ImVec2 position = place.of(vertex.position);
        *out++ = {position, uv, multiply(vertex.color, light_at(ramp, inverse_step, position.x))};
    }
    list._VtxWritePtr = out;
    list._VtxCurrentIdx += static_cast<unsigned int>(vertex_count());
}

} // namespace kiosk::ui
