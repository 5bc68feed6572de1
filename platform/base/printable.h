// Which characters a terminal obeys, or lets turn the text around them: one rule for all programs.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace platform {

/// One character of a text in UTF-8, or one byte that is part of none.
struct Character {
    std::size_t bytes = 1;
    char32_t code = 0; ///< 0xfffd for a byte that is part of none
    bool is_harmless = true;
};

/// Controls of C0 and C1, the ends of lines and paragraphs, and what sets the direction of text: with these a name
/// shows other letters than it has. Joiners and marks of real scripts are harmless.
[[nodiscard]] constexpr bool is_harmless(char32_t code) {
    return code >= 0x20 && (code < 0x7f || code > 0x9f) && code != 0x061c && code != 0x200e && code != 0x200f
           && (code < 0x2028 || code > 0x202e) && (code < 0x2066 || code > 0x206f);
}

/// The one that begins at `at`, which must lie within `text`.
[[nodiscard]] constexpr Character character_at(std::string_view text, std::size_t at) {
    constexpr Character kBroken{1, 0xfffd, false};
    constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000}; // by bytes: a longer form passes for none
    const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(text[at + place]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return {1, first, is_harmless(first)};
    const std::size_t bytes = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + bytes > text.size())
        return kBroken;
    char32_t code = first & (0x7fU >> bytes);
    for (std::size_t place = 1; place < bytes; ++place) {
        if ((byte(place) & 0xc0U) != 0x80)
            return kBroken;
        code = code << 6 | (byte(place) & 0x3fU);
    }
    if (code < kSmallest[bytes] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return kBroken;
    return {bytes, code, is_harmless(code)};
}

/// `text` with `instead` for each character that is not harmless and each byte that is part of none.
[[nodiscard]] inline std::string printable(std::string_view text, char instead) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        if (character.is_harmless)
            plain.append(text, at, character.bytes);
        else
            plain += instead;
        at += character.bytes;
    }
    return plain;
}

} // namespace platform
