#include "platform/logs/log_source.h"
#include "platform/logs/review/entry_builder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>

using namespace platform::logs::review;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

const Fields kWhole = {{"_BOOT_ID", std::string(32, 'a')}, {"KIOSK_EVENT", "role_viewed"}, {"KIOSK_SEQ", "1"}};

Fields with(Fields fields, const Fields& more) {
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

struct EntryFixture {
    EntryBuilder entry;
    ReadEvent event;
    /// Empty if there is none.
    std::string problem(const Fields& fields) {
        entry.clear();
        for (const auto& [name, value] : fields)
            entry.add(name, value);
        const char* const told = entry.finish(event);
        return told == nullptr ? "" : told;
    }
};

} // namespace

TEST_CASE_FIXTURE(EntryFixture, "an entry that is too large is no event, and the next one is whole again") {
    Fields many = kWhole;
    for (std::size_t number = many.size() - 1; number < kMaxFields; ++number)
        many.emplace_back("F" + std::to_string(number), "x");
    CHECK(problem(many).empty());
    CHECK(event.fields.size() == kMaxFields - 2);
    const std::string too_large = "it is larger than 1 MiB or has more than 200 fields";
    CHECK(problem(with(many, {{"ONE_MORE", "x"}})) == too_large);
    CHECK(problem(kWhole).empty());
    CHECK(problem(with(kWhole, {{"DETAIL", std::string(platform::logs::kMaxLineBytes, 'x')}})) == too_large);
    CHECK(problem(kWhole).empty());
}

TEST_CASE_FIXTURE(EntryFixture, "of fields with one name the first counts") {
    const Fields twice = {{"_BOOT_ID", std::string(32, 'b')},
                          {"KIOSK_EVENT", "crashed"},
                          {"KIOSK_NAME", "a"},
                          {"KIOSK_NAME", "b"},
                          {"ROLE_ID", "c"},
                          {"ROLE_ID", "d"}};
    CHECK(problem(with(kWhole, twice)).empty());
    CHECK(event.boot_id == "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa");
    CHECK(event.name == "role_viewed");
    CHECK(event.kiosk == "a");
    REQUIRE(event.fields.size() == 1);
    CHECK(event.fields[0].text == "c");
}

TEST_CASE_FIXTURE(EntryFixture, "a text of digits stays a text where the vocabulary says so") {
    CHECK(problem(with(kWhole, {{"ROLE_ID", "2024"}, {"DWELL_MS", "2024"}, {"NEW_FIELD", "2024"}})).empty());
    CHECK(event.text("role_id") == "2024");
    CHECK_FALSE(event.number("role_id").has_value());
    CHECK(event.number("dwell_ms") == 2024);
    CHECK(event.number("new_field") == 2024);
}

TEST_CASE_FIXTURE(EntryFixture, "an entry without its identity, or with one that is too long, is no event") {
    const std::string name = "it has no name of an event", number = "it has no number of its own";
    CHECK(problem({kWhole[0], kWhole[2]}) == name);
    CHECK(problem({kWhole[1], kWhole[2]}) == "it has no boot id");
    CHECK(problem({kWhole[0], kWhole[1]}) == number);
    CHECK(problem({kWhole[0], kWhole[1], {"KIOSK_SEQ", "0"}}) == number);
    CHECK(problem({kWhole[0], kWhole[2], {"KIOSK_EVENT", std::string(64, 'x')}}).empty());
    CHECK(problem({kWhole[0], kWhole[2], {"KIOSK_EVENT", std::string(65, 'x')}})
          == "the name of its event is too long");
    CHECK(problem(with({kWhole[1], kWhole[2]}, {{"_BOOT_ID", std::string(65, 'x')}})) == "its boot id is too long");
    CHECK(problem(with(kWhole, {{"KIOSK_NAME", std::string(256, 'x')}})).empty());
    CHECK(problem(with(kWhole, {{"KIOSK_NAME", std::string(257, 'x')}})) == "the name of its kiosk is too long");
    CHECK(problem(with(kWhole, {{"_HOSTNAME", std::string(300, 'x')}})) == "the name of its kiosk is too long");
}

TEST_CASE_FIXTURE(EntryFixture, "nothing of one entry is left in the next") {
    const Fields times = {{"__REALTIME_TIMESTAMP", "1795521600000000"}, {"__MONOTONIC_TIMESTAMP", "5000"}};
    CHECK(problem(with(with(kWhole, times), {{"_HOSTNAME", "pi"}, {"DETAIL", "x"}})).empty());
    CHECK(event.wall_ms == 1'795'521'600'000);
    CHECK(event.monotonic_ms == 5);
    CHECK(problem(kWhole).empty());
    CHECK_FALSE(event.wall_ms.has_value());
    CHECK(event.monotonic_ms == 0);
    CHECK(event.kiosk.empty());
    CHECK(event.fields.empty());
}

TEST_CASE_FIXTURE(EntryFixture, "times that no clock shows are bounded where they are read") {
    CHECK(problem(with(kWhole, {{"KIOSK_MONOTONIC_MS", "9223372036854775807"}})).empty());
    CHECK(event.monotonic_ms == kMostMonotonicMs);
    CHECK(problem(with(kWhole, {{"KIOSK_MONOTONIC_MS", "-5"}})).empty());
    CHECK(event.monotonic_ms == 0);
    CHECK(problem(with(kWhole, {{"__REALTIME_TIMESTAMP", "9223372036854775807"}})).empty());
    CHECK_FALSE(event.wall_ms.has_value());
    CHECK(problem(with(kWhole, {{"__REALTIME_TIMESTAMP", "253402300799999000"}})).empty());
    CHECK(event.wall_ms == kLastCountedWallMs);
    entry.clear();
    for (const auto& [name, value] : kWhole)
        entry.add(name, value);
    entry.set_realtime_us(std::numeric_limits<std::uint64_t>::max());
    entry.set_monotonic_us(std::numeric_limits<std::uint64_t>::max());
    CHECK(entry.finish(event) == nullptr);
    CHECK(event.monotonic_ms == kMostMonotonicMs);
    CHECK_FALSE(event.wall_ms.has_value());
}
