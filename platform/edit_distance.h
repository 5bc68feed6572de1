// How far a word is from one that is known, for "did you mean".
#pragma once
#include <cstddef>
#include <string_view>

namespace platform {

/// How many letters (bytes) must be put in, left out or changed to turn one word into the other (Levenshtein 1966).
/// Time grows with the product of the lengths: keep both short.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

} // namespace platform
