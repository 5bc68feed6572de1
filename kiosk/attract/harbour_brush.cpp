#include "kiosk/attract/harbour_brush.h"

#include <array>
#include <cassert>
#include <cmath>

namespace kiosk::attract {
namespace {

ImU32 clear(ImU32 color) {
    return color & ~IM_COL32_A_MASK;
}

/// Writes vertices and indices that were reserved, relative to where it started.
class Pen {
public:
    Pen(ImDrawList& list, int indices, int vertices) : m_list(list) {
        list.PrimReserve(indices, vertices);
        m_base = list._VtxCurrentIdx;
        m_uv = ImGui::GetFontTexUvWhitePixel();
    }
    void vertex(ImVec2 position, ImU32 color) { m_list.PrimWriteVtx(position, m_uv, color); }
    void triangle(unsigned a, unsigned b, unsigned c) {
        m_list.PrimWriteIdx(static_cast<ImDrawIdx>(m_base + a));
        m_list.PrimWriteIdx(static_cast<ImDrawIdx>(m_base + b));
        m_list.PrimWriteIdx(static_cast<ImDrawIdx>(m_base + c));
    }
    void quad(unsigned a, unsigned b, unsigned c, unsigned d) {
        triangle(a, b, c);
        triangle(a, c, d);
    }

private:
    ImDrawList& m_list;
    unsigned m_base = 0;
    ImVec2 m_uv;
};

constexpr std::array<ImVec2, 12> kCircle = {ImVec2(1, 0),  ImVec2(0.8660254f, 0.5f),   ImVec2(0.5f, 0.8660254f),
                                            ImVec2(0, 1),  ImVec2(-0.5f, 0.8660254f),  ImVec2(-0.8660254f, 0.5f),
                                            ImVec2(-1, 0), ImVec2(-0.8660254f, -0.5f), ImVec2(-0.5f, -0.8660254f),
                                            ImVec2(0, -1), ImVec2(0.5f, -0.8660254f),  ImVec2(0.8660254f, -0.5f)};

} // namespace

Dashes::Dashes(ImDrawList& list, int count) : m_list(list), m_uv(ImGui::GetFontTexUvWhitePixel()) {
    list.PrimReserve(count * 6, count * 4);
}

void draw_stroke(ImDrawList& list, ImVec2 from, ImVec2 to, float width, ImU32 color) {
    const float dx = to.x - from.x;
    const float dy = to.y - from.y;
    const float length = std::sqrt(dx * dx + dy * dy);
    if (length < 0.001f)
        return;
    const ImVec2 normal(-dy / length, dx / length);
    const float inner = width > 1 ? (width - 1) / 2 : 0;
    const float outer = inner + (width > 1 ? 1.0f : width);
    Pen pen(list, 18, 8);
    for (const ImVec2& end : {from, to}) {
        pen.vertex(ImVec2(end.x - normal.x * outer, end.y - normal.y * outer), clear(color));
        pen.vertex(ImVec2(end.x - normal.x * inner, end.y - normal.y * inner), color);
        pen.vertex(ImVec2(end.x + normal.x * inner, end.y + normal.y * inner), color);
        pen.vertex(ImVec2(end.x + normal.x * outer, end.y + normal.y * outer), clear(color));
    }
    for (unsigned rail = 0; rail < 3; ++rail)
        pen.quad(rail, rail + 1, rail + 5, rail + 4);
}

void draw_glow(ImDrawList& list, ImVec2 centre, float radius, ImU32 core, ImU32 halo) {
    // Two rings, so that the light falls off as a curve and not as a cone.
    constexpr unsigned kSides = kCircle.size();
    const float inner = radius * 0.38f;
    Pen pen(list, kSides * 9, 1 + 2 * kSides);
    pen.vertex(centre, core);
    for (const ImVec2& side : kCircle)
        pen.vertex(ImVec2(centre.x + side.x * inner, centre.y + side.y * inner), halo);
    for (const ImVec2& side : kCircle)
        pen.vertex(ImVec2(centre.x + side.x * radius, centre.y + side.y * radius), clear(halo));
    for (unsigned i = 0; i < kSides; ++i) {
        const unsigned next = (i + 1) % kSides;
        pen.triangle(0, 1 + i, 1 + next);
        pen.quad(1 + i, 1 + kSides + i, 1 + kSides + next, 1 + next);
    }
}

void draw_ribbon(ImDrawList& list, std::span<const ImVec2> upper, std::span<const ImVec2> lower, ImU32 color) {
    assert(upper.size() == lower.size() && upper.size() >= 2);
    const auto columns = static_cast<unsigned>(upper.size());
    Pen pen(list, static_cast<int>((columns - 1) * 18), static_cast<int>(columns * 4));
    for (unsigned i = 0; i < columns; ++i) {
        pen.vertex(ImVec2(upper[i].x, upper[i].y - 0.5f), clear(color));
        pen.vertex(ImVec2(upper[i].x, upper[i].y + 0.5f), color);
        pen.vertex(ImVec2(lower[i].x, lower[i].y - 0.5f), color);
        pen.vertex(ImVec2(lower[i].x, lower[i].y + 0.5f), clear(color));
    }
    for (unsigned i = 0; i + 1 < columns; ++i)
        for (unsigned rail = 0; rail < 3; ++rail)
            pen.quad(i * 4 + rail, i * 4 + rail + 1, i * 4 + rail + 5, i * 4 + rail + 4);
}

} // namespace kiosk::attract
