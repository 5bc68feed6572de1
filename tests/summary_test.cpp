#include "platform/logs/review/report_json.h"
#include "platform/logs/review/summary.h"
#include <algorithm>
#include <doctest/doctest.h>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace platform::logs::review;

namespace {

constexpr std::int64_t kMorning = 1'795'510'800'000; // 2026-11-24T09:00:00Z

struct Line {
    std::string kiosk, boot_id, name;
    std::int64_t run = 1, monotonic_ms = 0, seq = 1;
    std::optional<std::int64_t> wall_ms;
    std::vector<std::pair<std::string, std::string>> texts;
    std::vector<std::pair<std::string, std::int64_t>> numbers;
    bool is_certain = false;
};

void add(Summary& summary, const Line& line) {
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

Report report_of(const std::vector<Line>& lines) {
    Summary summary;
    for (const Line& line : lines)
        add(summary, line);
    Report report = summary.report();
    REQUIRE(report_json(summary.take_report()) == report_json(report));
    return report;
}

Line content_shown(const std::string& kiosk, std::int64_t version, std::int64_t seq) {
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
std::vector<Line> any_lines(unsigned seed) {
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
bool is_equal(const Report& one, const Report& other) {
    return report_json(one) == report_json(other);
}

const KioskReport& kiosk(const Report& report, std::string_view name) {
    return *std::ranges::find(report.kiosks, name, &KioskReport::name);
}

} // namespace

TEST_CASE("the order of events changes nothing, nor do duplicates") {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        auto lines = any_lines(seed);
        const Report in_order = report_of(lines);
        CHECK(in_order.events == 6000);
        std::mt19937 random(seed);
        const auto once = lines;
        std::ranges::shuffle(lines, random);
        CHECK(is_equal(report_of(lines), in_order));
        lines.insert(lines.end(), once.begin(), once.end());
        std::ranges::shuffle(lines, random);
        Report doubled = report_of(lines);
        CHECK(doubled.duplicates == 6000);
        doubled.duplicates = 0;
        CHECK(is_equal(doubled, in_order));
    }
}

TEST_CASE("a hostile log fills no memory with names") {
    Summary summary;
    for (std::int64_t seq = 1; seq <= 20'000; ++seq) {
        Line line;
        line.kiosk = "hall-" + std::to_string(seq);
        line.boot_id = "boot-" + std::to_string(seq);
        line.name = seq % 2 == 0 ? "role_viewed" : "name-" + std::to_string(seq);
        line.texts = {{"role_id", "role-" + std::to_string(seq)}};
        add(summary, line);
    }
    const Report report = summary.report();
    CHECK(report.events == 20'000);
    CHECK(report.kiosks.size() == kMaxKiosks);
    CHECK(report.kiosks_left_out == 15'000);
    CHECK(report.unknown_events.size() == kMaxNames + 1);
    std::int64_t unknown = 0;
    for (const auto& entry : report.unknown_events)
        unknown += entry.second;
    CHECK(unknown == 10'000);
    std::int64_t views = 0;
    for (const auto& entry : report.visitors.roles)
        views += entry.second.views;
    CHECK(views == 10'000);
    CHECK(left_out_words(report).find("15000 kiosks are counted in the totals only") != std::string::npos);
}

namespace {

/// Kiosks that somebody made up, each with a boot of its own.
void add_made_up(Summary& summary, int kiosks, const std::string& name = "role_viewed") {
    for (int number = 0; number < kiosks; ++number) {
        Line line;
        line.kiosk = "aaa-" + std::to_string(number);
        line.boot_id = "made-up-" + std::to_string(number);
        line.name = name;
        line.wall_ms = kMorning;
        add(summary, line);
    }
}

void add_hall(Summary& summary) {
    for (std::int64_t seq = 1; seq <= 20; ++seq)
        add(summary, content_shown("hall-1", 7, seq));
}

} // namespace

TEST_CASE("a kiosk with needs is not left out for made-up ones without, in whatever order and file they come") {
    for (const bool is_first : {true, false}) {
        Summary summary;
        Line missing = content_shown("hall-1", 7, 1);
        missing.name = "content_missing";
        if (is_first)
            add(summary, missing);
        add_made_up(summary, 12'000);
        if (!is_first)
            add(summary, missing);
        const Report report = summary.take_report();
        REQUIRE(report.kiosks.size() == kMaxKiosks);
        CHECK(report.kiosks.front().name == "hall-1");
        CHECK(report.kiosks.front().needs == std::vector{Need::NoContent});
        CHECK_FALSE(report.kiosks.front().is_partial);
        CHECK(report.kiosks_left_out == 12'001 - static_cast<std::int64_t>(kMaxKiosks));
    }
}

TEST_CASE("a kiosk of one file is not left out for the many that another file makes up") {
    for (const bool is_first : {true, false}) {
        Summary summary;
        summary.begin_file();
        if (is_first)
            add_hall(summary);
        summary.begin_file();
        add_made_up(summary, 12'000);
        summary.begin_file();
        if (!is_first)
            add_hall(summary);
        const Report report = summary.take_report();
        REQUIRE(report.kiosks.size() == kMaxKiosks);
        const auto hall = std::ranges::find(report.kiosks, "hall-1", &KioskReport::name);
        REQUIRE(hall != report.kiosks.end());
        CHECK(hall->events == 20);
        CHECK_FALSE(hall->is_partial);
    }
}

TEST_CASE("a kiosk that there was no room for meanwhile is shown as what it is: a part") {
    Summary summary;
    Line early = content_shown("zzz", 7, 1);
    add(summary, early);
    add_made_up(summary, 12'000, "content_missing");
    early.name = "content_missing";
    for (early.seq = 2; early.seq <= 4; ++early.seq)
        add(summary, early);
    const Report report = summary.take_report();
    const auto part = std::ranges::find(report.kiosks, "zzz", &KioskReport::name);
    REQUIRE(part != report.kiosks.end());
    CHECK(part->is_partial);
    CHECK(report.kiosks_in_part == 1);
    CHECK(report.kiosks_left_out == 12'001 - static_cast<std::int64_t>(kMaxKiosks));
    CHECK(left_out_words(report).find("1 kiosk is shown in part") != std::string::npos);
}

TEST_CASE("every second number of a long run hides no kiosk") {
    Summary summary;
    summary.begin_file();
    for (std::int64_t number = 1; number <= 210'000; ++number) {
        Line line = content_shown("evil", 7, 2 * number);
        line.monotonic_ms = 1000;
        line.wall_ms = kMorning;
        add(summary, line);
    }
    summary.begin_file();
    add_hall(summary);
    add_hall(summary);
    const Report report = summary.take_report();
    CHECK(kiosk(report, "hall-1").events == 20);
    CHECK(kiosk(report, "hall-1").needs.empty());
    CHECK(report.duplicates == 20);
    CHECK(kiosk(report, "evil").missing_events == 210'000);
    CHECK(report.coarse_events == 209'000);
    CHECK(left_out_words(report).find("209000 events may be counted twice") != std::string::npos);
}

TEST_CASE("a boot is that of one kiosk, and the other names that it claims are told") {
    std::vector<Line> lines{content_shown("hall-1", 7, 1), content_shown("hall-1", 7, 2), content_shown("other", 6, 1)};
    for (int number = 0; number < 12'000; ++number) {
        Line line = content_shown("hall-1", 7, 3 + number);
        line.kiosk = "evil-" + std::to_string(number);
        lines.push_back(line);
    }
    Line both = content_shown("other", 6, 20'000); // a kiosk with a boot of its own stays one
    both.boot_id = "boot-hall-1";
    lines.push_back(both);
    const Report report = report_of(lines);
    REQUIRE(report.kiosks.size() == 2);
    CHECK(kiosk(report, "hall-1").events == 12'002);
    CHECK(kiosk(report, "other").events == 2);
    CHECK(report.kiosks_left_out == 0);
    CHECK(report.names_of_others == 12'000);
    REQUIRE(report.other_names.size() == 1);
    CHECK(report.other_names[0].kiosk == "hall-1");
    CHECK(report.other_names[0].boot_id == "boot-hall-1");
    CHECK(report.other_names[0].names.size() == 3);
    CHECK(report.other_names[0].more_names == 11'997);
    CHECK(report.other_names[0].events == 12'000);
    CHECK(left_out_words(report).find("12000 names are counted as the kiosks whose boots they are in")
          != std::string::npos);
}

TEST_CASE("a name that a collector vouches for is not another one's, whatever boot it claims") {
    Line one = content_shown("hall-1", 7, 1), thief = content_shown("hall-3", 7, 100);
    one.is_certain = thief.is_certain = true;
    thief.boot_id = one.boot_id;
    std::vector<Line> lines{one, thief};
    for (std::int64_t seq = 2; seq < 9; ++seq) {
        one.seq = seq;
        lines.push_back(one);
    }
    Report report = report_of(lines);
    REQUIRE(report.kiosks.size() == 2);
    CHECK(kiosk(report, "hall-1").events == 8);
    CHECK(kiosk(report, "hall-3").events == 1);
    Line stick = content_shown("evil", 7, 200); // more events, but nobody vouches
    stick.boot_id = one.boot_id;
    for (; stick.seq < 300; ++stick.seq)
        lines.push_back(stick);
    report = report_of(lines);
    REQUIRE(report.kiosks.size() == 2);
    CHECK(report.names_of_others == 1);
    CHECK(report.other_names[0].kiosk == "hall-1");
}

TEST_CASE("a kiosk that is named in the middle of a boot is that kiosk from its start") {
    Line before = content_shown("hall-1", 7, 1), nameless = content_shown("hall-1", 7, 2);
    before.kiosk = "kiosk"; // as the program calls it until somebody does
    nameless.kiosk.clear();
    std::vector<Line> lines{before, nameless, content_shown("hall-1", 7, 9)};
    for (std::int64_t seq = 3; seq < 9; ++seq) {
        before.seq = seq;
        lines.push_back(before);
    }
    const Report report = report_of(lines);
    REQUIRE(report.kiosks.size() == 1);
    CHECK(report.kiosks[0].name == "hall-1");
    CHECK(report.kiosks[0].events == 9);
    CHECK(left_out_words(report).empty());
}

TEST_CASE("a kiosk that joins another one brings all that it counted") {
    const auto all = any_lines(7);
    std::vector<Line> one_name, two_names;
    for (Line line : all) {
        line.boot_id = "boot-" + std::to_string(line.seq % 50);
        line.kiosk = "hall-1";
        one_name.push_back(line);
        line.kiosk = line.seq % 3 == 0 ? "hall-2" : "hall-1";
        two_names.push_back(line);
    }
    const Report expected = report_of(one_name);
    Report joined = report_of(two_names);
    CHECK(joined.names_of_others == 1);
    joined.names_of_others = 0;
    joined.other_names.clear();
    CHECK(is_equal(joined, expected));
}

TEST_CASE("the newest content counts, and who shows an older one needs a person") {
    const Report report = report_of({content_shown("a", 7, 2), content_shown("a", 6, 1), content_shown("b", 6, 1)});
    CHECK(kiosk(report, "a").content_version == 7);
    CHECK(kiosk(report, "a").needs.empty());
    CHECK(kiosk(report, "b").needs == std::vector{Need::OldContent});
    CHECK(report.kiosks.front().name == "b");
}

TEST_CASE("a later boot whose clock was never set does not count as newer") {
    Line late = content_shown("a", 6, 2);
    late.boot_id = "another";
    late.wall_ms = 5000;
    const Report report = report_of({content_shown("a", 7, 1), late});
    CHECK(kiosk(report, "a").content_version == 7);
}

TEST_CASE("missing numbers belong to their kiosk, and silence is judged by the end of the report") {
    Line last = content_shown("b", 7, 1);
    last.wall_ms = *last.wall_ms + Report::kNotSeenMs + 60'000;
    const Report report = report_of({content_shown("a", 7, 1), content_shown("a", 7, 4), last});
    CHECK(report.missing_events == 2);
    CHECK(kiosk(report, "a").missing_events == 2);
    CHECK(kiosk(report, "a").needs == std::vector{Need::NotSeen, Need::EventsMissing});
    CHECK(kiosk(report, "b").needs.empty());
}

TEST_CASE("a kiosk that was switched off in good order and not started since is not missed") {
    const Line started{"a", "boot-a", "started", 1, 1000, 1, kMorning, {{"reason", "service"}}, {}};
    const auto stopped = [&](const std::string& reason, std::int64_t seq) {
        Line line = started;
        line.name = "stopped";
        line.seq = seq;
        line.monotonic_ms = 1000 * seq;
        line.texts = {{"reason", reason}};
        return line;
    };
    const auto after = [](Line line, std::int64_t monotonic_ms) {
        line.monotonic_ms = monotonic_ms;
        line.run = monotonic_ms;
        return line;
    };
    const auto is_missed = [&](std::vector<Line> lines) {
        lines.push_back(content_shown("b", 7, 1));
        lines.back().wall_ms = kMorning + 3 * 3'600'000;
        const Report report = report_of(lines);
        const bool is_off = kiosk(report, "a").is_switched_off;
        CHECK(kiosk(report, "a").needs == (is_off ? std::vector<Need>{} : std::vector{Need::NotSeen}));
        return !is_off;
    };
    for (const char* reason : {"signal", "closed", "finished"})
        CHECK_FALSE(is_missed({started, stopped(reason, 2)}));
    for (const char* reason : {"restart", "failed", "no_reason_of_ours"})
        CHECK(is_missed({started, stopped(reason, 2)}));
    CHECK(is_missed({started}));
    CHECK(is_missed({started, stopped("signal", 2), after(started, 5000)}));
    CHECK_FALSE(is_missed({started, stopped("restart", 2), after(started, 5000), after(stopped("signal", 1), 6000)}));
    Line upload = after(started, 5000);
    upload.name = "upload_resumed"; // by a program of its own, while the machine goes down
    CHECK_FALSE(is_missed({started, stopped("signal", 2), upload}));
    Line next_boot = after(upload, 100);
    next_boot.boot_id = "boot-c";
    next_boot.wall_ms = kMorning + 600'000;
    CHECK(is_missed({started, stopped("signal", 2), next_boot})); // its `started` is lost
}

TEST_CASE("a clock far ahead of all others is not the end of a report") {
    constexpr std::int64_t kHour = 3'600'000, kYear = 365 * 24 * kHour;
    const auto missed = [](const std::vector<std::int64_t>& last_seen, std::optional<std::int64_t> now = {}) {
        Summary summary;
        for (std::size_t number = 0; number < last_seen.size(); ++number) {
            Line line = content_shown("hall-" + std::to_string(number), 7, 1);
            line.wall_ms = last_seen[number];
            add(summary, line);
        }
        std::string names;
        for (const KioskReport& of : summary.report(now).kiosks)
            if (of.needs == std::vector{Need::NotSeen})
                names += of.name.back();
        return names;
    };
    CHECK(missed({kMorning, kMorning + kHour}) == "0");
    CHECK(missed({kMorning, kMorning + 6 * 24 * kHour}) == "0");
    CHECK(missed({kMorning, kMorning + 5 * kYear}).empty()); // nobody can tell which of the two is right
    CHECK(missed({kMorning, kMorning + 5 * kYear, kMorning + kHour}) == "0");
    CHECK(missed({kMorning + 3 * kYear, kMorning, kMorning + 5 * kYear, kMorning + kHour}) == "1");
    CHECK(missed({kMorning + 5 * kYear, kMorning, kMorning}, kMorning + kHour) == "12");
    CHECK(missed({kMorning}).empty());
    CHECK(missed({kMorning}, kMorning + kHour) == "0");
    CHECK(missed({5000}).empty());
    CHECK(missed({kMorning, kMorning + Report::kFarAheadMs}) == "0");
    CHECK(missed({kMorning, kMorning + Report::kFarAheadMs + 1}).empty());
    CHECK(missed({kMorning, kMorning + Report::kNotSeenMs}).empty());
}

TEST_CASE("one wild clock does not move the end of the report") {
    Line one = content_shown("a", 1, 1), other = content_shown("b", 1, 1), wild = content_shown("c", 1, 1);
    one.wall_ms = kMorning;
    other.wall_ms = kMorning + 1000;
    wild.wall_ms = kMorning + 2 * Report::kFarAheadMs;
    const Report report = report_of({wild, one, other});
    CHECK(report.first_wall_ms == kMorning);
    CHECK(report.last_wall_ms == kMorning + 1000);
    CHECK(kiosk(report, "c").last_wall_ms == wild.wall_ms);
}

TEST_CASE("kiosks without a name are told apart by their boots") {
    Line one = content_shown("", 1, 1), other = content_shown("", 1, 1);
    one.boot_id = "5c0e1111-x";
    other.boot_id = "7d002222-x";
    const Report report = report_of({one, other});
    REQUIRE(report.kiosks.size() == 2);
    CHECK(report.kiosks[0].name == "kiosk of boot 5c0e1111\u2026");
}

TEST_CASE("the touch screen is missed only where there ever was one") {
    const auto health = [](std::int64_t seq, std::optional<std::int64_t> touch, std::int64_t touches) {
        Line line = content_shown("a", 7, seq);
        line.name = "health";
        line.numbers = {{"touches", touches}};
        if (touch)
            line.numbers.emplace_back("touch", *touch);
        return line;
    };
    const auto needs = [&](const std::vector<Line>& lines) { return kiosk(report_of(lines), "a").needs; };
    const std::vector gone{Need::TouchGone};
    CHECK(needs({health(1, 0, 0), health(2, 0, 0)}).empty());
    CHECK(needs({health(1, 1, 0), health(2, 0, 0)}) == gone);
    CHECK(needs({health(1, 0, 0), health(2, 1, 0)}).empty());
    CHECK(needs({health(1, std::nullopt, 3), health(2, 0, 0)}) == gone);
    CHECK(needs({health(1, 1, 3), health(2, std::nullopt, 0)}).empty());
    Line next_boot = health(1, 0, 0);
    next_boot.boot_id = "another";
    next_boot.wall_ms = *next_boot.wall_ms + 600'000;
    CHECK(needs({health(1, 1, 0), next_boot}) == gone);
}

TEST_CASE("a sample of health names its boot, whatever the clock of a boot said") {
    std::vector<Line> lines;
    for (const char* boot_id : {"b-late", "a-late", "early"}) {
        Line line = content_shown("a", 7, 1);
        line.boot_id = boot_id;
        line.name = "health";
        line.wall_ms = kMorning + (line.boot_id == "early" ? 0 : line.boot_id == "a-late" ? 60'000 : 120'000);
        line.numbers = {{"temperature_c", 50 + static_cast<std::int64_t>(lines.size())}};
        lines.push_back(line);
    }
    const Report report = report_of(lines);
    const auto& of = kiosk(report, "a");
    REQUIRE(of.health.size() == 3);
    for (int boot = 0; boot < 3; ++boot)
        CHECK(of.health[static_cast<std::size_t>(boot)].boot == boot);
    CHECK(of.health[0].temperature_c == 52);
    CHECK(report_json(report).find(R"("health":{"boot":[0,1,2])") != std::string::npos);
}

TEST_CASE("a role was read that was open for ten seconds") {
    std::vector<Line> lines;
    for (const std::int64_t dwell_ms : {9'999, 10'000}) {
        Line line = content_shown("a", 7, static_cast<std::int64_t>(lines.size()) + 1);
        line.name = "role_viewed";
        line.texts = {{"role_id", "economist"}};
        line.numbers = {{"dwell_ms", dwell_ms}};
        lines.push_back(line);
    }
    const Views views = report_of(lines).visitors.roles.at("economist");
    CHECK(views.views == 2);
    CHECK(views.read == 1);
}
