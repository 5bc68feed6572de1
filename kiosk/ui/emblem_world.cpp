// Emblems of the world outside: globe, container, compass.
#include "kiosk/ui/emblem_sketch.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::ui {
namespace {

constexpr EmblemPoint kCentre(50, 50);
constexpr float kRadius = 37;

/// A meridian on the front of the globe, `turn` turns from its middle.
void draw_meridian(EmblemSketch& sketch, float turn) {
    const float side = std::sin(kTurn * turn);
    std::array<EmblemPoint, 13> points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const float latitude = kTurn * 0.5f * (static_cast<float>(i) / static_cast<float>(points.size() - 1) - 0.5f);
        points[i] =
            EmblemPoint(kCentre.x + kRadius * side * std::cos(latitude), kCentre.y + kRadius * std::sin(latitude));
    }
    sketch.curve(points, Line::Fine);
}

void draw_trade_arc(EmblemSketch& sketch, EmblemPoint from, EmblemPoint over, EmblemPoint to, float travelled) {
    std::array<EmblemPoint, 15> points;
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = emblem_bend(from, over, to, static_cast<float>(i) / static_cast<float>(points.size() - 1));
    sketch.curve(points);
    sketch.dot(from, 4.9f);
    sketch.dot(to, 4.9f);
    sketch.dot(emblem_bend(from, over, to, travelled), 6.6f);
}

} // namespace

void draw_globe(EmblemSketch& sketch, EmblemTime time) {
    sketch.dot(kCentre, kRadius, kEmblemTone);
    const float turned = time.turn(5, 0.4f) / 6;
    for (int i = 0; i < 3; ++i)
        draw_meridian(sketch, -0.25f + turned + static_cast<float>(i) / 6);
    sketch.line(EmblemPoint(kCentre.x - kRadius, 50), EmblemPoint(kCentre.x + kRadius, 50), Line::Fine);
    sketch.ring(kCentre, kRadius);
    const float there = time.still() ? 0.62f : 0.5f - 0.5f * std::cos(kTurn * time.turn(6, 0));
    draw_trade_arc(sketch, EmblemPoint(28, 64), EmblemPoint(38, 16), EmblemPoint(74, 40), there);
}

void draw_container(EmblemSketch& sketch, EmblemTime time) {
    const EmblemPoint low(13, 40);
    const EmblemPoint high(87, 78);
    sketch.line(std::array{EmblemPoint(26, 40), EmblemPoint(50, 20), EmblemPoint(74, 40)}, Line::Fine);
    sketch.line(EmblemPoint(50, 11), EmblemPoint(50, 20));
    sketch.block(low, high, 5, kEmblemTone);
    sketch.frame(low, high, 5);
    for (int rib = 0; rib < 5; ++rib) {
        const float x = 26 + 12 * static_cast<float>(rib);
        sketch.line(EmblemPoint(x, 51), EmblemPoint(x, 67), Line::Fine);
    }
    // The scanner's line runs to and fro; what it has just passed glows after it.
    const float angle = kTurn * time.turn(6, 0.335f);
    const float x = 50 - 30 * std::cos(angle);
    const float trail = -14 * std::sin(angle);
    const float from = std::clamp(x + trail, low.x, high.x);
    const std::array glow = {EmblemPoint(from, low.y), EmblemPoint(x, low.y), EmblemPoint(x, high.y),
                             EmblemPoint(from, high.y)};
    sketch.shape(glow, 0.34f * std::fabs(std::sin(angle)));
    sketch.line(EmblemPoint(x, 31), EmblemPoint(x, 87));
}

void draw_compass(EmblemSketch& sketch, EmblemTime time) {
    sketch.dot(kCentre, kRadius, kEmblemTone);
    sketch.ring(kCentre, kRadius);
    for (int i = 0; i < 4; ++i) {
        const float angle = kTurn * 0.25f * static_cast<float>(i);
        const ImVec2 out(std::cos(angle), std::sin(angle));
        sketch.line(EmblemPoint(50 + out.x * 27.5f, 50 + out.y * 27.5f),
                    EmblemPoint(50 + out.x * 29.5f, 50 + out.y * 29.5f), Line::Fine);
    }
    const float heading = kTurn * (0.11f + 0.055f * time.swing(9, 0) + 0.022f * time.swing(3, 0));
    const EmblemPoint ahead(std::sin(heading), -std::cos(heading));
    const EmblemPoint aside(-ahead.y, ahead.x);
    const auto place = [&](float forward, float sideways) {
        return EmblemPoint(50 + ahead.x * forward + aside.x * sideways, 50 + ahead.y * forward + aside.y * sideways);
    };
    const std::array north = {place(25, 0), place(0, 9), place(0, -9)};
    const std::array south = {place(-25, 0), place(0, -9), place(0, 9)};
    sketch.shape(north, 1);
    sketch.shape(south, 0.45f);
}

} // namespace kiosk::ui
