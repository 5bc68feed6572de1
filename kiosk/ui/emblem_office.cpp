// Emblems of the desk: scales, ledger, curve, board.
#include "kiosk/ui/emblem_sketch.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::ui {
namespace {

/// The first `share` of a polyline, its last point on the way to the next.
template <std::size_t N>
std::size_t part_of(const std::array<EmblemPoint, N>& whole, float share, std::array<EmblemPoint, N>& part) {
    const float reach = std::clamp(share, 0.0f, 1.0f) * static_cast<float>(N - 1);
    const auto full = std::min(static_cast<std::size_t>(reach), N - 1);
    std::copy_n(whole.begin(), full + 1, part.begin());
    const float rest = reach - static_cast<float>(full);
    if (full + 1 >= N || rest <= 0.01f)
        return full + 1;
    part[full + 1] = EmblemPoint(emblem_mix(whole[full].x, whole[full + 1].x, rest),
                                 emblem_mix(whole[full].y, whole[full + 1].y, rest));
    return full + 2;
}

void draw_pan(EmblemSketch& sketch, EmblemPoint hook) {
    constexpr float kHalf = 13.5f;
    constexpr float kDrop = 27;
    const EmblemPoint left(hook.x - kHalf, hook.y + kDrop);
    const EmblemPoint right(hook.x + kHalf, hook.y + kDrop);
    sketch.line(std::array{left, hook, right}, Line::Fine);
    std::array<EmblemPoint, 13> bowl;
    for (std::size_t i = 0; i < bowl.size(); ++i) {
        const float angle = kTurn * 0.5f * static_cast<float>(i) / static_cast<float>(bowl.size() - 1);
        bowl[i] = EmblemPoint(hook.x + kHalf * std::cos(angle), hook.y + kDrop + 10.5f * std::sin(angle));
    }
    sketch.shape(bowl, kEmblemTone * 1.6f);
    sketch.curve(bowl);
    sketch.line(left, right);
}

} // namespace

void draw_scales(EmblemSketch& sketch, EmblemTime time) {
    const float tilt = 0.115f * time.swing(7, 0) + 0.02f * time.swing(2.9, 0);
    const EmblemPoint pivot(50, 24);
    const float reach = 30;
    const EmblemPoint left(pivot.x - reach * std::cos(tilt), pivot.y + reach * std::sin(tilt));
    const EmblemPoint right(pivot.x + reach * std::cos(tilt), pivot.y - reach * std::sin(tilt));
    sketch.line(pivot, EmblemPoint(50, 86));
    sketch.line(EmblemPoint(34, 86), EmblemPoint(66, 86));
    sketch.line(left, right);
    sketch.dot(pivot, 7);
    sketch.dot(EmblemPoint(50, 13), 3.1f);
    draw_pan(sketch, left);
    draw_pan(sketch, right);
}

void draw_ledger(EmblemSketch& sketch, EmblemTime time) {
    const float turn = time.turn(8, 0.75f);
    const float clear = emblem_ease(0.88f, 0.98f, turn);
    sketch.block(EmblemPoint(20, 12), EmblemPoint(80, 88), 9, kEmblemTone);
    sketch.frame(EmblemPoint(20, 12), EmblemPoint(80, 88), 9);
    for (int row = 0; row < 3; ++row) {
        const float y = 32 + 18 * static_cast<float>(row);
        const float begin = 0.08f + 0.16f * static_cast<float>(row);
        const float done = emblem_ease(begin, begin + 0.12f, turn);
        sketch.line(EmblemPoint(52, y), EmblemPoint(row == 1 ? 63 : 68, y), Line::Main,
                    emblem_mix(0.45f, 1, done * (1 - clear)));
        const std::array tick = {EmblemPoint(31.5f, y + 0.5f), EmblemPoint(36, y + 5), EmblemPoint(43.5f, y - 4.5f)};
        std::array<EmblemPoint, 3> part;
        const std::size_t count = part_of(tick, done, part);
        if (done > 0.02f)
            sketch.line(std::span(part).first(count), Line::Main, 1 - clear);
        else
            sketch.dot(EmblemPoint(37.5f, y), 3.1f, 0.45f);
    }
}

void draw_curve(EmblemSketch& sketch, EmblemTime time) {
    const float turn = time.turn(7, 0.8f);
    const float drawn = emblem_ease(0.02f, 0.52f, turn);
    const float leave = emblem_ease(0.90f, 1.0f, turn);
    std::array<EmblemPoint, 33> whole;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const float x = static_cast<float>(i) / static_cast<float>(whole.size() - 1);
        const float rise = 0.10f + 0.90f * x * x * (3 - 2 * x) * 0.75f + 0.22f * x + 0.055f * std::sin(x * 11.5f);
        whole[i] = EmblemPoint(27 + 54 * x, 77 - 55 * rise);
    }
    sketch.line(std::array{EmblemPoint(16, 14), EmblemPoint(16, 86), EmblemPoint(86, 86)});
    std::array<EmblemPoint, 33> part;
    const std::size_t count = part_of(whole, drawn, part);
    const auto visible = std::span<const EmblemPoint>(part).first(count);
    sketch.shade_below(visible, 82, 2.0f * kEmblemTone * (1 - leave));
    sketch.curve(visible, Line::Main, 1 - leave);
    sketch.dot(visible.back(), 7.2f, 1 - leave);
}

void draw_board(EmblemSketch& sketch, EmblemTime time) {
    const float turn = time.turn(8, 0);
    const auto column = [](float index) { return 19.5f + 22.0f * index; };
    const auto row = [](float index) { return 25.5f + 17.0f * index; };
    const auto card = [&](float at_column, float at_row, float size, float opacity) {
        const EmblemPoint centre(column(at_column) + 8.5f, row(at_row) + 6);
        const EmblemPoint half(8.5f * size, 6 * size);
        if (size > 0.05f)
            sketch.block(EmblemPoint(centre.x - half.x, centre.y - half.y),
                         EmblemPoint(centre.x + half.x, centre.y + half.y), 3.2f * size, opacity);
    };
    sketch.block(EmblemPoint(11, 15), EmblemPoint(89, 85), 9, kEmblemTone);
    sketch.frame(EmblemPoint(11, 15), EmblemPoint(89, 85), 9);
    sketch.line(EmblemPoint(39, 26), EmblemPoint(39, 74), Line::Fine);
    sketch.line(EmblemPoint(61, 26), EmblemPoint(61, 74), Line::Fine);
    card(0, 0, 1, 1);
    card(1, 1, 1, 1);
    card(2, 0, 1, 1);
    // What is done leaves, each card moves on, and a new one comes in: the board ends as it began.
    card(2, 1, 1 - emblem_ease(0.06f, 0.16f, turn), 1);
    const float second = emblem_ease(0.22f, 0.42f, turn);
    card(1 + second, second, 1, 1);
    const float first = emblem_ease(0.46f, 0.66f, turn);
    card(first, 1 - first, 1, 1);
    card(0, 1, emblem_ease(0.74f, 0.86f, turn), 1);
}

} // namespace kiosk::ui
