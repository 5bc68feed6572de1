#include "kiosk/attract/harbour_water.h"

#include "kiosk/attract/harbour.h"
#include "kiosk/attract/harbour_brush.h"
#include "kiosk/attract/harbour_motion.h"
#include "kiosk/attract/harbour_sky.h"

#include <cmath>

namespace kiosk::attract {
namespace {

constexpr int kColumns = 30;
constexpr int kRows = 16;
constexpr int kSunGlints = 120;
constexpr int kRipples = 70;

/// 0 at the horizon, 1 at the lower edge.
float depth_of(const Layout& layout, float y) {
    return (y - layout.horizon) / (layout.size.y - layout.horizon);
}

Rgb water_color(const Layout& layout, ImVec2 point, float dawn) {
    const float depth = std::max(0.0f, depth_of(layout, point.y));
    const Rgb mirrored = layout.sky(ImVec2(point.x, layout.horizon - (point.y - layout.horizon) * 0.9f), dawn);
    const Rgb deep = mix(rgb(0x13204a), kNight, depth);
    Rgb color = mix(mirrored, deep, mix(0.34f, 0.94f, std::pow(std::min(depth, 1.0f), 0.62f)));
    const float dx = (point.x - layout.sun.x) / layout.unit;
    const float spread = 0.09f + 0.20f * depth;
    const float path =
        std::exp(-dx * dx / (spread * spread)) * 0.42f * std::exp(-depth * 2.2f) * mix(0.85f, 1.1f, dawn);
    color = mix(color, mix(kGold, kCoral, std::min(1.0f, depth * 2.2f)), path);
    return dim(color, layout.luminance_limit(point));
}

} // namespace

void Water::record(const Layout& layout) {
    m_unit = layout.unit;
    std::vector<float> columns;
    for (int i = 0; i < kColumns; ++i)
        columns.push_back(mix(-layout.bleed, layout.size.x + layout.bleed, static_cast<float>(i) / (kColumns - 1)));
    std::vector<float> rows;
    for (int i = 0; i < kRows; ++i)
        rows.push_back(
            mix(layout.horizon, layout.size.y + layout.bleed, std::pow(static_cast<float>(i) / (kRows - 1), 1.7f)));
    m_grid = ColorGrid(columns, rows, [&](ImVec2 point, float dawn) { return pack(water_color(layout, point, dawn)); });

    m_glints.clear();
    for (int i = 0; i < kSunGlints; ++i) {
        const float depth = std::pow((static_cast<float>(i) + scatter(i, 11)) / kSunGlints, 1.5f) * 0.96f + 0.012f;
        const float aside = scatter(i, 12) + scatter(i, 13) + scatter(i, 14) - 1.5f;
        const float spread = 0.13f + 0.26f * depth;
        add_glint(layout, i, depth, layout.sun.x + aside * spread * layout.unit, 1 - std::fabs(aside) * 0.5f,
                  mix(0.010f, 0.046f, depth) * mix(0.5f, 1.5f, scatter(i, 15)));
    }
    for (int i = 0; i < kRipples; ++i) {
        const float depth = std::pow(scatter(i, 21), 1.3f) * 0.97f + 0.02f;
        add_glint(layout, 1000 + i, depth, scatter(i, 22) * layout.size.x, 0.26f,
                  mix(0.02f, 0.07f, depth) * mix(0.5f, 1.5f, scatter(i, 23)));
    }
}

void Water::add_glint(const Layout& layout, int index, float depth, float x, float strength, float half_width) {
    const float y = mix(layout.horizon, layout.size.y, depth);
    const float away = std::fabs(x - layout.sun.x) / layout.unit;
    const Rgb light = mix(daybreak(std::max(0.50f, 0.97f - away * 0.9f)), kCoral, depth * 0.55f);
    const float alpha = std::clamp(strength * mix(0.95f, 0.42f, depth), 0.0f, 1.0f);
    m_glints.push_back({ImVec2(x, y), half_width * layout.unit,
                        layout.unit * mix(0.0009f, 0.0030f, depth) * mix(0.8f, 1.3f, scatter(index, 16)),
                        scatter(index, 17), 9 + index % 9,
                        pack(dim(light, layout.luminance_limit(ImVec2(x, y))), alpha)});
}

void Water::draw(ImDrawList& list, ImVec2 origin, double seconds, Detail detail) const {
    m_grid.draw(list, origin, dawn_at(seconds));
    const std::size_t every = detail == Detail::Low ? 2 : 1;
    for (std::size_t i = 0; i < m_glints.size(); i += every) {
        const Glint& glint = m_glints[i];
        const float swell = wave(phase(seconds, kCameraSeconds / glint.laps, glint.start));
        const float drift = wave(phase(seconds, kCameraSeconds / 4, glint.start * 3)) * 0.004f * m_unit;
        const float width = glint.half_width * (0.78f + 0.22f * swell);
        draw_dash(list, ImVec2(origin.x + glint.centre.x + drift, origin.y + glint.centre.y), width, glint.half_height,
                  fade(glint.color, 0.55f + 0.45f * swell));
    }
}

} // namespace kiosk::attract
