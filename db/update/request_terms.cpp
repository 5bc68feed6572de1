#include "db/update/request_terms.h"

#include "db/bounds.h"
#include "db/update/minisign_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <sodium.h>

namespace db::update {
namespace {

constexpr std::string_view kForPeople =
    "# This stick asks the careers kiosk for its logs.\n"
    "# Put it into the kiosk, and wait until the kiosk says that the logs are on the stick.\n";
constexpr std::string_view kFirstLine = "careers-kiosk logs-request 1\n";
constexpr std::size_t kIdBytes = 16;
constexpr TextBound kKioskName{"kiosk", 64, false, true};
constexpr TextBound kEventName{"event", 64, false, true};

tl::unexpected<Error> wrong(std::string message) {
    return fail(ErrorCode::BadConfig, std::move(message));
}

/// Without what is there for people.
std::string_view terms_of(std::string_view text) {
    while (text.starts_with('#')) {
        const std::size_t end = text.find('\n');
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return text;
}

std::string lines_of(const RequestTerms& terms) {
    std::string lines = fmt::format("{}id={}\n", kFirstLine, terms.id);
    const auto add = [&](std::string_view key, std::string_view value) {
        if (!value.empty())
            lines += fmt::format("{}={}\n", key, value);
    };
    add("kiosk", terms.kiosk);
    add("event", terms.event);
    add("until-version", terms.until_version ? std::to_string(*terms.until_version) : "");
    add("until-date", terms.until_date);
    return lines;
}

/// Takes "KEY=value" and its line's end off the text; empty where another line comes.
std::string take(std::string_view& text, std::string_view key) {
    if (!text.starts_with(key) || !text.substr(key.size()).starts_with('='))
        return {};
    const std::size_t end = text.find('\n');
    const std::string_view value = text.substr(key.size() + 1, end - std::min(end, key.size() + 1));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return std::string(value);
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

int digits(std::string_view text) {
    return static_cast<int>(number_of(text).value_or(0));
}

} // namespace

std::string make_request_id() {
    start_sodium();
    std::array<unsigned char, kIdBytes> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string id;
    for (const unsigned char byte : bytes)
        id += fmt::format("{:02x}", byte);
    return id;
}

bool is_request_id(std::string_view text) {
    return text.size() == 2 * kIdBytes && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_over(std::string_view date, std::int64_t now_s) {
    using namespace std::chrono;
    const sys_days day{year(digits(date.substr(0, 4))) / digits(date.substr(5, 2)) / digits(date.substr(8, 2))};
    constexpr hours kLongest{24 + 12}; // it ends last where clocks are twelve hours behind
    return sys_seconds(seconds(now_s)) >= day + kLongest;
}

std::string day_after(std::int64_t now_s, int days) {
    using namespace std::chrono;
    const year_month_day date(floor<std::chrono::days>(sys_seconds(seconds(now_s))) + std::chrono::days(days));
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

Result<void> check_terms(const RequestTerms& terms) {
    if (!is_request_id(terms.id))
        return wrong("the id of the request is not 32 of 0-9 and a-f");
    for (const auto& [bound, text] : {std::pair(kKioskName, terms.kiosk), std::pair(kEventName, terms.event)})
        if (const std::string problem = text_problem(bound, text); !problem.empty())
            return wrong(fmt::format("the name of the {} {}", bound.name, problem));
    if (!terms.until_version && terms.until_date.empty())
        return wrong("the request has no end: give a content version or a date");
    if (terms.until_version && (*terms.until_version < 1 || *terms.until_version > kMaxContentVersion))
        return wrong(
            fmt::format("'{}' is not a content version: give 1 to {}", *terms.until_version, kMaxContentVersion));
    if (const std::string problem = terms.until_date.empty() ? "" : date_problem(terms.until_date); !problem.empty())
        return wrong(fmt::format("the last day '{}' {}", terms.until_date, problem));
    return {};
}

std::string format_terms(const RequestTerms& terms) {
    return std::string(kForPeople) + lines_of(terms);
}

Result<RequestTerms> parse_terms(std::string_view text) {
    const std::string_view lines = terms_of(text);
    if (!lines.starts_with(kFirstLine))
        return fail(ErrorCode::BadContent, "it does not begin as requests of today do");
    std::string_view rest = lines.substr(kFirstLine.size());
    RequestTerms terms;
    terms.id = take(rest, "id");
    terms.kiosk = take(rest, "kiosk");
    terms.event = take(rest, "event");
    if (const std::string version = take(rest, "until-version"); !version.empty())
        terms.until_version = number_of(version);
    terms.until_date = take(rest, "until-date");
    if (const auto checked = check_terms(terms); !checked)
        return fail(ErrorCode::BadContent, checked.error().message);
    if (lines_of(terms) != lines) // also what stands twice, in another order, or behind the last line
        return fail(ErrorCode::BadContent, "a line of it is not as it should be");
    return terms;
}

} // namespace db::update
