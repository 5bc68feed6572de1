// The numbers in the attributes of an SVG: how many, how large, and how much a transform enlarges them.
#pragma once
#include <optional>
#include <string_view>

namespace platform::pictures {

struct SvgNumbers {
    int count = 0;
    double largest = 0; ///< without sign
};

/// Those of a list, path data or a length; nothing where one is not a plain number. `letters` may stand between them.
[[nodiscard]] std::optional<SvgNumbers> svg_numbers(std::string_view text, std::string_view letters);

/// A viewBox.
struct SvgBox {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};
/// Nothing unless there are exactly four numbers.
[[nodiscard]] std::optional<SvgBox> svg_box(std::string_view text);

/// How much larger than it was anything can be after `transform`; nothing if it is not understood.
[[nodiscard]] std::optional<double> svg_enlargement(std::string_view transform);

} // namespace platform::pictures
