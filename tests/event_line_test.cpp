#include "platform/logs/review/event_line.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <doctest/doctest.h>

using namespace platform::logs::review;

namespace {

ReadEvent event() {
    return {.kiosk = "hall-2",
            .boot_id = "5c0e0000-0000-4000-8000-000000000000",
            .run = 1,
            .monotonic_ms = 3'862'000,
            .seq = 1,
            .wall_ms = 1'795'521'600'000,
            .name = "stick_refused",
            .fields = {{"verdict", "stale", {}}, {"version", "", 7}, {"detail", {}, {}}}};
}

} // namespace

TEST_CASE("an event is one line with the time of this machine's clock") {
    setenv("TZ", "EST5", 1);
    tzset();
    CHECK(event_line(event(), Colours::No)
          == "2026-11-24 07:00:00 hall-2   warning stick_refused verdict=stale version=7\n");
    unsetenv("TZ");
    tzset();
}

TEST_CASE("without a clock the boot and its time tell, also where it was never set") {
    ReadEvent no_clock = event();
    no_clock.wall_ms.reset();
    CHECK(event_line(no_clock, Colours::No).starts_with("boot 5c0e +01:04:22 hall-2 "));
    no_clock.wall_ms = 5000;
    CHECK(event_line(no_clock, Colours::No).starts_with("boot 5c0e +01:04:22 hall-2 "));
}

TEST_CASE("a time that no clock of a fair shows is not taken for one") {
    ReadEvent far = event();
    far.wall_ms = 4'102'444'800'000; // 2100
    CHECK(event_line(far, Colours::No).starts_with("boot 5c0e +01:04:22 hall-2 "));
    far.monotonic_ms = -5000;
    CHECK(event_line(far, Colours::No).starts_with("boot 5c0e +00:00:00 hall-2 "));
}

TEST_CASE("a long value is cut between two letters") {
    ReadEvent long_value = event();
    const std::string letters = std::string(79, 'x') + "\u00e9";
    const std::string half = letters.substr(0, 80);
    long_value.fields = {{"detail", letters, {}}, {"code", half, {}}};
    CHECK(event_line(long_value, Colours::No).find("detail=" + std::string(79, 'x') + "\u2026 code=")
          != std::string::npos);
}

TEST_CASE("colours are there only where they were asked for, and whatever a log holds drives no terminal") {
    CHECK(event_line(event(), Colours::Yes).find("\033[33mwarning") != std::string::npos);
    ReadEvent hostile = event();
    const std::string bytes = "\033[2J\r\n\xc2\x9b\x7f" + std::string(1000, 'x');
    hostile.kiosk = hostile.name = hostile.boot_id = bytes;
    hostile.wall_ms.reset();
    hostile.fields.assign(300, {bytes, bytes, {}});
    const std::string line = event_line(hostile, Colours::No);
    CHECK(line.size() < 2000);
    CHECK(line.find('\n') == line.size() - 1);
    CHECK(std::ranges::none_of(line.substr(0, line.size() - 1),
                               [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
    CHECK(line.find("\xc2\x9b") == std::string::npos);
}

TEST_CASE("no text of a log turns the line around") {
    ReadEvent hostile = event();
    hostile.kiosk = "a\u202eb";
    hostile.name = "x\u2066";
    hostile.fields = {{"y\u200f", "z\u061c", {}}};
    CHECK(event_line(hostile, Colours::No).ends_with(" a b      -       x  y =z \n"));
}
