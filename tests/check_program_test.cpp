// kiosk-logs check as a person runs it: each thing that it finds.
#include "tests/support/log_support.h"

using test::event_line;
using test::run;
using test::fs::path;

namespace {

struct Logs {
    test::ScratchFolder folder;
    path file = folder.path() / "day.jsonl";
    [[nodiscard]] test::Outcome check(const std::string& text, const std::string& options = "") const {
        test::write(file, text);
        return run(fmt::format("{} check {} '{}'", KIOSK_BIN_DIR "/kiosk-logs", options, file.string()));
    }
};

/// Of the second half of a minute later than its monotonic time says.
std::string late(int seq, const char* wall) {
    std::string line = event_line(seq);
    return line.replace(line.find("2026-11-24T12:00:00Z"), 20, wall) + "\n";
}

} // namespace

TEST_CASE("logs that are whole are told to be whole, duplicates too") {
    const Logs logs;
    const std::string day = late(1, "2026-11-24T12:00:01Z") + late(2, "2026-11-24T12:00:02Z");
    const auto outcome = logs.check(day + day);
    CHECK(outcome.status == 0);
    CHECK(outcome.output == "2 events, 2 duplicates left out\n");
    CHECK(nlohmann::json::parse(logs.check(day + day, "--json").output)
          == nlohmann::json::parse(
              R"({"left_out":"","events":2,"duplicates":2,"coarse_events":0,"gaps":[],"clock_jumps":[],)"
              R"("other_names":[],"unknown_events":[],"unreadable":[],"unreadable_places":[]})"));
}

TEST_CASE("events that are missing are named") {
    const Logs logs;
    const std::string day = late(2, "2026-11-24T12:00:02Z") + late(5, "2026-11-24T12:00:05Z");
    const auto outcome = logs.check(day);
    CHECK(outcome.status == 1);
    CHECK(outcome.has(fmt::format("hall-2 boot {} run 1: events 1 to 1 are missing\n", test::kBoot)));
    CHECK(outcome.has(fmt::format("hall-2 boot {} run 1: events 3 to 4 are missing\n", test::kBoot)));
    const auto json = nlohmann::json::parse(logs.check(day, "--json").output);
    REQUIRE(json["gaps"].size() == 2);
    CHECK(json["gaps"][1]["first"] == 3);
    CHECK(json["gaps"][1]["last"] == 4);
}

TEST_CASE("a clock that moved is told with its size and about when, one that drifted a little is not") {
    const Logs logs;
    const auto jumped =
        logs.check(late(1, "2026-11-24T12:00:01Z") + late(2, "2026-11-24T13:00:02Z") + late(3, "2026-11-24T13:00:03Z"));
    CHECK(jumped.status == 1);
    CHECK(jumped.has(
        fmt::format("hall-2 boot {}: the clock moved by 3600 s, about 2026-11-24T13:00:02Z\n", test::kBoot)));
    CHECK(logs.check(late(1, "2026-11-24T12:00:01Z") + late(2, "2026-11-24T12:00:03Z")).status == 0);
}

TEST_CASE("events that this program does not know are told, and what can't be read with its line") {
    const Logs logs;
    std::string unknown = late(1, "2026-11-24T12:00:01Z");
    unknown.replace(unknown.find("role_viewed"), 11, "role_\\u001b[2J");
    const auto outcome = logs.check(unknown + "half a li\n");
    CHECK(outcome.status == 1);
    CHECK(outcome.has("role_ [2J: this program does not know this event, which came 1 times\n"));
    CHECK(outcome.has(logs.file.string() + ":2: this line is no event: it is no JSON\n"));
    CHECK(outcome.output.find('\x1b') == std::string::npos);
    const auto json = nlohmann::json::parse(logs.check(unknown + "half a li\n", "--json").output);
    CHECK(json["unknown_events"][0]["event"] == "role_\x1b[2J");
    CHECK(json["unreadable"][0]["count"] == 1);
}

TEST_CASE("of a file of rubbish only the first places are named") {
    const Logs logs;
    std::string rubbish;
    for (int i = 0; i < 50; ++i)
        rubbish += "rubbish\n";
    const auto outcome = logs.check(rubbish);
    CHECK(outcome.status == 1);
    CHECK(outcome.has(":20: this line"));
    CHECK_FALSE(outcome.has(":21: this line"));
    CHECK(outcome.has(": 30 more places can't be read\n"));
}

TEST_CASE("check of what is not there is an error") {
    const auto outcome = run(KIOSK_BIN_DIR "/kiosk-logs check /missing");
    CHECK(outcome.status == 1);
    CHECK(outcome.has("/missing: there is no log that can be read"));
    CHECK(run(KIOSK_BIN_DIR "/kiosk-logs check").status > 1);
}

TEST_CASE("what was not checked stands in the first line, with a status of its own") {
    const Logs logs;
    std::string text;
    for (int number = 1; number <= 3000; ++number)
        text += late(2 * number, "2026-11-24T12:00:00Z");
    const auto outcome = logs.check(text);
    CHECK(outcome.status == 3);
    CHECK(
        outcome.output.starts_with("Not all was checked, for the logs hold more than any fair leaves: 2000 events may "
                                   "be duplicates.\n"));
    CHECK(outcome.has(
        fmt::format("hall-2 boot {} run 1: about 3000 of the events 1 to 6000 are missing\n", test::kBoot)));
    const auto json = logs.check(text, "--json");
    CHECK(json.status == 3);
    CHECK(json.output.starts_with(R"({"left_out":"Not all was checked)"));
}

TEST_CASE("a boot that names a second kiosk is told, and one that gets its name late is not") {
    const Logs logs;
    std::string first = event_line(1), second = event_line(2);
    const auto renamed = [](std::string line, const std::string& name) {
        return line.replace(line.find("hall-2"), 6, name) + "\n";
    };
    CHECK(logs.check(renamed(first, "kiosk") + renamed(second, "hall-2")).status == 0);
    const auto outcome = logs.check(renamed(first, "hall-1") + renamed(second, "evil\u202e"));
    CHECK(outcome.status == 1);
    CHECK(outcome.has(fmt::format("hall-1 boot {}: 1 events of it name another kiosk: evil \n", test::kBoot)));
    CHECK(logs.check(renamed(first, "hall-1") + renamed(second, "evil\u202e"), "--json")
              .has(R"("names":["evil\u202e"])"));
}
