#include "kiosk/ui/emblem_stroke.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace kiosk::ui {
namespace {

/// Cosine and sine of the points of a half circle, ends left out.
constexpr std::array<std::pair<float, float>, 7> kCap = {{{0.9238795f, 0.3826834f},
                                                          {0.7071068f, 0.7071068f},
                                                          {0.3826834f, 0.9238795f},
                                                          {0, 1},
                                                          {-0.3826834f, 0.9238795f},
                                                          {-0.7071068f, 0.7071068f},
                                                          {-0.9238795f, 0.3826834f}}};
constexpr unsigned kCapPoints = kCap.size();

ImVec2 direction(ImVec2 from, ImVec2 to) {
    const float x = to.x - from.x;
    const float y = to.y - from.y;
    const float scale = 1 / std::max(std::sqrt(x * x + y * y), 0.0001f);
    return ImVec2(x * scale, y * scale);
}

/// Across a bend between two directions, long enough that the edges of the stroke stay parallel.
ImVec2 across(ImVec2 before, ImVec2 after) {
    const ImVec2 sum(-(before.y + after.y) / 2, (before.x + after.x) / 2);
    const float lengthen = 1 / std::max(sum.x * sum.x + sum.y * sum.y, 0.25f);
    return ImVec2(sum.x * lengthen, sum.y * lengthen);
}

class StrokeWriter {
public:
    StrokeWriter(ImDrawList& list, float width, ImU32 color)
        : m_list(list), m_base(list._VtxCurrentIdx), m_uv(ImGui::GetFontTexUvWhitePixel()), m_color(color),
          m_inner(std::max(width / 2 - 0.5f, 0.0f)), m_outer(width / 2 + 0.5f) {}

    void cross_section(ImVec2 point, ImVec2 normal) {
        vertex(point, normal, -m_outer, clear());
        vertex(point, normal, -m_inner, m_color);
        vertex(point, normal, m_inner, m_color);
        vertex(point, normal, m_outer, clear());
    }

    // SDL's software renderer turns two neighbouring triangles that form a level rectangle into a filled rectangle with
    // other rounding, which leaves cracks: so neighbours are not written one after the other.
    void body(unsigned sections) {
        for (const bool upper : {true, false})
            for (unsigned i = 0; i + 1 < sections; ++i)
                for (unsigned rail = 0; rail < 3; ++rail) {
                    const unsigned corner = 4 * i + rail;
                    if (upper)
                        triangle(corner, corner + 1, corner + 5);
                    else
                        triangle(corner, corner + 5, corner + 4);
                }
    }

    /// A half disc beyond the cross section that starts at vertex `section`; `forward` points out of the stroke.
    void cap(ImVec2 point, ImVec2 normal, ImVec2 forward, unsigned section, unsigned first) {
        for (unsigned i = 1; i <= kCapPoints; ++i) {
            const auto& [cosine, sine] = kCap[i - 1];
            const ImVec2 out(sine * forward.x - cosine * normal.x, sine * forward.y - cosine * normal.y);
            vertex(point, out, m_inner, m_color);
            vertex(point, out, m_outer, clear());
        }
        unsigned inner = section + 1;
        unsigned outer = section;
        for (unsigned i = 0; i <= kCapPoints; ++i) {
            const unsigned next_inner = i < kCapPoints ? first + 2 * i : section + 2;
            const unsigned next_outer = i < kCapPoints ? first + 2 * i + 1 : section + 3;
            quad(inner, next_inner, next_outer, outer);
            if (i > 0)
                triangle(section + 1, inner, next_inner);
            inner = next_inner;
            outer = next_outer;
        }
    }

private:
    [[nodiscard]] ImU32 clear() const { return m_color & ~IM_COL32_A_MASK; }
    void vertex(ImVec2 point, ImVec2 way, float far, ImU32 color) {
        m_list.PrimWriteVtx(ImVec2(point.x + way.x * far, point.y + way.y * far), m_uv, color);
    }
    void triangle(unsigned a, unsigned b, unsigned c) {
        for (const unsigned index : {a, b, c})
            m_list.PrimWriteIdx(static_cast<ImDrawIdx>(m_base + index));
    }
    void quad(unsigned a, unsigned b, unsigned c, unsigned d) {
        triangle(a, b, c);
        triangle(a, c, d);
    }

    ImDrawList& m_list;
    unsigned m_base;
    ImVec2 m_uv;
    ImU32 m_color;
    float m_inner;
    float m_outer;
};

} // namespace

void stroke_round(ImDrawList& list, std::span<const ImVec2> points, float width, ImU32 color) {
    if (points.size() < 2)
        return;
    const auto sections = static_cast<unsigned>(points.size());
    constexpr int kCapIndices = (kCapPoints + 1) * 6 + kCapPoints * 3;
    list.PrimReserve(static_cast<int>((sections - 1) * 18) + 2 * kCapIndices,
                     static_cast<int>(sections * 4 + 4 * kCapPoints));
    StrokeWriter writer(list, width, color);
    const ImVec2 start = direction(points[0], points[1]);
    ImVec2 ahead = start;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ImVec2 before = ahead;
        if (i + 1 < points.size())
            ahead = direction(points[i], points[i + 1]);
        writer.cross_section(points[i], across(before, ahead));
    }
    writer.body(sections);
    const ImVec2 back(-start.x, -start.y);
    const unsigned first = sections * 4;
    writer.cap(points.back(), ImVec2(-ahead.y, ahead.x), ahead, first - 4, first);
    writer.cap(points.front(), ImVec2(back.y, -back.x), back, 0, first + 2 * kCapPoints);
}

} // namespace kiosk::ui
