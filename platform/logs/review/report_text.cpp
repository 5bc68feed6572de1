#include "platform/logs/review/report_text.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/visitor_tally.h"
#include <algorithm>
#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <iterator>
#include <set>

namespace platform::logs::review {
namespace {

constexpr std::size_t kMostRows = 20;
constexpr std::size_t kMostKiosks = 50;
constexpr int kBar = 20;

using Text = std::back_insert_iterator<std::string>;

/// Cut to `longest` letters, for a terminal.
std::string clean(std::string_view name, std::size_t longest) {
    std::string text = printable(name);
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if ((static_cast<unsigned char>(text[at]) & 0xc0) != 0x80 && ++letters > longest)
            text.resize(at);
    return text;
}

std::string moment(const std::optional<std::int64_t>& wall_ms) {
    if (!wall_ms)
        return "not known";
    return fmt::format("{:%Y-%m-%d %H:%M}", fmt::gmtime(static_cast<std::time_t>(*wall_ms / 1000)));
}

std::string seconds(std::int64_t ms) {
    return ms < 600'000 ? fmt::format("{:.1f} s", static_cast<double>(ms) / 1000)
                        : fmt::format("{:.1f} h", static_cast<double>(ms) / static_cast<double>(kHourMs));
}

std::string bar(std::int64_t value, std::int64_t most) {
    return std::string(static_cast<std::size_t>(most > 0 ? value * kBar / most : 0), '#');
}

std::string percent(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole)) : "-";
}

std::string needs(const KioskReport& kiosk) {
    std::string all;
    for (const Need need : kiosk.needs)
        all.append(all.empty() ? "" : ", ").append(need_words(need).what);
    return all;
}

/// `first`, which fills `indent` columns, and `text` behind it, broken at spaces.
void write_wrapped(Text out, std::string_view first, std::size_t indent, std::string_view text) {
    constexpr std::size_t kColumns = 80;
    std::string line = fmt::format("{:<{}}", first, indent);
    std::size_t column = indent;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        const std::size_t width = word.size(); // in bytes: letters of more than one break a line early
        if (column > indent && column + 1 + width > kColumns) {
            fmt::format_to(out, "{}\n", line);
            line.assign(indent, ' ');
            column = indent;
        }
        line.append(column > indent ? " " : "").append(word);
        column += width + (column > indent ? 1 : 0);
        text.remove_prefix(std::min(word.size() + 1, text.size()));
    }
    fmt::format_to(out, "{}\n", line);
}

void title(Text out, std::string_view text) {
    fmt::format_to(out, "\n{}\n{:-<{}}\n", text, "", text.size());
}

void write_needs(Text out, const Report& report) {
    title(out, "Needs a person");
    std::size_t shown = 0, all = 0;
    for (const KioskReport& kiosk : report.kiosks) {
        if (kiosk.needs.empty())
            continue;
        if (++all > kMostRows)
            continue;
        ++shown;
        write_wrapped(out, clean(kiosk.name, 24), 25, needs(kiosk));
    }
    if (all == 0)
        fmt::format_to(out, "No kiosk.\n");
    if (all > shown)
        fmt::format_to(out, "... and {} more\n", all - shown);
}

void write_cures(Text out, const Report& report) {
    std::set<Need> all;
    for (const KioskReport& kiosk : report.kiosks)
        all.insert(kiosk.needs.begin(), kiosk.needs.end());
    if (all.empty())
        return;
    title(out, "What to do");
    for (const Need need : all)
        write_wrapped(out, need_words(need).what, 25, need_words(need).cure);
}

void write_totals(Text out, const Report& report) {
    const Visitors& of = report.visitors;
    title(out, "In all");
    fmt::format_to(out, "{} {}, {} events, from {} to {} (UTC)\n", report.kiosks.size(),
                   report.kiosks.size() == 1 ? "kiosk" : "kiosks", report.events, moment(report.first_wall_ms),
                   moment(report.last_wall_ms));
    fmt::format_to(out, "{} sessions, on average {}\n", of.sessions_started,
                   of.sessions_ended > 0 ? seconds(of.session_ms / of.sessions_ended) : "-");
}

void write_roles(Text out, const Report& report) {
    std::vector<std::pair<std::string, Views>> roles(report.visitors.roles.begin(), report.visitors.roles.end());
    std::ranges::stable_sort(roles, std::greater(), [](const auto& role) { return role.second.views; });
    title(out, "Roles");
    fmt::format_to(out, "{:<28} {:>8} {:>8} {:>10}\n", "", "views", "read", "mean dwell");
    for (std::size_t row = 0; row < std::min(roles.size(), kMostRows); ++row) {
        const auto& [name, of] = roles[row];
        fmt::format_to(out, "{:<28} {:>8} {:>8} {:>10} {}\n", clean(name, 28), of.views, of.read,
                       seconds(of.dwell_ms / std::max<std::int64_t>(of.views, 1)),
                       bar(of.views, roles.front().second.views));
    }
    if (roles.size() > kMostRows)
        fmt::format_to(out, "... and {} more\n", roles.size() - kMostRows);
}

void write_hours(Text out, const Visitors& of) {
    title(out, "Sessions by hour (UTC)");
    std::int64_t most = 0;
    for (const auto& hour : of.sessions_by_hour)
        most = std::max(most, hour.second);
    const auto rows = static_cast<std::ptrdiff_t>(std::min<std::size_t>(of.sessions_by_hour.size(), 72));
    for (auto hour = std::prev(of.sessions_by_hour.end(), rows); hour != of.sessions_by_hour.end(); ++hour)
        fmt::format_to(out, "{} {:>8} {}\n", moment(hour->first * kHourMs), hour->second, bar(hour->second, most));
    if (of.sessions_without_hour > 0)
        fmt::format_to(out, "{:<16} {:>8}\n", "not known", of.sessions_without_hour);
}

void write_funnel(Text out, const Visitors& of) {
    title(out, "From the attract loop to a code");
    const std::pair<const char*, std::int64_t> steps[] = {{"touched", of.attract_ended},
                                                          {"sessions", of.sessions_started},
                                                          {"opened a role", of.sessions_with_role},
                                                          {"codes shown", of.qr_shown}};
    for (const auto& [name, count] : steps)
        fmt::format_to(out, "{:<20} {:>8} {:>7}\n", name, count, percent(count, steps[0].second));
}

void write_counts(Text out, std::string_view name, const Counts& counts) {
    if (counts.empty())
        return;
    title(out, name);
    std::vector<std::pair<std::string, std::int64_t>> rows(counts.begin(), counts.end());
    std::ranges::stable_sort(rows, std::greater(), [](const auto& row) { return row.second; });
    for (std::size_t row = 0; row < std::min(rows.size(), kMostRows); ++row)
        fmt::format_to(out, "{:<40} {:>8} {}\n", clean(rows[row].first, 40), rows[row].second,
                       bar(rows[row].second, rows.front().second));
    if (rows.size() > kMostRows)
        fmt::format_to(out, "... and {} more\n", rows.size() - kMostRows);
}

std::string state(const KioskReport& kiosk) {
    if (kiosk.is_switched_off)
        return "off";
    if (kiosk.health.empty())
        return "-";
    const HealthSample& newest = kiosk.health.back();
    return newest.temperature_c ? fmt::format("{} C", *newest.temperature_c) : "-";
}

void write_fleet(Text out, const Report& report) {
    title(out, "Fleet");
    fmt::format_to(out, "{:<22} {:<16} {:>7} {:<14} {:>7} {:>7}\n", "kiosk", "last seen (UTC)", "content", "last stick",
                   "state", "errors");
    for (std::size_t row = 0; row < std::min(report.kiosks.size(), kMostKiosks); ++row) {
        const KioskReport& of = report.kiosks[row];
        fmt::format_to(out, "{:<22} {:<16} {:>7} {:<14} {:>7} {:>7}\n", clean(of.name, 22), moment(of.last_wall_ms),
                       of.content_version ? std::to_string(*of.content_version) : "-",
                       of.update_verdict.empty() ? "-" : clean(of.update_verdict, 14), state(of), of.errors);
    }
    if (report.kiosks.size() > kMostKiosks)
        fmt::format_to(out, "... and {} more\n", report.kiosks.size() - kMostKiosks);
    if (report.kiosks_left_out > 0)
        fmt::format_to(out, "{} more {} counted in the totals only\n", report.kiosks_left_out,
                       report.kiosks_left_out == 1 ? "kiosk is" : "kiosks are");
}

std::string words_of_names(const OtherNames& of) {
    std::string names;
    for (const std::string& name : of.names)
        names.append(names.empty() ? "" : ", ").append(clean(name, 24));
    return of.more_names > 0 ? fmt::format("{} and {} more", names, of.more_names) : names;
}

void write_quality(Text out, const Report& report) {
    title(out, "The logs themselves");
    std::int64_t unknown = 0;
    for (const auto& entry : report.unknown_events)
        unknown += entry.second;
    fmt::format_to(out, "missing {}, duplicates left out {}, unreadable {}, unknown events {}\n", report.missing_events,
                   report.duplicates, report.unreadable, unknown);
    for (const OtherNames& of : report.other_names)
        write_wrapped(out, clean(of.kiosk, 24), 25,
                      fmt::format("Its boot {} names other kiosks, too: {}. {} events of them count as its own.",
                                  clean(of.boot_id, 8), words_of_names(of), of.events));
}

} // namespace

std::string report_text(const Report& report) {
    std::string text = left_out_words(report);
    text.append(text.empty() ? "" : "\n\n").append("What happened at the fair\n=========================\n");
    const Text out(text);
    const Visitors& visitors = report.visitors;
    write_needs(out, report);
    write_cures(out, report);
    write_totals(out, report);
    write_roles(out, report);
    write_hours(out, visitors);
    write_funnel(out, visitors);
    write_counts(out, "How sessions ended", visitors.ended_how);
    write_counts(out, "Where nobody answered any more", visitors.gave_up_on);
    write_counts(out, "Languages chosen", visitors.languages);
    write_counts(out, "Comfort settings", visitors.comfort);
    write_fleet(out, report);
    write_quality(out, report);
    return text;
}

} // namespace platform::logs::review
