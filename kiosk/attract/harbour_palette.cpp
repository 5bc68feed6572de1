#include "kiosk/attract/harbour_palette.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::attract {
namespace {

struct Stop {
    float warmth;
    Rgb color;
};

constexpr std::array kDaybreak = {
    Stop{0.00f, kNight}, Stop{0.16f, rgb(0x151d46)}, Stop{0.32f, kPlum},  Stop{0.44f, rgb(0x55366a)},
    Stop{0.56f, kRose},  Stop{0.68f, rgb(0xc0666f)}, Stop{0.78f, kCoral}, Stop{0.87f, rgb(0xf3ac7a)},
    Stop{0.94f, kGold},  Stop{1.00f, kSun},
};

constexpr std::array kBoxes = {rgb(0xd9583f), rgb(0x2f7fb8), rgb(0xe6a533), rgb(0x3f8f6b), rgb(0xc9c3d6), rgb(0x8d4f86),
                               rgb(0xe98a5b), rgb(0x2c4f8f), rgb(0xb8473f), rgb(0x5aa7a0), rgb(0x445a86)};

float to_linear(float channel) {
    return channel <= 0.04045f ? channel / 12.92f : std::pow((channel + 0.055f) / 1.055f, 2.4f);
}

float to_srgb(float channel) {
    return channel <= 0.0031308f ? channel * 12.92f : 1.055f * std::pow(channel, 1 / 2.4f) - 0.055f;
}

ImU32 to_byte(float channel) {
    return static_cast<ImU32>(std::lround(std::clamp(channel, 0.0f, 1.0f) * 255));
}

} // namespace

Rgb mix(Rgb a, Rgb b, float t) {
    return {a.red + (b.red - a.red) * t, a.green + (b.green - a.green) * t, a.blue + (b.blue - a.blue) * t};
}

ImU32 pack(Rgb color, float alpha) {
    return to_byte(color.red) << IM_COL32_R_SHIFT | to_byte(color.green) << IM_COL32_G_SHIFT
           | to_byte(color.blue) << IM_COL32_B_SHIFT | to_byte(alpha) << IM_COL32_A_SHIFT;
}

Rgb unpack(ImU32 color) {
    const auto channel = [&](int shift) { return static_cast<float>((color >> shift) & 0xFF) / 255; };
    return {channel(IM_COL32_R_SHIFT), channel(IM_COL32_G_SHIFT), channel(IM_COL32_B_SHIFT)};
}

ImU32 fade(ImU32 color, float factor) {
    const float alpha = static_cast<float>(color >> IM_COL32_A_SHIFT) * std::clamp(factor, 0.0f, 1.0f) + 0.5f;
    return (color & ~IM_COL32_A_MASK) | static_cast<ImU32>(alpha) << IM_COL32_A_SHIFT;
}

Rgb daybreak(float warmth) {
    if (warmth <= 0)
        return kDaybreak.front().color;
    for (std::size_t i = 1; i < kDaybreak.size(); ++i)
        if (warmth < kDaybreak[i].warmth) {
            const Stop& low = kDaybreak[i - 1];
            const Stop& high = kDaybreak[i];
            return mix(low.color, high.color, (warmth - low.warmth) / (high.warmth - low.warmth));
        }
    return kDaybreak.back().color;
}

float luminance(Rgb color) {
    return 0.2126f * to_linear(color.red) + 0.7152f * to_linear(color.green) + 0.0722f * to_linear(color.blue);
}

Rgb dim(Rgb color, float limit) {
    const float free = 0.6f * limit;
    const auto factor_for = [&](float before) {
        return before <= free ? 1
                              : (free + (limit - free) * (1 - std::exp(-(before - free) / (limit - free)))) / before;
    };
    const float first = factor_for(luminance(color));
    if (first >= 1)
        return color;
    // Gold that is merely darkened turns olive; daybreak turns to rose.
    const Rgb rosy = mix(color, kRose, 0.75f * (1 - first));
    const float factor = factor_for(luminance(rosy));
    return {to_srgb(to_linear(rosy.red) * factor), to_srgb(to_linear(rosy.green) * factor),
            to_srgb(to_linear(rosy.blue) * factor)};
}

Rgb box_color(int index) {
    const int count = static_cast<int>(kBoxes.size());
    return kBoxes[static_cast<std::size_t>(((index % count) + count) % count)];
}

} // namespace kiosk::attract
