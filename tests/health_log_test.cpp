#include "kiosk/health_log.h"
#include "platform/fake/fake_platform.h"
#include <doctest/doctest.h>

using kiosk::HealthLog;
using platform::logs::HealthReported;

TEST_CASE("health is told at the start, then every five minutes, with what happened since") {
    platform::FakePlatform platform;
    platform.set_health({.temperature_c = 51.6,
                         .undervoltage = false,
                         .free_bytes = std::int64_t{9} * 1024 * 1024 * 1024,
                         .total_bytes = std::nullopt,
                         .memory_available_bytes = std::int64_t{412} * 1024 * 1024,
                         .uptime_s = 61});
    HealthLog health(platform);
    health.frame_took(5);
    health.frame_took(40);
    health.touched();
    health.set_touch_screen(true);
    health.poll();
    health.poll();
    const auto first = platform.logged<HealthReported>();
    REQUIRE(first.size() == 1);
    CHECK(first[0]
          == HealthReported{.uptime_s = 61,
                            .memory_available_mib = 412,
                            .temperature_c = 52,
                            .undervoltage = false,
                            .disk_free_mib = 9216,
                            .disk_total_mib = std::nullopt,
                            .frames = 2,
                            .late_frames = 1,
                            .touch = true,
                            .touches = 1});
    platform.advance(HealthLog::kPeriod);
    health.poll();
    const auto second = platform.logged<HealthReported>();
    REQUIRE(second.size() == 2);
    CHECK(second[1].frames == 0);
    CHECK(second[1].touches == 0);
    CHECK(second[1].touch == true);
}
