#include "platform/logs/wall_time.h"
#include <doctest/doctest.h>

using namespace platform::logs;

TEST_CASE("times on the wall come and go") {
    CHECK(parse_wall("1970-01-01T00:00:00Z") == 0);
    CHECK(parse_wall("2026-11-24T12:00:00.250Z") == 1'795'521'600'250);
    CHECK(format_wall(1'795'521'600'250) == "2026-11-24T12:00:00.250Z");
    CHECK(format_wall(-1) == "1969-12-31T23:59:59.999Z");
    for (const char* bad : {"", "2026-11-24", "2026-02-30T12:00:00Z", "2026-11-24T24:00:00Z",
                            "2026-11-24T12:00:00+01:00", "2026-1x-24T12:00:00Z", "20260-11-24T12:00:00Z"})
        CHECK_FALSE(parse_wall(bad).has_value());
}
