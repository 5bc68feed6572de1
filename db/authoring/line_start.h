// What a line of a writer's text begins with. All sizes are in bytes; 0 where there is none.
#pragma once
#include <cstddef>
#include <string_view>

namespace db::authoring {

inline constexpr std::string_view kHardSpace = "\xc2\xa0";

/// One space at the beginning of `text`: plain, hard or a tab.
[[nodiscard]] std::size_t space_bytes(std::string_view text);

/// All of them.
[[nodiscard]] std::size_t spaces_bytes(std::string_view text);

/// The width of `spaces` in columns; a tab leads to the next of every four.
[[nodiscard]] std::size_t columns(std::string_view spaces);

/// Whether each byte of `text` is one of `bytes`.
[[nodiscard]] bool has_only(std::string_view text, std::string_view bytes);

/// What begins a numbered or lettered point: 1. 12) a) iv) (b), with a space behind it.
[[nodiscard]] std::size_t number_bytes(std::string_view text);

/// A sign that nothing but a bullet begins with. Word writes one letter of a font of signs, and a tab.
[[nodiscard]] std::size_t sure_sign_bytes(std::string_view text);

/// A dash with or without a space behind it, or a '-' or '*' that lacks its space.
[[nodiscard]] std::size_t dash_sign_bytes(std::string_view text);

/// Whether `text` begins as words do, not as a number does.
[[nodiscard]] bool begins_word(std::string_view text);

} // namespace db::authoring
