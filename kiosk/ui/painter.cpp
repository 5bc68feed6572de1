#include "kiosk/ui/painter.h"

#include "kiosk/ui/emblem.h"
#include "kiosk/ui/mesh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <imgui.h>
#include <numbers>

namespace kiosk::ui {
namespace {

ImVec2 min_of(const model::Rect& rect) {
    return {rect.left, rect.top};
}
ImVec2 max_of(const model::Rect& rect) {
    return {rect.right, rect.bottom};
}

ImDrawFlags flags_of(Corners corners) {
    switch (corners) {
    case Corners::All:
        return ImDrawFlags_RoundCornersAll;
    case Corners::Left:
        return ImDrawFlags_RoundCornersLeft;
    case Corners::Right:
        return ImDrawFlags_RoundCornersRight;
    case Corners::Top:
        return ImDrawFlags_RoundCornersTop;
    case Corners::Bottom:
        return ImDrawFlags_RoundCornersBottom;
    case Corners::None:
        return ImDrawFlags_RoundCornersNone;
    }
    return ImDrawFlags_RoundCornersAll;
}

constexpr std::string_view kImagePrefix = "image:";
constexpr float kPlaceholderStrength = 0.2F;
constexpr int kShadowSteps = 12; // per corner
constexpr int kShadowRings = 3;  // follow the curve of a soft edge
constexpr int kShadowPoints = 4 * (kShadowSteps + 1);

/// Two triangles between each point of a ring, the next one, and those of the ring around it.
constexpr auto kShadowIndices = [] {
    std::array<ImDrawIdx, static_cast<std::size_t>(kShadowPoints * kShadowRings * 6)> indices{};
    std::size_t count = 0;
    for (int inner = 0; inner < kShadowPoints * kShadowRings; inner += kShadowPoints)
        for (int point = 0; point < kShadowPoints; ++point) {
            const int next = (point + 1) % kShadowPoints;
            const int outer = inner + kShadowPoints;
            for (const int vertex :
                 {inner + point, outer + point, outer + next, inner + point, outer + next, inner + next})
                indices[count++] = static_cast<ImDrawIdx>(vertex);
        }
    return indices;
}();

/// Where the points of a ring lie as seen from its corners, at a distance of 1.
const std::array<model::Point, static_cast<std::size_t>(kShadowPoints)>& shadow_directions() {
    static const auto directions = [] {
        std::array<model::Point, static_cast<std::size_t>(kShadowPoints)> made{};
        for (int point = 0; point < kShadowPoints; ++point) {
            const auto corner = static_cast<float>(point / (kShadowSteps + 1));
            const auto step = static_cast<float>(point % (kShadowSteps + 1));
            const float angle = std::numbers::pi_v<float> / 2 * (corner + step / kShadowSteps);
            made[static_cast<std::size_t>(point)] = {std::cos(angle), std::sin(angle)};
        }
        return made;
    }();
    return directions;
}

} // namespace

float Painter::set_alpha(float alpha) {
    const float before = m_alpha;
    m_alpha = alpha;
    return before;
}

std::uint32_t Painter::packed(Color color) const {
    const auto alpha = static_cast<std::uint32_t>(std::lround(static_cast<float>(color.a) * m_alpha));
    return IM_COL32(color.r, color.g, color.b, alpha);
}

void Painter::fill(const model::Rect& rect, Color color) {
    m_list.AddRectFilled(min_of(rect), max_of(rect), packed(color));
}

void Painter::fill_rounded(const model::Rect& rect, float radius, Color color, Corners corners) {
    m_list.AddRectFilled(min_of(rect), max_of(rect), packed(color), radius, flags_of(corners));
}

void Painter::outline(const model::Rect& rect, float radius, Color color, float thickness) {
    if (color.a == 0 || thickness <= 0)
        return;
    const float half = thickness / 2;
    const model::Rect inner = rect.shrunk(half, half);
    m_list.AddRect(min_of(inner), max_of(inner), packed(color), std::max(0.0F, radius - half),
                   ImDrawFlags_RoundCornersAll, thickness);
}

void Painter::circle(model::Point center, float radius, Color color) {
    m_list.AddCircleFilled({center.x, center.y}, radius, packed(color));
}

void Painter::gradient(const model::Rect& rect, Color top, Color bottom) {
    m_list.AddRectFilledMultiColor(min_of(rect), max_of(rect), packed(top), packed(top), packed(bottom),
                                   packed(bottom));
}

void Painter::gradient_across(const model::Rect& rect, Color left, Color right) {
    m_list.AddRectFilledMultiColor(min_of(rect), max_of(rect), packed(left), packed(right), packed(right),
                                   packed(left));
}

void Painter::shadow(const model::Rect& rect, float radius, float spread, float strength) {
    // Rings of falling opacity around a rounded rectangle: squared, as a blurred edge falls.
    struct Ring {
        float distance;
        std::uint32_t color;
    };
    std::array<Ring, kShadowRings + 1> rings{};
    for (int ring = 0; ring <= kShadowRings; ++ring) {
        const float t = static_cast<float>(ring) / kShadowRings;
        // The first ring lies under what casts the shadow, which may be moved against it.
        rings[static_cast<std::size_t>(ring)] = {spread * (t * 1.3F - 0.3F),
                                                 packed(with_alpha(rgb(0x0b1533), strength * (1 - t) * (1 - t)))};
    }
    m_list.PrimReserve(static_cast<int>(kShadowIndices.size()), kShadowPoints * (kShadowRings + 1));
    write_indices(m_list, kShadowIndices);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const auto& directions = shadow_directions();
    const std::array<model::Point, 4> centers{{{rect.right - radius, rect.bottom - radius},
                                               {rect.left + radius, rect.bottom - radius},
                                               {rect.left + radius, rect.top + radius},
                                               {rect.right - radius, rect.top + radius}}};
    ImDrawVert* vertex = m_list._VtxWritePtr;
    for (const Ring& ring : rings) {
        const float reach = radius + ring.distance;
        auto direction = directions.begin();
        for (const model::Point& center : centers)
            for (int step = 0; step <= kShadowSteps; ++step, ++direction)
                *vertex++ = {ImVec2(center.x + direction->x * reach, center.y + direction->y * reach), uv, ring.color};
    }
    m_list._VtxWritePtr = vertex;
    m_list._VtxCurrentIdx += static_cast<unsigned>(kShadowPoints * (kShadowRings + 1));
}

void Painter::text(TextLayout& layout, model::Point position, Color color, Align align, float box_width) {
    m_text.draw(m_list, layout, position, packed(color), align, box_width);
}

void Painter::icon(Icon icon, const model::Rect& box, Color color) {
    m_pictures.draw_icon(m_list, icon, box, packed(color));
}

void Painter::emblem(std::string_view name, const model::Rect& box, Color color, double seconds) {
    if (name.starts_with(kImagePrefix)) {
        switch (
            m_pictures.draw_image(m_list, name.substr(kImagePrefix.size()), box, packed({255, 255, 255, color.a}))) {
        case Pictures::Shown::Picture:
            return;
        case Pictures::Shown::Later: // its place, quietly, for a moment
            fill_rounded(box, box.width() * 0.2F, with_alpha(color, kPlaceholderStrength));
            return;
        case Pictures::Shown::Nothing:
            break;
        }
        name = "compass";
    }
    draw_emblem(m_list, is_emblem(name) ? name : "compass", min_of(box), box.width(), packed(color), seconds);
}

void Painter::push_clip(const model::Rect& rect) {
    m_list.PushClipRect(min_of(rect), max_of(rect), true);
}
void Painter::pop_clip() {
    m_list.PopClipRect();
}

model::Rect Painter::clip() const {
    const ImVec2 min = m_list.GetClipRectMin();
    const ImVec2 max = m_list.GetClipRectMax();
    return {min.x, min.y, max.x, max.y};
}

} // namespace kiosk::ui
