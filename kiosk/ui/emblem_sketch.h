// The hand that draws the emblems: round strokes of one weight on a square of 100 by 100.
#pragma once
#include <imgui.h>

#include <span>

namespace kiosk::ui {

/// A place in the emblem's square, 0 to 100 each way, y downwards.
using EmblemPoint = ImVec2;

/// Main lines carry the shape; fine lines support it in the same colour, thinner and quieter.
enum class Line { Main, Fine };

class EmblemSketch {
public:
    EmblemSketch(ImDrawList& list, ImVec2 min, float size, ImU32 color);

    /// Straight from point to point, round at every end and corner.
    void line(std::span<const EmblemPoint> points, Line weight = Line::Main, float opacity = 1);
    void line(EmblemPoint from, EmblemPoint to, Line weight = Line::Main, float opacity = 1);
    /// Through many points that already form a smooth curve; round at both ends.
    void curve(std::span<const EmblemPoint> points, Line weight = Line::Main, float opacity = 1);
    /// Angles in turns, clockwise from the right.
    void arc(EmblemPoint centre, float radius, float from, float to, Line weight = Line::Main);
    void ring(EmblemPoint centre, float radius, Line weight = Line::Main);
    void frame(EmblemPoint min, EmblemPoint max, float corner);
    void dot(EmblemPoint centre, float radius, float opacity = 1);
    void block(EmblemPoint min, EmblemPoint max, float corner, float opacity);
    /// Fills a convex shape.
    void shape(std::span<const EmblemPoint> points, float opacity);
    /// Fills between a curve and the horizontal line at `base`, fading downwards.
    void shade_below(std::span<const EmblemPoint> points, float base, float opacity);

private:
    [[nodiscard]] ImVec2 at(EmblemPoint point) const;
    [[nodiscard]] float width(Line weight) const;
    [[nodiscard]] ImU32 ink(Line weight, float opacity) const;
    [[nodiscard]] ImU32 ink(float opacity) const;
    [[nodiscard]] int segments(float radius) const;

    ImDrawList& m_list;
    ImVec2 m_min;
    float m_scale;
    ImU32 m_color;
};

inline constexpr float kTurn = 6.28318531f; ///< once round, in radians

/// The quiet fill that gives all emblems the same second tone.
inline constexpr float kEmblemTone = 0.20f;

/// When an emblem is looked at: moments of its own cycle, or still.
struct EmblemTime {
    double seconds = -1;

    [[nodiscard]] bool still() const { return seconds < 0; }
    /// Where a motion of `period` seconds stands, in [0, 1); `still_at` when nothing moves.
    [[nodiscard]] float turn(double period, float still_at) const;
    /// A swing between -1 and 1; `still_at` when nothing moves.
    [[nodiscard]] float swing(double period, float still_at) const;
};

/// On the curve that leaves `from` towards `over` and arrives at `to`; `t` runs from 0 to 1.
[[nodiscard]] EmblemPoint emblem_bend(EmblemPoint from, EmblemPoint over, EmblemPoint to, float t);
/// 0 before `from`, 1 after `to`, smooth between.
[[nodiscard]] float emblem_ease(float from, float to, float x);
[[nodiscard]] inline float emblem_mix(float a, float b, float t) {
    return a + (b - a) * t;
}

void draw_scales(EmblemSketch& sketch, EmblemTime time);
void draw_ledger(EmblemSketch& sketch, EmblemTime time);
void draw_curve(EmblemSketch& sketch, EmblemTime time);
void draw_globe(EmblemSketch& sketch, EmblemTime time);
void draw_container(EmblemSketch& sketch, EmblemTime time);
void draw_board(EmblemSketch& sketch, EmblemTime time);
void draw_compass(EmblemSketch& sketch, EmblemTime time);

} // namespace kiosk::ui
