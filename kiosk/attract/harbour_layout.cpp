#include "kiosk/attract/harbour_layout.h"

#include "kiosk/attract/harbour_motion.h"

#include <algorithm>
#include <cmath>

namespace kiosk::attract {
namespace {

constexpr float kNearMetre = 0.0164f; // in units

Layout landscape(ImVec2 size) {
    Layout layout;
    layout.composition = Composition::Landscape;
    layout.unit = std::min(size.y, 0.625f * size.x);
    const float u = layout.unit;
    const float right = size.x;
    layout.horizon = size.y * 0.655f;
    layout.sun = ImVec2(right - 0.475f * u, layout.horizon + 0.012f * u);
    layout.sun_radius = 0.125f * u;
    layout.far_crane = {ImVec2(right - 0.745f * u, layout.horizon + 0.012f * u), 0.0034f * u, 36, 1, 0.62f, 0.0015f};
    layout.middle_crane = {ImVec2(right - 0.295f * u, layout.horizon + 0.05f * u), 0.0071f * u, 31, -1, 0.30f, 0.004f};
    layout.near_crane = {ImVec2(right - 0.165f * u, size.y * 0.985f), kNearMetre * u, 29.5f, -1, 0, 0.010f};
    layout.text_area = ImVec2(0.58f * size.x, size.y);
    return layout;
}

Layout portrait(ImVec2 size) {
    Layout layout;
    layout.composition = Composition::Portrait;
    layout.unit = std::min(0.86f * size.x, 0.55f * size.y);
    const float u = layout.unit;
    const float right = size.x;
    layout.horizon = size.y * 0.765f;
    layout.sun = ImVec2(right - 0.62f * u, layout.horizon + 0.012f * u);
    layout.sun_radius = 0.13f * u;
    layout.far_crane = {ImVec2(right - 1.0f * u, layout.horizon + 0.012f * u), 0.0036f * u, 36, 1, 0.62f, 0.0015f};
    layout.middle_crane = {ImVec2(right - 0.36f * u, layout.horizon + 0.05f * u), 0.0076f * u, 31, -1, 0.30f, 0.004f};
    layout.near_crane = {ImVec2(right - 0.19f * u, size.y * 0.995f), kNearMetre * u * 0.88f, 34, -1, 0, 0.010f};
    layout.text_area = ImVec2(size.x, 0.55f * size.y);
    return layout;
}

Layout banner(ImVec2 size) {
    Layout layout;
    layout.composition = Composition::Banner;
    layout.unit = size.y * 1.5f;
    const float u = layout.unit;
    const float right = size.x;
    layout.horizon = size.y * 0.80f;
    layout.sun = ImVec2(right - 0.95f * u, layout.horizon + 0.012f * u);
    layout.sun_radius = 0.14f * u;
    layout.far_crane = {ImVec2(right - 1.32f * u, layout.horizon + 0.008f * u), 0.0036f * u, 36, 1, 0.62f, 0.0015f};
    layout.middle_crane = {ImVec2(right - 0.66f * u, layout.horizon + 0.03f * u), 0.0066f * u, 31, -1, 0.30f, 0.004f};
    layout.near_crane = {ImVec2(right - 0.22f * u, size.y * 1.12f), 0.0118f * u, 34, -1, 0, 0.010f};
    layout.text_area = ImVec2(0.60f * size.x, size.y);
    return layout;
}

/// The smaller of the two, without a corner where they cross.
float smooth_min(float a, float b, float width) {
    const float t = std::clamp(0.5f + 0.5f * (b - a) / width, 0.0f, 1.0f);
    return mix(b, a, t) - width * t * (1 - t);
}

} // namespace

Layout lay_out(float width, float height) {
    const ImVec2 size(std::max(width, 1.0f), std::max(height, 1.0f));
    const float aspect = size.x / size.y;
    Layout layout = aspect > 3 ? banner(size) : aspect > 1.1f ? landscape(size) : portrait(size);
    layout.size = size;
    layout.bleed = 0.03f * layout.unit;
    layout.ship_waterline = layout.horizon + 0.034f * layout.unit;
    layout.ship_length = 0.60f * layout.unit;
    return layout;
}

float Layout::luminance_limit(ImVec2 point) const {
    const bool sideways = composition != Composition::Portrait;
    const float distance = sideways ? point.x - text_area.x : point.y - text_area.y;
    const float t = std::clamp((distance / unit - 0.060f) / 0.25f, 0.0f, 1.0f);
    // Evenly to the eye, not to the meter: hence the power.
    return std::pow(mix(std::pow(kTextLuminance, 1 / 2.2f), 1.0f, t * t * (3 - 2 * t)), 2.2f);
}

Rgb Layout::sky(ImVec2 point, float dawn) const {
    const float dx = (point.x - sun.x) / unit;
    const float up = std::fabs(point.y - horizon) / unit;
    const float height = composition == Composition::Portrait ? up * 0.64f : up;
    const float band = std::exp(-height * 2.9f);
    // Light falls off faster towards the text, so that the limit below has little left to do.
    const float aside = composition != Composition::Portrait && dx < 0 ? 1.75f * dx : dx;
    const float sideways = 1 / (1 + aside * aside / 0.36f);
    const float radius = std::sqrt(aside * aside + up * up * 1.35f);
    float warmth = band * (0.42f + 0.38f * sideways) + 0.40f * std::exp(-radius * 3.3f);
    warmth *= mix(0.93f, 1.06f, dawn);
    // Where text stands the sky stays among plum and rose by itself; dimming gold there would turn it brown.
    const float limit = luminance_limit(point);
    const float open = (std::pow(limit, 1 / 2.2f) - 0.338f) / 0.662f;
    const float warmest = mix(0.53f, 0.99f, std::clamp(open, 0.0f, 1.0f));
    const Rgb color = daybreak(smooth_min(warmth, warmest, 0.14f));
    return dim(color, limit);
}

} // namespace kiosk::attract
