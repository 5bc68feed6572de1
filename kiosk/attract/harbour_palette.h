// Colours of the harbour: the palette of daybreak, haze, and the rule that keeps text readable over it.
#pragma once
#include <imgui.h>

namespace kiosk::attract {

/// sRGB, each channel 0 to 1.
struct Rgb {
    float red = 0;
    float green = 0;
    float blue = 0;
};

constexpr Rgb rgb(unsigned hex) {
    return {static_cast<float>((hex >> 16) & 0xFF) / 255, static_cast<float>((hex >> 8) & 0xFF) / 255,
            static_cast<float>(hex & 0xFF) / 255};
}

inline constexpr Rgb kNight = rgb(0x0b1533);
inline constexpr Rgb kNavy = rgb(0x0f1b3d);
inline constexpr Rgb kPlum = rgb(0x2b2a5b);
inline constexpr Rgb kRose = rgb(0x8a4a76);
inline constexpr Rgb kCoral = rgb(0xe8836b);
inline constexpr Rgb kGold = rgb(0xfbd38d);
inline constexpr Rgb kSun = rgb(0xfff1c9);

[[nodiscard]] Rgb mix(Rgb a, Rgb b, float t);
[[nodiscard]] ImU32 pack(Rgb color, float alpha = 1);
[[nodiscard]] Rgb unpack(ImU32 color);
/// `color` with its alpha times `factor`.
[[nodiscard]] ImU32 fade(ImU32 color, float factor);

/// The sky from night (0) over plum, rose, coral and gold to the sun's own colour (1).
[[nodiscard]] Rgb daybreak(float warmth);

/// Relative luminance as WCAG 2 defines it.
[[nodiscard]] float luminance(Rgb color);
/// The luminance that white text with a contrast of 7:1 allows behind it is 0.1; this keeps a reserve for rounding.
inline constexpr float kTextLuminance = 0.090f;
/// `color` dimmed towards rose until its luminance is below `limit`; up to 0.6 of that nothing changes.
[[nodiscard]] Rgb dim(Rgb color, float limit);

/// Bright boxes in a harbour's colours; any index is good.
[[nodiscard]] Rgb box_color(int index);

} // namespace kiosk::attract
