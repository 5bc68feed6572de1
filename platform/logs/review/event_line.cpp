#include "platform/logs/review/event_line.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/visitor_tally.h"
#include <algorithm>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace platform::logs::review {
namespace {

constexpr std::size_t kLongestValue = 80;
constexpr std::size_t kLongestLine = 500;

std::string short_printable(std::string_view text, std::size_t longest) {
    std::string plain = printable(text);
    if (plain.size() <= longest)
        return plain;
    while (longest > 0 && (static_cast<unsigned char>(plain[longest]) & 0xc0) == 0x80)
        --longest; // no half letter
    return plain.substr(0, longest) + "\u2026";
}

std::string time_of(const ReadEvent& event) {
    if (event.wall_ms && *event.wall_ms >= kFirstWallMs && *event.wall_ms < kLastWallMs) {
        const auto seconds = static_cast<std::time_t>(*event.wall_ms / 1000);
        std::tm local{};
        if (localtime_r(&seconds, &local) != nullptr)
            return fmt::format("{:%Y-%m-%d %H:%M:%S}", local);
    }
    const std::int64_t seconds = std::max<std::int64_t>(event.monotonic_ms, 0) / 1000;
    return fmt::format("boot {} +{:02}:{:02}:{:02}", short_printable(event.boot_id.substr(0, 4), 4), seconds / 3600,
                       seconds / 60 % 60, seconds % 60);
}

const char* colour_of(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return "\033[1;31m";
    case Severity::Warning:
        return "\033[33m";
    case Severity::Notice:
        return "\033[1m";
    case Severity::Info:
        return "";
    }
    return "";
}

} // namespace

std::string event_line(const ReadEvent& event, Colours colours) {
    const std::size_t index = event_index(event.name);
    const Severity severity = index < kKnownEvents ? event_severity(index) : Severity::Info;
    std::string fields;
    for (const ReadField& field : event.fields) {
        if (field.text.empty() && !field.number)
            continue;
        if (fields.size() > kLongestLine) {
            fields += " \u2026";
            break;
        }
        fields += fmt::format(" {}={}", short_printable(field.name, kLongestValue),
                              field.text.empty() ? std::to_string(*field.number)
                                                 : short_printable(field.text, kLongestValue));
    }
    const char* colour = colours == Colours::Yes ? colour_of(severity) : "";
    return fmt::format("{} {:<8} {}{:<7} {}{}{}\n", time_of(event),
                       event.kiosk.empty() ? "-" : short_printable(event.kiosk, kLongestValue), colour,
                       index < kKnownEvents ? severity_name(severity) : "-", short_printable(event.name, kLongestValue),
                       *colour == '\0' ? "" : "\033[0m", fields);
}

} // namespace platform::logs::review
