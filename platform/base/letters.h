// Which characters the kiosk can show, and in which font: what the packages fonts-inter and fonts-noto-core of Debian
// 12 and 13 have in common. Pure; the table is made by platform/base/make-letters.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace platform {

/// One family of fonts: what its files are called before "-Regular" and "-Bold".
struct LetterFont {
    std::string_view family;
    std::string_view script; ///< ISO 15924, such as "Deva"; empty for a font of several scripts
    bool right_to_left = false;
};

/// Inter is the first.
[[nodiscard]] std::span<const LetterFont> letter_fonts();

/// The index in letter_fonts() of the font that shows `code`, or nothing if none does: Chinese, Japanese, Korean, most
/// emoji, what is for private use, and whatever shows nothing of itself.
[[nodiscard]] std::optional<std::size_t> letter_font(char32_t code);

/// U+00AD, U+200C, U+200D and the variation selectors: they shape or break what stands around them, in any font.
[[nodiscard]] bool shapes_its_neighbours(char32_t code);

/// Whether visitors see `code` as it was meant, or, if it shapes its neighbours, its effect.
[[nodiscard]] inline bool can_be_shown(char32_t code) {
    return shapes_its_neighbours(code) || letter_font(code).has_value();
}

/// Marks that combine with the character before them, and what shapes its neighbours: no line begins with one.
[[nodiscard]] bool clings_to_previous(char32_t code);

/// Viramas and U+200D: what follows is part of the same syllable or sign.
[[nodiscard]] bool joins_next(char32_t code);

} // namespace platform
