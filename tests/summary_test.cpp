#include "platform/logs/review/summary.h"
#include "tests/support/summary_support.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>
#include <string>
#include <vector>

using namespace platform::logs::review;
using test::any_lines;
using test::content_shown;
using test::is_equal;
using test::kiosk;
using test::kMorning;
using test::Line;
using test::report_of;

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
