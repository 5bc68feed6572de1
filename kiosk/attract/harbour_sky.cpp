#include "kiosk/attract/harbour_sky.h"

#include "kiosk/attract/harbour_brush.h"
#include "kiosk/attract/harbour_motion.h"

#include <cmath>

namespace kiosk::attract {
namespace {

constexpr int kSkyColumns = 24;
constexpr int kSkyRows = 20;
constexpr int kStars = 150;
constexpr int kClouds = 11;
constexpr int kCloudPoints = 11;
constexpr std::size_t kCloudTints = 40;
constexpr float kSunRise = 0.016f; // how far the sun climbs as dawn breathes, in units

std::vector<float> sky_columns(const Layout& layout) {
    std::vector<float> columns;
    columns.reserve(kSkyColumns);
    const float left = -layout.bleed;
    const float width = layout.size.x + 2 * layout.bleed;
    for (int i = 0; i < kSkyColumns; ++i)
        columns.push_back(left + width * static_cast<float>(i) / (kSkyColumns - 1));
    return columns;
}

/// Rows lie closer towards the horizon, where colours change faster.
std::vector<float> sky_rows(const Layout& layout) {
    std::vector<float> rows;
    rows.reserve(kSkyRows);
    const float height = layout.horizon + layout.bleed;
    for (int i = 0; i < kSkyRows; ++i) {
        const float up = 1 - static_cast<float>(i) / (kSkyRows - 1);
        rows.push_back(layout.horizon - height * std::pow(up, 1.5f));
    }
    return rows;
}

/// A streak of cloud, 1 long and 1 high around its centre: nothing at its ends, brightest along its lower edge.
void draw_cloud_shape(ImDrawList& list, int shape) {
    std::array<ImVec2, kCloudPoints> points[3];
    for (int i = 0; i < kCloudPoints; ++i) {
        const float along = static_cast<float>(i) / (kCloudPoints - 1);
        const float bulge = std::pow(std::max(0.0f, std::sin(along * 3.14159265f)), 0.8f);
        const float billow =
            0.72f + 0.28f * wave(along * (1.6f + 0.5f * static_cast<float>(shape)) + 0.31f * static_cast<float>(shape));
        const auto at = static_cast<std::size_t>(i);
        points[0][at] = ImVec2(along - 0.5f, -0.62f * bulge * billow);
        points[1][at] = ImVec2(along - 0.5f, 0.10f * bulge);
        points[2][at] = ImVec2(along - 0.5f, 0.10f * bulge + 0.16f * bulge);
    }
    list.PrimReserve((kCloudPoints - 1) * 12, kCloudPoints * 3);
    const unsigned base = list._VtxCurrentIdx;
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    for (std::size_t i = 0; i < kCloudPoints; ++i) {
        const float along = static_cast<float>(i) / (kCloudPoints - 1);
        const float strength = std::pow(std::max(0.0f, std::sin(along * 3.14159265f)), 0.6f);
        list.PrimWriteVtx(points[0][i], uv, IM_COL32(255, 255, 255, 0));
        list.PrimWriteVtx(points[1][i], uv, IM_COL32(255, 255, 255, static_cast<int>(255 * strength)));
        list.PrimWriteVtx(points[2][i], uv, IM_COL32(255, 255, 255, 0));
    }
    for (unsigned i = 0; i + 1 < kCloudPoints; ++i)
        for (unsigned rail = 0; rail < 2; ++rail) {
            const unsigned corner = base + i * 3 + rail;
            for (const unsigned index : {corner, corner + 3, corner + 4, corner, corner + 4, corner + 1})
                list.PrimWriteIdx(static_cast<ImDrawIdx>(index));
        }
}

} // namespace

float dawn_at(double seconds) {
    return 0.5f + 0.5f * wave(phase(seconds, kDawnSeconds));
}

void Sky::record(const Layout& layout) {
    m_unit = layout.unit;
    m_width = layout.size.x;
    m_sun_place = layout.sun;
    m_grid = ColorGrid(sky_columns(layout), sky_rows(layout),
                       [&](ImVec2 point, float dawn) { return pack(layout.sky(point, dawn)); });
    record_stars(layout);
    record_sun(layout);
    record_clouds(layout);
}

void Sky::record_stars(const Layout& layout) {
    for (int group = 0; group < kStarGroups; ++group)
        m_stars[static_cast<std::size_t>(group)] = ui::Mesh::record([&](ImDrawList& list) {
            for (int i = group; i < kStars; i += kStarGroups) {
                const ImVec2 place(scatter(i, 1) * layout.size.x, scatter(i, 2) * layout.horizon);
                const float night = 1 - luminance(layout.sky(place, 1)) / 0.020f;
                if (night <= 0.05f)
                    continue;
                const float size = scatter(i, 3) * scatter(i, 3);
                const bool calm = layout.luminance_limit(place) < 0.2f;
                const float bright = std::min(1.0f, night) * mix(0.45f, 1.0f, size) * (calm ? 0.45f : 1.0f);
                const float radius = layout.unit * mix(0.0012f, 0.0030f, size);
                Dashes(list, 1).add(place, radius, radius, pack(mix(rgb(0xdfe6ff), kSun, scatter(i, 4)), bright));
            }
        });
}

void Sky::record_sun(const Layout& layout) {
    const float radius = layout.sun_radius;
    m_sun = ui::Mesh::record([&](ImDrawList& list) {
        draw_glow(list, ImVec2(0, 0), radius * 2.3f, pack(kGold, 0.70f), pack(rgb(0xffa868), 0.20f));
        list.AddCircleFilled(ImVec2(0, 0), radius, pack(kSun), 72);
    });
    m_sun.repaint([&](ImVec2 place, ImU32 color) {
        const float down = std::clamp(0.5f + place.y / (radius * 1.3f), 0.0f, 1.0f);
        return pack(mix(rgb(0xfff8e0), rgb(0xffd694), down), static_cast<float>(color >> IM_COL32_A_SHIFT) / 255);
    });
}

void Sky::record_clouds(const Layout& layout) {
    m_shapes.clear();
    for (int shape = 0; shape < 3; ++shape)
        m_shapes.push_back(ui::Mesh::record([&](ImDrawList& list) { draw_cloud_shape(list, shape); }));
    m_clouds.clear();
    for (int i = 0; i < kClouds; ++i) {
        const float ceiling = layout.composition == Composition::Portrait ? 0.80f : 0.50f;
        const float height = mix(0.035f, ceiling, std::pow(static_cast<float>(i) / (kClouds - 1), 1.25f));
        Cloud cloud;
        cloud.y = layout.horizon - height * layout.unit;
        cloud.scale = ImVec2(layout.unit * mix(0.30f, 0.85f, scatter(i, 6)),
                             layout.unit * mix(0.010f, 0.034f, scatter(i, 7)) * mix(0.7f, 1.4f, height * 2));
        cloud.start = static_cast<float>(i) * 0.618034f;
        cloud.laps = i % 3 == 0 ? 2 : 1;
        cloud.shape = i % 3;
        for (std::size_t t = 0; t < kCloudTints; ++t) {
            const float x = layout.size.x * static_cast<float>(t) / (kCloudTints - 1);
            const ImVec2 place(x, cloud.y);
            const float away = std::hypot(x - layout.sun.x, cloud.y - layout.sun.y) / layout.unit;
            const Rgb lit = daybreak(std::min(0.97f, 0.40f + 0.60f * std::exp(-away * 1.15f)));
            const float alpha = mix(0.30f, 0.62f, std::exp(-away * 1.6f));
            cloud.tints.push_back(pack(dim(lit, layout.luminance_limit(place)), alpha));
        }
        m_clouds.push_back(std::move(cloud));
    }
}

void Sky::draw(ImDrawList& list, ImVec2 origin, double seconds, GridFinish finish) const {
    const float dawn = dawn_at(seconds);
    m_grid.draw(list, origin, dawn, finish);
    draw_stars(list, origin, seconds);
    m_sun.draw(list, ImVec2(origin.x + m_sun_place.x, origin.y + m_sun_place.y - (dawn - 0.5f) * kSunRise * m_unit));
    draw_clouds(list, origin, seconds);
}

void Sky::draw_stars(ImDrawList& list, ImVec2 origin, double seconds) const {
    for (int group = 0; group < kStarGroups; ++group) {
        const float turn = phase(seconds, kDawnSeconds / 40, 1.0 / kStarGroups * group);
        m_stars[static_cast<std::size_t>(group)].draw(list, origin, 1,
                                                      fade(IM_COL32_WHITE, 0.80f + 0.20f * wave(turn)));
    }
}

void Sky::draw_clouds(ImDrawList& list, ImVec2 origin, double seconds) const {
    for (const Cloud& cloud : m_clouds) {
        const float along = phase(seconds, kCloudSeconds / cloud.laps, cloud.start);
        const float x = mix(-0.55f * cloud.scale.x, m_width + 0.55f * cloud.scale.x, along);
        const ui::LightRamp ramp{origin.x, m_width / (kCloudTints - 1), cloud.tints};
        m_shapes[static_cast<std::size_t>(cloud.shape)].draw_stencil(list, ImVec2(origin.x + x, origin.y + cloud.y),
                                                                     cloud.scale, ramp);
    }
}

} // namespace kiosk::attract
