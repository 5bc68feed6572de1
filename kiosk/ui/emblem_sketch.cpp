#include "kiosk/ui/emblem_sketch.h"

#include "kiosk/ui/emblem_stroke.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace kiosk::ui {
namespace {

constexpr float kMainWidth = 5.6f;
constexpr float kFineWidth = 3.8f;
constexpr float kFineOpacity = 0.62f;
constexpr std::size_t kMostPoints = 64;

/// The place `distance` away from `from` on the way to `to`, at most half way.
EmblemPoint towards(EmblemPoint from, EmblemPoint to, float distance) {
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    const float share = length > 0 ? std::min(distance / length, 0.5f) : 0;
    return EmblemPoint(emblem_mix(from.x, to.x, share), emblem_mix(from.y, to.y, share));
}

} // namespace

EmblemSketch::EmblemSketch(ImDrawList& list, ImVec2 min, float size, ImU32 color)
    : m_list(list), m_min(min), m_scale(size / 100), m_color(color) {}

ImVec2 EmblemSketch::at(EmblemPoint point) const {
    return ImVec2(m_min.x + point.x * m_scale, m_min.y + point.y * m_scale);
}

// Below a pixel and a half a stroke turns grey, so small emblems get bolder lines.
float EmblemSketch::width(Line weight) const {
    return std::max((weight == Line::Main ? kMainWidth : kFineWidth) * m_scale, weight == Line::Main ? 1.7f : 1.2f);
}

ImU32 EmblemSketch::ink(float opacity) const {
    const float alpha = static_cast<float>(m_color >> IM_COL32_A_SHIFT) * std::clamp(opacity, 0.0f, 1.0f);
    return (m_color & ~IM_COL32_A_MASK) | static_cast<ImU32>(std::lround(alpha)) << IM_COL32_A_SHIFT;
}

ImU32 EmblemSketch::ink(Line weight, float opacity) const {
    return ink(weight == Line::Main ? opacity : opacity * kFineOpacity);
}

void EmblemSketch::line(std::span<const EmblemPoint> points, Line weight, float opacity) {
    constexpr int kBend = 5;
    constexpr float kBendRadius = 3;
    assert(points.size() * kBend <= kMostPoints);
    std::array<EmblemPoint, kMostPoints> path;
    std::size_t count = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i == 0 || i + 1 == points.size()) {
            path[count++] = points[i];
            continue;
        }
        const EmblemPoint before = towards(points[i], points[i - 1], kBendRadius);
        const EmblemPoint after = towards(points[i], points[i + 1], kBendRadius);
        for (int step = 0; step < kBend; ++step)
            path[count++] = emblem_bend(before, points[i], after, static_cast<float>(step) / (kBend - 1));
    }
    curve(std::span(path).first(count), weight, opacity);
}

void EmblemSketch::line(EmblemPoint from, EmblemPoint to, Line weight, float opacity) {
    line(std::array{from, to}, weight, opacity);
}

void EmblemSketch::curve(std::span<const EmblemPoint> points, Line weight, float opacity) {
    assert(points.size() <= kMostPoints);
    if (points.size() < 2)
        return;
    std::array<ImVec2, kMostPoints> placed;
    for (std::size_t i = 0; i < points.size(); ++i)
        placed[i] = at(points[i]);
    stroke_round(m_list, std::span(placed).first(points.size()), width(weight), ink(weight, opacity));
}

void EmblemSketch::arc(EmblemPoint centre, float radius, float from, float to, Line weight) {
    std::array<EmblemPoint, 25> points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float angle = kTurn * emblem_mix(from, to, static_cast<float>(i) / static_cast<float>(points.size() - 1));
        points[i] = EmblemPoint(centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle));
    }
    curve(points, weight);
}

void EmblemSketch::ring(EmblemPoint centre, float radius, Line weight) {
    m_list.AddCircle(at(centre), radius * m_scale, ink(weight, 1), segments(radius), width(weight));
}

// Small circles come from ImGui's table, which is quick; large ones would show its corners.
int EmblemSketch::segments(float radius) const {
    const float pixels = radius * m_scale;
    return pixels < 70 ? 0 : std::min(static_cast<int>(8 + 0.6f * pixels), 96);
}

void EmblemSketch::frame(EmblemPoint min, EmblemPoint max, float corner) {
    m_list.AddRect(at(min), at(max), ink(1), corner * m_scale, ImDrawFlags_None, width(Line::Main));
}

void EmblemSketch::dot(EmblemPoint centre, float radius, float opacity) {
    m_list.AddCircleFilled(at(centre), radius * m_scale, ink(opacity), segments(radius));
}

void EmblemSketch::block(EmblemPoint min, EmblemPoint max, float corner, float opacity) {
    m_list.AddRectFilled(at(min), at(max), ink(opacity), corner * m_scale);
}

void EmblemSketch::shape(std::span<const EmblemPoint> points, float opacity) {
    assert(points.size() <= kMostPoints);
    std::array<ImVec2, kMostPoints> placed;
    for (std::size_t i = 0; i < points.size(); ++i)
        placed[i] = at(points[i]);
    m_list.AddConvexPolyFilled(placed.data(), static_cast<int>(points.size()), ink(opacity));
}

void EmblemSketch::shade_below(std::span<const EmblemPoint> points, float base, float opacity) {
    if (points.size() < 2)
        return;
    const auto count = static_cast<unsigned>(points.size());
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    m_list.PrimReserve(static_cast<int>((count - 1) * 6), static_cast<int>(count * 2));
    const unsigned first = m_list._VtxCurrentIdx;
    for (const EmblemPoint& point : points) {
        m_list.PrimWriteVtx(at(point), uv, ink(opacity));
        m_list.PrimWriteVtx(at(EmblemPoint(point.x, base)), uv, ink(opacity * 0.35f));
    }
    for (unsigned i = 0; i + 1 < count; ++i) {
        const unsigned corner = first + 2 * i;
        for (const unsigned index : {corner, corner + 2, corner + 3, corner, corner + 3, corner + 1})
            m_list.PrimWriteIdx(static_cast<ImDrawIdx>(index));
    }
}

float EmblemTime::turn(double period, float still_at) const {
    return still() ? still_at : static_cast<float>(seconds / period - std::floor(seconds / period));
}

float EmblemTime::swing(double period, float still_at) const {
    return still() ? still_at : std::sin(kTurn * turn(period, 0));
}

EmblemPoint emblem_bend(EmblemPoint from, EmblemPoint over, EmblemPoint to, float t) {
    const float a = (1 - t) * (1 - t);
    const float b = 2 * t * (1 - t);
    return EmblemPoint(a * from.x + b * over.x + t * t * to.x, a * from.y + b * over.y + t * t * to.y);
}

float emblem_ease(float from, float to, float x) {
    const float t = std::clamp((x - from) / (to - from), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

} // namespace kiosk::ui
