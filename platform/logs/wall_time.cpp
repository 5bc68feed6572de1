#include "platform/logs/wall_time.h"
#include <chrono>
#include <fmt/format.h>

namespace platform::logs {
namespace {

constexpr std::int64_t kMsOfDay = 86'400'000;

/// -1 where one of them is no digit.
int digits(std::string_view text) {
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return -1;
        number = number * 10 + (c - '0');
    }
    return number;
}

} // namespace

std::optional<std::int64_t> parse_wall(std::string_view text) {
    const bool has_ms = text.size() == 24;
    if ((text.size() != 20 && !has_ms) || text.back() != 'Z' || text[4] != '-' || text[7] != '-' || text[10] != 'T'
        || text[13] != ':' || text[16] != ':' || (has_ms && text[19] != '.'))
        return std::nullopt;
    const int year = digits(text.substr(0, 4));
    const int month = digits(text.substr(5, 2));
    const int day = digits(text.substr(8, 2));
    const int hour = digits(text.substr(11, 2));
    const int minute = digits(text.substr(14, 2));
    const int second = digits(text.substr(17, 2));
    const int ms = has_ms ? digits(text.substr(20, 3)) : 0;
    if (year < 0 || month < 1 || day < 1 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60 || ms < 0)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return days * kMsOfDay + ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} + ms;
}

std::string format_wall(std::int64_t wall_ms) {
    constexpr std::int64_t kFirst = -62'167'219'200'000; // of the year 0
    constexpr std::int64_t kLast = 253'402'300'799'999;  // of the year 9999
    if (wall_ms < kFirst || wall_ms > kLast)
        return {};
    const auto day = std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(wall_ms)));
    const std::chrono::year_month_day date(day);
    const std::int64_t in_day = wall_ms - day.time_since_epoch().count() * kMsOfDay;
    const std::string ms = in_day % 1000 == 0 ? "" : fmt::format(".{:03}", in_day % 1000);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), in_day / 3'600'000,
                       in_day / 60'000 % 60, in_day / 1000 % 60, ms);
}

} // namespace platform::logs
