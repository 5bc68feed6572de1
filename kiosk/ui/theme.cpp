#include "kiosk/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace kiosk::ui {
namespace {

constexpr double kShapeContrast = 3.0; // WCAG 1.4.11: shapes that carry meaning

double linear(std::uint8_t component) {
    const double value = component / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

double encoded(double linear_value) {
    const double value = std::clamp(linear_value, 0.0, 1.0);
    return value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
}

/// Oklab (Ottosson 2020): equal steps look equal, so darkening keeps the hue.
struct Oklab {
    double lightness;
    double a;
    double b;
};

Oklab to_oklab(Color color) {
    const double r = linear(color.r);
    const double g = linear(color.g);
    const double b = linear(color.b);
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Color to_color(const Oklab& lab) {
    const double l = std::pow(lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
    const double m = std::pow(lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
    const double s = std::pow(lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
    const auto component = [](double value) { return static_cast<std::uint8_t>(std::lround(encoded(value) * 255)); };
    return {component(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            component(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            component(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), 255};
}

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
    const Oklab start = to_oklab(accent);
    for (int step = 0; step <= 100; ++step) {
        const double share = 1 - step / 100.0;
        // Chroma falls slower than lightness: a dark coral stays a coral and does not turn to mud.
        const double chroma = std::pow(share, 0.35);
        const Color candidate =
            step == 0 ? accent : to_color({start.lightness * share, start.a * chroma, start.b * chroma});
        if (contrast_ratio(candidate, text) >= ratio)
            return candidate;
    }
    return {0, 0, 0, 255};
}

Color Theme::accent_ground(std::uint32_t accent_rgb) const {
    return darkened_for(rgb(accent_rgb), on_accent, text_contrast);
}

Color Theme::accent_shape(std::uint32_t accent_rgb) const {
    return darkened_for(rgb(accent_rgb), on_accent, kShapeContrast);
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
