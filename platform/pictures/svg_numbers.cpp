#include "platform/pictures/svg_numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace platform::pictures {
namespace {

constexpr std::size_t kMaxNumberLetters = 40; // the drawing library reads no more of one

bool begins_number(char letter) {
    return (letter >= '0' && letter <= '9') || letter == '.' || letter == '-' || letter == '+';
}

bool is_space(char letter) {
    return letter == ' ' || letter == ',' || letter == '\t' || letter == '\n' || letter == '\r';
}

/// Takes one number off the front of `text`.
std::optional<double> take_number(std::string_view& text) {
    if (text.starts_with('+'))
        text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto length = static_cast<std::size_t>(end - text.data());
    if (error != std::errc() || length > kMaxNumberLetters || !std::isfinite(value))
        return std::nullopt;
    text.remove_prefix(length);
    return value;
}

template <typename Take>
bool each_number(std::string_view text, std::string_view letters, Take&& take) {
    while (!text.empty()) {
        if (is_space(text.front()) || letters.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
            continue;
        }
        if (!begins_number(text.front()))
            return false;
        const auto number = take_number(text);
        if (!number)
            return false;
        take(*number);
    }
    return true;
}

std::optional<double> enlargement_of(std::string_view name, std::string_view list) {
    std::array<double, 6> value{};
    std::size_t count = 0;
    const bool is_read = each_number(list, "", [&](double number) {
        if (count < value.size())
            value[count] = number;
        ++count;
    });
    if (!is_read || count == 0 || count > value.size())
        return std::nullopt;
    if (name == "translate" || name == "rotate")
        return 1;
    if (name == "scale")
        return std::max(std::abs(value[0]), std::abs(count > 1 ? value[1] : value[0]));
    if (name == "skewX" || name == "skewY")
        return 1 + std::abs(std::tan(value[0] / 180 * std::numbers::pi));
    if (name == "matrix" && count == 6)
        return std::max(std::abs(value[0]) + std::abs(value[2]), std::abs(value[1]) + std::abs(value[3]));
    return std::nullopt;
}

} // namespace

std::optional<SvgNumbers> svg_numbers(std::string_view text, std::string_view letters) {
    SvgNumbers numbers;
    const bool is_read = each_number(text, letters, [&](double number) {
        ++numbers.count;
        numbers.largest = std::max(numbers.largest, std::abs(number));
    });
    return is_read ? std::optional(numbers) : std::nullopt;
}

std::optional<SvgBox> svg_box(std::string_view text) {
    std::array<double, 4> value{};
    std::size_t count = 0;
    const bool is_read = each_number(text, "", [&](double number) {
        if (count < value.size())
            value[count] = number;
        ++count;
    });
    if (!is_read || count != value.size())
        return std::nullopt;
    return SvgBox{value[0], value[1], value[2], value[3]};
}

std::optional<double> svg_enlargement(std::string_view transform) {
    double enlargement = 1;
    while (true) {
        while (!transform.empty() && is_space(transform.front()))
            transform.remove_prefix(1);
        if (transform.empty())
            return enlargement;
        const std::size_t open = transform.find('(');
        const std::size_t close = transform.find(')');
        if (open == std::string_view::npos || close == std::string_view::npos || close < open)
            return std::nullopt;
        std::string_view name = transform.substr(0, open);
        while (!name.empty() && is_space(name.back()))
            name.remove_suffix(1);
        const auto one = enlargement_of(name, transform.substr(open + 1, close - open - 1));
        if (!one)
            return std::nullopt;
        enlargement *= *one;
        transform.remove_prefix(close + 1);
    }
}

} // namespace platform::pictures
