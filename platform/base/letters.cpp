#include "platform/base/letters.h"

#include "platform/base/letters_table.h"

#include <algorithm>

namespace platform {
namespace {

/// The one of sorted `ranges` that has `code`, or null.
template <typename Ranges>
auto* range_with(const Ranges& ranges, char32_t code) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), code,
                                        [](char32_t value, const auto& range) { return value < range.first; });
    const bool is_in = after != ranges.begin() && code <= std::prev(after)->last;
    return is_in ? &*std::prev(after) : nullptr;
}

} // namespace

std::span<const LetterFont> letter_fonts() {
    return letters_table::kFonts;
}

std::optional<std::size_t> letter_font(char32_t code) {
    if (code >= 0x20 && code < 0x7f)
        return 0;
    const letters_table::Range* range = range_with(letters_table::kShown, code);
    return range ? std::optional<std::size_t>(range->font) : std::nullopt;
}

bool shapes_its_neighbours(char32_t code) {
    return code == 0xad || code == 0x200c || code == 0x200d || (code >= 0xfe00 && code <= 0xfe0f);
}

bool clings_to_previous(char32_t code) {
    return code >= 0xad && range_with(letters_table::kClinging, code) != nullptr;
}

bool joins_next(char32_t code) {
    return code == 0x200d || (code >= 0x900 && range_with(letters_table::kJoining, code) != nullptr);
}

} // namespace platform
