#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace kiosk::ui {
namespace {

double linear(std::uint8_t component) {
    const double value = component / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) { return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b); }

std::uint8_t mix_component(std::uint8_t from, std::uint8_t to, float amount) {
    return static_cast<std::uint8_t>(std::lround(static_cast<float>(from) + static_cast<float>(to - from) * amount));
}

} // namespace

Color with_alpha(Color color, float alpha) {
    color.a = static_cast<std::uint8_t>(std::lround(std::clamp(alpha, 0.0F, 1.0F) * static_cast<float>(color.a)));
    return color;
}

Color mix(Color from, Color to, float amount) {
    const float t = std::clamp(amount, 0.0F, 1.0F);
    return {mix_component(from.r, to.r, t), mix_component(from.g, to.g, t), mix_component(from.b, to.b, t),
            mix_component(from.a, to.a, t)};
}

double contrast_ratio(Color first, Color second) {
    const double lighter = std::max(luminance(first), luminance(second));
    const double darker = std::min(luminance(first), luminance(second));
    return (lighter + 0.05) / (darker + 0.05);
}

Color darkened_for(Color accent, Color text, double ratio) {
    for (int step = 0; step <= 100; ++step) {
        const Color candidate = mix(accent, Color{0, 0, 0, 255}, static_cast<float>(step) / 100.0F);
        if (contrast_ratio(candidate, text) >= ratio)
            return candidate;
    }
    return {0, 0, 0, 255};
}

Color Theme::accent(std::uint32_t accent_rgb) const {
    return darkened_for(rgb(accent_rgb), on_accent, text_contrast);
}

const Theme& default_theme() {
    static const Theme theme{
        .ground = rgb(0x0b1533),
        .bar = rgb(0x0f1b3d),
        .bar_button = rgb(0x1d2b57),
        .on_bar = rgb(0xfffaf0),
        .paper = rgb(0xfaf6ef),
        .card = rgb(0xffffff),
        .edge = with_alpha(rgb(0x15203f), 0.10F),
        .ink = rgb(0x15203f),
        .ink_soft = rgb(0x3a4566),
        .call = rgb(0xffb877),
        .on_call = rgb(0x15203f),
        .on_accent = rgb(0xffffff),
        .focus = rgb(0xffb877),
        .text_contrast = 7.0,
        .high_contrast = false,
    };
    return theme;
}

const Theme& high_contrast_theme() {
    static const Theme theme{
        .ground = rgb(0x000000),
        .bar = rgb(0x000000),
        .bar_button = rgb(0x000000),
        .on_bar = rgb(0xffffff),
        .paper = rgb(0x000000),
        .card = rgb(0x000000),
        .edge = rgb(0xffffff),
        .ink = rgb(0xffffff),
        .ink_soft = rgb(0xffffff),
        .call = rgb(0xffe04a),
        .on_call = rgb(0x000000),
        .on_accent = rgb(0xffffff),
        .focus = rgb(0xffe04a),
        .text_contrast = 10.0,
        .high_contrast = true,
    };
    return theme;
}

} // namespace kiosk::ui
