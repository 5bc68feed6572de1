#include "platform/logs/review/event_table.h"
#include "platform/logs/review/kiosk_roster.h"
#include "tests/support/summary_support.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace platform::logs::review;
using test::any_lines;
using test::content_shown;
using test::is_equal;
using test::kiosk;
using test::kMorning;
using test::Line;
using test::report_of;

namespace {

std::string kept(const std::vector<Worth>& all, std::size_t most) {
    const std::vector<bool> stays = worthiest(all, most);
    std::string names;
    for (std::size_t index = 0; index < all.size(); ++index)
        if (stays[index])
            names += all[index].name;
    return names;
}

} // namespace

TEST_CASE("those with needs stay first, whatever their file and events") {
    const std::vector<Worth> all{{false, 1, 900, "a"}, {true, 2, 1, "b"}, {false, 3, 800, "c"}, {true, 2, 1, "d"}};
    CHECK(kept(all, 1) == "b");
    CHECK(kept(all, 2) == "bd");
    CHECK(kept(all, 3) == "abd");
    CHECK(kept(all, 4) == "abcd");
    CHECK(kept(all, 9) == "abcd");
    CHECK(kept(all, 0).empty());
    CHECK(kept({}, 3).empty());
}

TEST_CASE("of those alike the best of each file stay in turn") {
    const std::vector<Worth> all{{false, 1, 50, "a"}, {false, 1, 60, "b"}, {false, 1, 70, "c"},
                                 {false, 2, 1, "d"},  {false, 2, 2, "e"},  {false, 3, 1, "f"}};
    CHECK(kept(all, 1) == "c");
    CHECK(kept(all, 3) == "cef");
    CHECK(kept(all, 4) == "bcef");
    CHECK(kept(all, 5) == "bcdef");
}

TEST_CASE("made-up needs leave a tenth of the places to those with the most events of each file") {
    std::vector<Worth> all(100, Worth{true, 1, 1, "x"});
    all.push_back({false, 2, 1, "a"});
    CHECK(kept(all, 10) == "xxxxxxxxxa");
    all.back() = {false, 1, 2, "b"}; // of the same file
    CHECK(kept(all, 10) == "xxxxxxxxxb");
    all.back() = {true, 1, 2, "c"};
    CHECK(kept(all, 10) == "xxxxxxxxxc");
    all.resize(9);
    all.push_back({false, 2, 1, "d"});
    all.push_back({false, 1, 9, "e"});
    CHECK(kept(all, 10) == "xxxxxxxxxe");
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

TEST_CASE("kiosks full of names are left out before they fill the memory, and those of other files are not") {
    KioskRoster roster;
    const auto add_event = [&](const std::string& name, const std::string& role) {
        ReadEvent event;
        event.kiosk = name;
        event.boot_id = name;
        event.name = "role_viewed";
        event.fields.push_back({"role_id", role, std::nullopt});
        roster.at(event).add(event_index(event.name), event);
    };
    roster.begin_file();
    add_event("hall-1", "economist");
    roster.begin_file();
    for (int role = 0; role < 1000; ++role)
        for (int number = 0; number < 2000; ++number)
            add_event("aaa-" + std::to_string(number), "role-" + std::to_string(role));
    CHECK(roster.entries() <= KioskRoster::kMaxEntries);
    Report report;
    roster.add_to(report, true);
    roster.bound(report);
    CHECK(report.kiosks_in_part > 0); // they came again
    const auto hall = std::ranges::find(report.kiosks, "hall-1", &KioskReport::name);
    REQUIRE(hall != report.kiosks.end());
    CHECK_FALSE(hall->is_partial);
    std::int64_t views = 0;
    for (const auto& entry : report.visitors.roles)
        views += entry.second.views;
    CHECK(views == 2'000'001);
}
