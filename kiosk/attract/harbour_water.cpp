#include "kiosk/attract/harbour_water.h"

#include "kiosk/attract/harbour.h"
#include "kiosk/attract/harbour_brush.h"
#include "kiosk/attract/harbour_motion.h"
#include "kiosk/attract/harbour_sky.h"

#include <cmath>

namespace kiosk::attract {
namespace {

constexpr int kWaterColumns = 24;
constexpr int kWaterRows = 13;
constexpr std::size_t kPaces = 9;       // glints swell at different paces,
constexpr std::size_t kSlowestPace = 9; // in swells a cycle of the camera
constexpr int kSunGlints = 180;
constexpr int kRipples = 48;

/// 0 at the horizon, 1 at the lower edge.
float depth_of(const Layout& layout, float y) {
    return (y - layout.horizon) / (layout.size.y - layout.horizon);
}

Rgb water_color(const Layout& layout, ImVec2 point, float dawn) {
    const float depth = std::max(0.0f, depth_of(layout, point.y));
    const Rgb sky = layout.sky(ImVec2(point.x, layout.horizon - (point.y - layout.horizon) * 0.9f), dawn);
    // Rosier than the sky: navy laid over gold would turn green.
    const Rgb mirrored = {sky.red * 0.96f, sky.green * 0.74f, sky.blue * 0.92f};
    const Rgb deep = mix(rgb(0x13204a), kNight, depth);
    Rgb color = mix(mirrored, deep, mix(0.34f, 0.94f, std::pow(std::min(depth, 1.0f), 0.62f)));
    const float dx = (point.x - layout.sun.x) / layout.unit;
    const float spread = 0.09f + 0.20f * depth;
    const float path =
        std::exp(-dx * dx / (spread * spread)) * 0.66f * std::exp(-depth * 2.4f) * mix(0.85f, 1.1f, dawn);
    color = mix(color, mix(rgb(0xf7b07c), mix(kCoral, kRose, 0.35f), std::min(1.0f, depth * 6.0f)), path);
    return dim(color, layout.luminance_limit(point));
}

} // namespace

void Water::record(const Layout& layout) {
    m_unit = layout.unit;
    std::vector<float> columns;
    columns.reserve(kWaterColumns);
    for (int i = 0; i < kWaterColumns; ++i)
        columns.push_back(
            mix(-layout.bleed, layout.size.x + layout.bleed, static_cast<float>(i) / (kWaterColumns - 1)));
    std::vector<float> rows;
    rows.reserve(kWaterRows);
    for (int i = 0; i < kWaterRows; ++i)
        rows.push_back(mix(layout.horizon, layout.size.y + layout.bleed,
                           std::pow(static_cast<float>(i) / (kWaterRows - 1), 1.7f)));
    m_grid = ColorGrid(columns, rows, [&](ImVec2 point, float dawn) { return pack(water_color(layout, point, dawn)); });

    m_glints.clear();
    for (int i = 0; i < kSunGlints; ++i) {
        const float depth = std::pow((static_cast<float>(i) + scatter(i, 11)) / kSunGlints, 1.5f) * 0.96f + 0.012f;
        const float aside = scatter(i, 12) + scatter(i, 13) + scatter(i, 14) - 1.5f;
        const float spread = 0.13f + 0.26f * depth;
        add_glint(layout, i, depth, layout.sun.x + aside * spread * layout.unit, 1 - std::fabs(aside) * 0.5f,
                  mix(0.016f, 0.085f, depth) * mix(0.5f, 1.5f, scatter(i, 15)));
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
    const float alpha = std::clamp(strength * mix(1.0f, 0.70f, depth), 0.0f, 1.0f);
    Glint glint;
    glint.centre = ImVec2(x, y);
    glint.half_width = half_width * layout.unit;
    glint.half_height = layout.unit * mix(0.0009f, 0.0027f, depth) * mix(0.8f, 1.3f, scatter(index, 16));
    glint.start = scatter(index, 17);
    glint.pace = static_cast<std::size_t>(index) % kPaces;
    glint.color = pack(dim(light, layout.luminance_limit(glint.centre)), 0);
    glint.alpha = 255 * alpha;
    m_glints.push_back(glint);
}

void Water::draw(ImDrawList& list, ImVec2 origin, double seconds, Detail detail) const {
    m_grid.draw(list, origin, dawn_at(seconds), detail == Detail::Low ? GridFinish::Patches : GridFinish::Gradient);
    std::array<float, kPaces> turns;
    for (std::size_t pace = 0; pace < kPaces; ++pace)
        turns[pace] = phase(seconds, kCameraSeconds / static_cast<double>(kSlowestPace + pace));
    const float drift = phase(seconds, kCameraSeconds / 4);
    // The fewest are kept by leaving out every second one: neighbours are alike.
    const std::size_t every = detail == Detail::Low ? 2 : 1;
    Dashes dashes(list, static_cast<int>((m_glints.size() + every - 1) / every));
    for (std::size_t i = 0; i < m_glints.size(); i += every) {
        const Glint& glint = m_glints[i];
        const float swell = ripple(turns[glint.pace] + glint.start);
        const float x = origin.x + glint.centre.x + ripple(drift + glint.start) * 0.004f * m_unit;
        dashes.add(ImVec2(x, origin.y + glint.centre.y), glint.half_width * (0.78f + 0.22f * swell), glint.half_height,
                   glint.color | static_cast<ImU32>(glint.alpha * (0.55f + 0.45f * swell)) << IM_COL32_A_SHIFT);
    }
}

void draw_reflection(ImDrawList& list, const Reflection& image, double seconds) {
    const float length = image.right - image.left;
    Dashes dashes(list, image.rows * image.pieces);
    for (int row = 0; row < image.rows; ++row) {
        const float down = (static_cast<float>(row) + 0.3f) / static_cast<float>(image.rows);
        const float sway = wave(phase(seconds, kCameraSeconds / 16, down * 2.7f));
        const ImU32 color = pack(mix(kNavy, rgb(0x4a2f5c), down), image.strength * (1 - down * 0.85f));
        const float thick = 0.5f * image.height / static_cast<float>(image.rows);
        for (int piece = 0; piece < image.pieces; ++piece) {
            const float along = (static_cast<float>(piece) + 0.5f) / static_cast<float>(image.pieces);
            const float reach = 0.5f / static_cast<float>(image.pieces) * mix(1.6f, 0.75f, down) * (1 + 0.16f * sway);
            const ImVec2 centre(image.left + length * (along + 0.010f * (1 + 2 * down) * sway),
                                image.top + image.height * down);
            dashes.add(centre, reach * length, thick, color);
        }
    }
}

} // namespace kiosk::attract
