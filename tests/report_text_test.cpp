#include "platform/logs/review/report_text.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

using namespace platform::logs::review;

namespace {

constexpr std::int64_t kNoon = 1'795'521'600'000; // 2026-11-24T12:00:00Z

Report small_report() {
    Report report;
    report.events = 1234;
    report.duplicates = 5;
    report.missing_events = 6;
    report.unreadable = 7;
    report.unknown_events = {{"new_event", 8}};
    report.first_wall_ms = kNoon;
    report.last_wall_ms = kNoon + 3'600'000;
    Visitors& all = report.visitors;
    all.attract_ended = 40;
    all.sessions_started = 30;
    all.sessions_ended = 20;
    all.session_ms = 20 * 61'500;
    all.sessions_with_role = 10;
    all.qr_shown = 4;
    all.roles = {{"economist", {8, 96'000, 6}}, {"auditor", {16, 16'000, 0}}};
    all.sessions_by_hour = {{kNoon / 3'600'000, 10}, {kNoon / 3'600'000 + 1, 20}};
    all.sessions_without_hour = 3;
    all.languages = {{"es", 9}};
    KioskReport& kiosk = report.kiosks.emplace_back();
    kiosk.name = "hall-2";
    kiosk.last_wall_ms = kNoon;
    kiosk.content_version = 12;
    kiosk.update_verdict = "stale";
    kiosk.errors = 2;
    kiosk.needs = {Need::Crashed, Need::TouchGone};
    kiosk.health.emplace_back().temperature_c = 61;
    return report;
}

bool has_line(const std::string& text, const std::string& line) {
    return text.find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("a report in words has the figures of the report") {
    const std::string text = report_text(small_report());
    CHECK(has_line(text, "1 kiosk, 1234 events, from 2026-11-24 12:00 to 2026-11-24 13:00 (UTC)"));
    CHECK(has_line(text, "30 sessions, on average 61.5 s"));
    CHECK(has_line(text, "auditor                            16        0      1.0 s ####################"));
    CHECK(has_line(text, "economist                           8        6     12.0 s ##########"));
    CHECK(text.find("auditor") < text.find("economist"));
    CHECK(has_line(text, "2026-11-24 12:00       10 ##########"));
    CHECK(has_line(text, "2026-11-24 13:00       20 ####################"));
    CHECK(has_line(text, "not known               3"));
    CHECK(has_line(text, "opened a role              10    25 %"));
    CHECK(has_line(text, "codes shown                 4    10 %"));
    CHECK(has_line(text, "hall-2                 2026-11-24 12:00      12 stale             61 C       2"));
    CHECK(has_line(text, "missing 6, duplicates left out 5, unreadable 7, unknown events 8"));
    CHECK(text.find("es  ") != std::string::npos);
    Report off = small_report();
    off.kiosks[0].is_switched_off = true;
    CHECK(has_line(report_text(off), "hall-2                 2026-11-24 12:00      12 stale              off       2"));
    CHECK(text.ends_with("\n"));
}

TEST_CASE("needs are words with a cure, which are those of the page") {
    Report report = small_report();
    const std::string some = report_text(report);
    CHECK(has_line(some, "hall-2                   Crashed, No touch"));
    CHECK(has_line(some, "No touch                 Check the cable between the touch screen and the"));
    CHECK(has_line(some, "                         machine."));
    std::ostringstream page;
    page << std::ifstream(KIOSK_SOURCE_DIR "/platform/logs/page/words.js").rdbuf();
    report.kiosks[0].needs.clear();
    for (int number = 0; number <= static_cast<int>(Need::ClockJumped); ++number) {
        const auto need = static_cast<Need>(number);
        report.kiosks[0].needs.push_back(need);
        const NeedWords words = need_words(need);
        const std::string entry = fmt::format("{}: [\"{}\", \"{}\"]", need_name(need), words.what, words.cure);
        CHECK_MESSAGE(page.str().find(entry) != std::string::npos, entry);
    }
    const std::string all = report_text(report);
    CHECK(all.find('_') == std::string::npos);
    std::istringstream lines(all);
    for (std::string line; std::getline(lines, line);)
        CHECK_MESSAGE(line.size() <= 90, line); // 80 columns: some letters have more than one byte
}

TEST_CASE("a report of nothing reads well") {
    const std::string text = report_text({});
    CHECK(has_line(text, "No kiosk."));
    CHECK(has_line(text, "0 kiosks, 0 events, from not known to not known (UTC)"));
    CHECK(has_line(text, "0 sessions, on average -"));
    CHECK(has_line(text, "touched                     0       -"));
    CHECK(text.find("nan") == std::string::npos);
}

TEST_CASE("whatever a log held, a report drives no terminal and stays within its columns") {
    Report report = small_report();
    const std::string hostile = "\u202e\u2066\x1b[2J\r\n\xc2\x9b\x7f" + std::string(500, 'x') + "\xc3\xa9";
    report.visitors.roles = {{hostile, {1, 1, 1}}};
    report.visitors.languages = report.visitors.ended_how = {{hostile, 1}};
    report.visitors.gave_up_on = report.visitors.comfort = {{hostile, 1}};
    report.kiosks[0].name = report.kiosks[0].update_verdict = hostile;
    const std::string text = report_text(report);
    CHECK(std::ranges::none_of(
        text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }));
    CHECK(text.find("\xc2\x9b") == std::string::npos);
    CHECK(text.find("\u202e") == std::string::npos);
    CHECK(text.find("\u2066") == std::string::npos);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        CHECK_MESSAGE(line.size() <= 90, line);
}

TEST_CASE("what a report does not tell stands in its first line") {
    Report report = small_report();
    CHECK(left_out_words(report).empty());
    CHECK(report_text(report).starts_with("What happened at the fair\n"));
    report.kiosks_left_out = 7000;
    report.coarse_events = 1;
    report.names_of_others = 2;
    report.other_names = {{"hall-1", "5c0e0000-0000", {"evil\u202e", "b"}, 0, 12}};
    const std::string text = report_text(report);
    CHECK(text.starts_with("Not all is told here, for the logs hold more than any fair leaves: 7000 kiosks are counted "
                           "in the totals only; 1 event may be counted twice; 2 names are counted as the kiosks whose "
                           "boots they are in.\n"));
    CHECK(has_line(text, "hall-1                   Its boot 5c0e0000 names other kiosks, too: evil , b. 12"));
    CHECK(has_line(text, "7000 more kiosks are counted in the totals only"));
}
