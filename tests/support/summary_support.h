// What tests of reports share: events as short lines, and what becomes of them.
#pragma once
#include "platform/logs/review/report_json.h"
#include "platform/logs/review/summary.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

using namespace platform::logs::review;

inline constexpr std::int64_t kMorning = 1'795'510'800'000; // 2026-11-24T09:00:00Z

struct Line {
    std::string kiosk, boot_id, name;
    std::int64_t run = 1, monotonic_ms = 0, seq = 1;
    std::optional<std::int64_t> wall_ms;
    std::vector<std::pair<std::string, std::string>> texts;
    std::vector<std::pair<std::string, std::int64_t>> numbers;
    bool is_certain = false;
};

inline void add(Summary& summary, const Line& line) {
    ReadEvent event;
    event.kiosk = line.kiosk;
    event.is_kiosk_certain = line.is_certain;
    event.boot_id = line.boot_id;
    event.name = line.name;
    event.run = line.run;
    event.monotonic_ms = line.monotonic_ms;
    event.seq = line.seq;
    event.wall_ms = line.wall_ms;
    for (const auto& [name, text] : line.texts)
        event.fields.push_back({name, text, std::nullopt});
    for (const auto& [name, number] : line.numbers)
        event.fields.push_back({name, "", number});
    summary.add(event);
}

inline Report report_of(const std::vector<Line>& lines) {
    Summary summary;
    for (const Line& line : lines)
        add(summary, line);
    Report report = summary.report();
    REQUIRE(report_json(summary.take_report()) == report_json(report));
    return report;
}

inline Line content_shown(const std::string& kiosk, std::int64_t version, std::int64_t seq) {
    return {kiosk,
            "boot-" + kiosk,
            "content_shown",
            1,
            seq * 1000,
            seq,
            kMorning + seq * 1000,
            {{"origin", "installed"}},
            {{"content_version", version}}};
}

/// Any mix of kiosks, boots, faults and names, more of them than are kept.
inline std::vector<Line> any_lines(unsigned seed) {
    std::mt19937 random(seed);
    const auto up_to = [&](int most) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(most)); };
    const char* const names[] = {"started",         "crashed",          "power_lost",      "content_shown",
                                 "content_missing", "stick_refused",    "display_lost",    "display_restored",
                                 "health",          "role_viewed",      "session_started", "session_ended",
                                 "qr_shown",        "language_changed", "stopped",         "unheard_of"};
    std::vector<Line> lines;
    for (std::int64_t seq = 1; seq <= 6000; ++seq) {
        Line line;
        line.kiosk = up_to(9) == 0 ? "" : "hall-" + std::to_string(up_to(7));
        line.boot_id = line.kiosk + "-boot-" + std::to_string(up_to(130));
        line.name = names[up_to(16)];
        if (line.name == "unheard_of")
            line.name += std::to_string(up_to(300));
        line.seq = seq;
        line.monotonic_ms = up_to(40'000'000);
        if (up_to(3) > 0)
            line.wall_ms = (up_to(20) > 0 ? kMorning : 0) + line.monotonic_ms + up_to(100'000);
        line.texts = {{"role_id", "role-" + std::to_string(up_to(2500))},
                      {"verdict", up_to(2) == 0 ? "stale" : "unknown_key"},
                      {"language", "language-" + std::to_string(up_to(400))},
                      {"how", up_to(2) == 0 ? "idle" : "visitor"},
                      {"last_screen", "home"},
                      {"reason", up_to(3) == 0 ? "restart" : "signal"},
                      {"version", "1." + std::to_string(up_to(4))}};
        line.numbers = {
            {"dwell_ms", up_to(30'000)}, {"temperature_c", up_to(90)},  {"touch", up_to(2)},          {"frames", 100},
            {"late_frames", up_to(3)},   {"disk_free_mib", up_to(300)}, {"content_version", up_to(9)}};
        lines.push_back(line);
    }
    return lines;
}

/// Not in the check itself, which would print both.
inline bool is_equal(const Report& one, const Report& other) {
    return report_json(one) == report_json(other);
}

inline const KioskReport& kiosk(const Report& report, std::string_view name) {
    return *std::ranges::find(report.kiosks, name, &KioskReport::name);
}

} // namespace test
