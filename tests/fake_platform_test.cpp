#include "platform/fake/fake_platform.h"
#include <doctest/doctest.h>

using namespace platform;
using namespace std::chrono_literals;

TEST_CASE("the clock moves by hand") {
    FakePlatform machine;
    CHECK(machine.now() == 0ms);
    machine.advance(60s);
    machine.advance(1ms);
    CHECK(machine.now() == 60001ms);
}

TEST_CASE("the wall clock can be set and lost") {
    FakePlatform machine;
    CHECK(machine.local_time() == LocalTime{12, 0});
    machine.set_local_time(LocalTime{21, 30});
    CHECK(machine.local_time() == LocalTime{21, 30});
    machine.set_local_time(std::nullopt);
    CHECK_FALSE(machine.local_time().has_value());
}

TEST_CASE("events are recorded in order and found by kind") {
    FakePlatform machine;
    Platform& door = machine;
    door.log(logs::SessionStarted{});
    door.log(logs::RoleViewed{"auditor", 10});
    door.log(logs::RoleViewed{"economist", 20});
    CHECK(machine.log_text()
          == "session_started\nrole_viewed role_id=auditor dwell_ms=10\nrole_viewed role_id=economist dwell_ms=20\n");
    CHECK(machine.logged<logs::RoleViewed>() == std::vector<logs::RoleViewed>{{"auditor", 10}, {"economist", 20}});
    machine.forget_events();
    CHECK(machine.events().empty());
}

TEST_CASE("a broken log loses events and says how many") {
    FakePlatform machine;
    machine.break_log();
    machine.log(logs::SessionStarted{});
    machine.log(logs::SessionStarted{});
    CHECK(machine.events().empty());
    machine.mend_log();
    machine.log(logs::ContentMissing{});
    CHECK(machine.log_text() == "events_dropped count=2\ncontent_missing\n");
}

TEST_CASE("calls to the service manager are counted") {
    FakePlatform machine;
    machine.ready();
    machine.alive();
    machine.alive();
    machine.stopping();
    CHECK(machine.ready_calls() == 1);
    CHECK(machine.alive_calls() == 2);
    CHECK(machine.stopping_calls() == 1);
}
