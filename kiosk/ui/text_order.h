// Which way each piece of a text runs, by the Unicode Bidirectional Algorithm.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kiosk::ui {

/// Even runs from left to right, odd from right to left; deeper levels lie within the others.
using Level = std::int8_t;

/// One level a byte of `text` into `levels`, paragraph by paragraph; none, which means all 0, where no letter runs from
/// right to left. `text` may be any bytes.
void find_levels(std::string_view text, std::vector<Level>& levels);

/// For pieces of one line in the order of reading: their indexes from left to right, into `order`.
void order_from_left(std::span<const Level> pieces, std::vector<std::size_t>& order);

} // namespace kiosk::ui
