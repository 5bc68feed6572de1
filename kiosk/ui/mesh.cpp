#include "kiosk/ui/mesh.h"

#include <cassert>
#include <cstring>

namespace kiosk::ui {
namespace {

constexpr ImU32 kNoAlpha = ~static_cast<ImU32>(IM_COL32_A_MASK);

ImU32 times(ImU32 a, ImU32 b) {
    const ImU32 product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

ImU32 alpha_times(ImU32 color, ImU32 alpha) {
    return (color & kNoAlpha) | times(color >> IM_COL32_A_SHIFT, alpha) << IM_COL32_A_SHIFT;
}

/// Looks up tints; holds the inverse of the step, since a division is dear.
class Light {
public:
    explicit Light(const LightRamp& ramp)
        : m_tints(ramp.tints.data()), m_last(static_cast<int>(ramp.tints.size()) - 1), m_left(ramp.left),
          m_inverse_step(1 / ramp.step) {
        assert(!ramp.tints.empty());
    }
    [[nodiscard]] ImU32 at(float x) const {
        const int index = static_cast<int>((x - m_left) * m_inverse_step);
        return m_tints[index < 0 ? 0 : index > m_last ? m_last : index];
    }

private:
    const ImU32* m_tints;
    int m_last;
    float m_left;
    float m_inverse_step;
};

} // namespace

ImU32 multiply(ImU32 color, ImU32 tint) {
    const auto channel = [&](int shift) { return times((color >> shift) & 0xFF, (tint >> shift) & 0xFF) << shift; };
    return channel(0) | channel(8) | channel(16) | channel(24);
}

void write_indices(ImDrawList& list, std::span<const ImDrawIdx> indices) {
    static_assert(sizeof(ImDrawIdx) == 2);
    // Four at once: nothing carries over between them, since the list keeps every sum below 65,536.
    const std::uint64_t base4 = list._VtxCurrentIdx * 0x0001'0001'0001'0001ULL;
    const std::size_t count = indices.size();
    const ImDrawIdx* in = indices.data();
    ImDrawIdx* out = list._IdxWritePtr;
    std::size_t i = 0;
    for (; i + 16 <= count; i += 16) {
        std::uint64_t block[4];
        std::memcpy(block, in + i, sizeof block);
        for (std::uint64_t& four : block)
            four += base4;
        std::memcpy(out + i, block, sizeof block);
    }
    for (; i < count; ++i)
        out[i] = static_cast<ImDrawIdx>(in[i] + list._VtxCurrentIdx);
    list._IdxWritePtr += count;
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

template <typename Color>
void Mesh::copy(ImDrawList& list, ImVec2 offset, ImVec2 scale, Color&& color) const {
    if (m_vertices.empty())
        return;
    list.PrimReserve(index_count(), vertex_count());
    write_indices(list, m_indices);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const Vertex* __restrict__ in = m_vertices.data();
    ImDrawVert* __restrict__ out = list._VtxWritePtr;
    const std::size_t count = m_vertices.size();
    for (std::size_t i = 0; i < count; ++i) {
        const ImVec2 place(in[i].position.x * scale.x + offset.x, in[i].position.y * scale.y + offset.y);
        out[i].pos = place;
        out[i].uv = uv;
        out[i].col = color(in[i].color, place.x);
    }
    list._VtxWritePtr += count;
    list._VtxCurrentIdx += static_cast<unsigned int>(count);
}

void Mesh::draw(ImDrawList& list, ImVec2 offset, ImVec2 scale, ImU32 tint) const {
    const ImU32 alpha = tint >> IM_COL32_A_SHIFT;
    if (tint == IM_COL32_WHITE)
        copy(list, offset, scale, [](ImU32 color, float) { return color; });
    else if ((tint | IM_COL32_A_MASK) == IM_COL32_WHITE)
        copy(list, offset, scale, [alpha](ImU32 color, float) { return alpha_times(color, alpha); });
    else
        copy(list, offset, scale, [tint](ImU32 color, float) { return multiply(color, tint); });
}

void Mesh::draw(ImDrawList& list, ImVec2 offset, float scale, ImU32 tint) const {
    draw(list, offset, ImVec2(scale, scale), tint);
}

void Mesh::draw_lit(ImDrawList& list, ImVec2 offset, ImVec2 scale, const LightRamp& ramp) const {
    const Light light(ramp);
    ImU32 run = 0;
    ImU32 tinted = 0;
    copy(list, offset, scale, [&](ImU32 color, float x) {
        const ImU32 plain = color & kNoAlpha;
        if (plain != run) {
            run = plain;
            tinted = multiply(plain, light.at(x));
        }
        return tinted | (color & IM_COL32_A_MASK);
    });
}

void Mesh::draw_stencil(ImDrawList& list, ImVec2 offset, ImVec2 scale, const LightRamp& ramp) const {
    const Light light(ramp);
    copy(list, offset, scale,
         [&](ImU32 color, float x) { return alpha_times(light.at(x), color >> IM_COL32_A_SHIFT); });
}

} // namespace kiosk::ui
