#include "kiosk/attract/harbour_crane.h"

#include "kiosk/attract/harbour_brush.h"
#include "kiosk/attract/harbour_crane_frame.h"
#include "kiosk/attract/harbour_motion.h"

#include <cmath>

namespace kiosk::attract {
namespace {

constexpr float kRestTop_m = 6; // load hidden behind the stacks
constexpr float kTravelTop_m = 31;

/// The second derivative of ease() over its unit interval: what makes the load swing.
float push(float t) {
    return t <= 0 || t >= 1 ? 0 : t * (60 - t * (180 - t * 120));
}

} // namespace

CranePose crane_pose(float cycle, float outreach_m) {
    const bool back = cycle >= 0.5f;
    const float half = (back ? cycle - 0.5f : cycle) * 2;
    const float up = ease(0.05f, 0.36f, half) - ease(0.66f, 0.96f, half);
    const float travel = ease(0.24f, 0.72f, half);
    const float over_ship = -0.70f * outreach_m;
    const float over_land = 11;

    CranePose pose;
    pose.box = back ? 1 : 0;
    pose.trolley_m = back ? mix(over_land, over_ship, travel) : mix(over_ship, over_land, travel);
    pose.top_m = mix(kRestTop_m, kTravelTop_m, up);
    // The load lags while the trolley gains speed, leads while it brakes, then swings out and comes to rest.
    const float run = (half - 0.24f) / 0.48f;
    const float after = std::max(0.0f, half - 0.72f);
    float swing = -0.16f * push(run) - 1.1f * std::exp(-after * 11) * std::sin(after * 42) * (after > 0 ? 1.0f : 0.0f);
    swing *= up * (back ? -1.0f : 1.0f);
    pose.load_m = pose.trolley_m + swing;
    return pose;
}

ImU32 hazed(const Layout& layout, ImU32 color, ImVec2 place, float haze) {
    const Rgb behind = layout.sky(ImVec2(place.x, layout.horizon - 0.03f * layout.unit), 0.5f);
    const Rgb air = mix(mix(kPlum, kRose, std::min(1.0f, haze * 1.6f)), behind, haze * haze);
    const Rgb seen = dim(mix(unpack(color), air, haze), layout.luminance_limit(place));
    return (pack(seen) & ~IM_COL32_A_MASK) | (color & IM_COL32_A_MASK);
}

void Crane::record(const Layout& layout, const CraneSpot& spot, BoxFinish finish, int color_index) {
    m_spot = spot;
    const float metre = spot.pixels_per_metre;
    const auto paint = [&](ImVec2 local, ImU32 color) {
        const ImVec2 place(spot.foot.x - local.x * spot.water_side, spot.foot.y + local.y);
        const float away = std::hypot(place.x - layout.sun.x, place.y - layout.sun.y) / layout.unit;
        const Rgb warm = mix(unpack(color), kRose, 0.34f * std::exp(-away * 4.0f));
        return hazed(layout, pack(warm, static_cast<float>(color >> IM_COL32_A_SHIFT) / 255), place, spot.haze);
    };
    m_frame = ui::Mesh::record([&](ImDrawList& list) { draw_crane_frame(list, spot, finish); });
    m_frame.repaint(paint);
    m_trolley = ui::Mesh::record([&](ImDrawList& list) { draw_trolley(list, metre); });
    m_trolley.repaint(paint);
    for (int i = 0; i < 2; ++i) {
        auto& box = m_boxes[i];
        box = ui::Mesh::record([&](ImDrawList& list) {
            const ImVec2 size(kBoxLength_m * metre, kBoxHeight_m * metre);
            draw_box(list, ImVec2(-size.x / 2, 0), size, mix(box_color(color_index + 2 * i), kNavy, 0.06f), 0.8f,
                     finish);
            draw_spreader(list, metre);
        });
        box.repaint([&](ImVec2, ImU32 color) {
            const ImVec2 place(spot.foot.x, layout.horizon);
            return hazed(layout, color, place, spot.haze * 0.7f);
        });
    }
    m_rope_color = paint(ImVec2(0, 0), pack(kNight, 0.9f));
    m_lamps = ui::Mesh::record([&](ImDrawList& list) {
        const ImU32 core = pack(kSun, mix(1.0f, 0.6f, spot.haze));
        const ImU32 halo = pack(rgb(0xff9d6b), mix(0.30f, 0.22f, spot.haze));
        const auto lamp = [&](float x_m, float y_m, float radius_m) {
            draw_glow(list, ImVec2(x_m * metre, -y_m * metre), radius_m * metre, core, halo);
        };
        lamp(kApexX_m, kApexY_m + 0.6f, 2.6f);
        lamp(-spot.outreach_m, kGirder_m + 2.0f, 2.2f);
        lamp(0.2f, 17.5f, 2.4f);
    });
    m_lamps.repaint([&](ImVec2 local, ImU32 color) {
        return hazed(layout, color, ImVec2(spot.foot.x - local.x * spot.water_side, spot.foot.y + local.y), 0);
    });
}

void Crane::draw_load(ImDrawList& list, ImVec2 foot, const CranePose& pose) const {
    const float metre = m_spot.pixels_per_metre;
    const auto place = [&](float x_m, float y_m) {
        return ImVec2(foot.x - m_spot.water_side * x_m * metre, foot.y - y_m * metre);
    };
    const float mirror = -m_spot.water_side;
    const float width = std::max(0.8f, 0.16f * metre);
    for (const float side : {-1.0f, 1.0f}) {
        const ImVec2 top = place(pose.trolley_m + side * 1.7f, kGirder_m - 1.0f);
        const ImVec2 bottom = place(pose.load_m + side * 2.9f, pose.top_m + 0.8f);
        draw_stroke(list, top, bottom, width, m_rope_color);
    }
    m_boxes[pose.box].draw(list, place(pose.load_m, pose.top_m), ImVec2(mirror, 1));
    m_trolley.draw(list, place(pose.trolley_m, kGirder_m), ImVec2(mirror, 1));
}

void Crane::draw(ImDrawList& list, ImVec2 origin, float shift, double seconds, double period_seconds) const {
    const ImVec2 foot(origin.x + m_spot.foot.x + shift, origin.y + m_spot.foot.y);
    draw_load(list, foot, crane_pose(phase(seconds, period_seconds), m_spot.outreach_m));
    m_frame.draw(list, foot, ImVec2(-m_spot.water_side, 1));

    const float breath = 0.82f + 0.18f * wave(phase(seconds, kCameraSeconds / 9));
    m_lamps.draw(list, foot, ImVec2(-m_spot.water_side, 1), fade(IM_COL32_WHITE, breath));
}

} // namespace kiosk::attract
