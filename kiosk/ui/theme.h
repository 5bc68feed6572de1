// Colours of the kiosk, and the contrast arithmetic that keeps text readable. Pure.
#pragma once
#include <cstdint>

namespace kiosk::ui {

/// Opaque unless `a` says otherwise; components 0 to 255, sRGB.
struct Color {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    bool operator==(const Color&) const = default;
};

[[nodiscard]] constexpr Color rgb(std::uint32_t value) {
    return {static_cast<std::uint8_t>(value >> 16), static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value), 255};
}
[[nodiscard]] Color with_alpha(Color color, float alpha);
/// From `from` at 0 to `to` at 1.
[[nodiscard]] Color mix(Color from, Color to, float amount);

/// Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").
[[nodiscard]] double contrast_ratio(Color first, Color second);
/// `accent`, darkened as little as needed so that `text` on it reaches `ratio`; hue and as much colour as can be stay.
[[nodiscard]] Color darkened_for(Color accent, Color text, double ratio);

struct Theme {
    Color ground;         ///< behind everything
    Color bar;            ///< the navigation bar
    Color bar_button;     ///< a quiet button on the bar
    Color on_bar;         ///< text on bar and bar_button
    Color paper;          ///< page
    Color card;           ///< raised on paper
    Color edge;           ///< outline of cards and quiet buttons; alpha 0 for none
    Color ink;            ///< titles and text on paper and card
    Color ink_soft;       ///< secondary text on paper and card
    Color call;           ///< the one primary action
    Color on_call;        ///< text on it
    Color on_accent;      ///< text on an accent panel
    Color focus;          ///< focus ring; has a dark inner line as well
    double text_contrast; ///< at least this between every text and what it stands on
    bool high_contrast;

    /// The role's accent as a ground for text.
    [[nodiscard]] Color accent_ground(std::uint32_t accent_rgb) const;
    /// The role's accent as a ground for an emblem: brighter, for shapes need less contrast than text.
    [[nodiscard]] Color accent_shape(std::uint32_t accent_rgb) const;
};

[[nodiscard]] const Theme& default_theme();
/// 10:1 and more: black ground, white text, yellow actions.
[[nodiscard]] const Theme& high_contrast_theme();

} // namespace kiosk::ui
