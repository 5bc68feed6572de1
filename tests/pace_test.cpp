#include "kiosk/model/pace.h"

#include <doctest/doctest.h>

using kiosk::model::Pace;

namespace {

void frames(Pace& pace, int count, double cost_ms) {
    for (int frame = 0; frame < count; ++frame)
        pace.frame_took(cost_ms);
}

double budget_ms(const Pace& pace) {
    return static_cast<double>(pace.level().interval.count()) * Pace::kMaxShare;
}

} // namespace

TEST_CASE("quick frames keep the best level") {
    Pace pace;
    frames(pace, 10'000, 5);
    CHECK(pace.level_index() == 0);
    CHECK(pace.level().detail == 2);
    CHECK(pace.level().interval.count() == 16);
}

TEST_CASE("a single slow frame is forgiven, three in a row are not") {
    Pace pace;
    frames(pace, 1, 14);
    frames(pace, 1, 5);
    frames(pace, 2, 14);
    frames(pace, 1, 5);
    CHECK(pace.level_index() == 0);
    frames(pace, 3, 14);
    CHECK(pace.level_index() == 1);
}

TEST_CASE("a very slow frame lowers at once") {
    Pace pace;
    frames(pace, 1, 100);
    CHECK(pace.level_index() == 1);
}

TEST_CASE("detail goes before rate") {
    Pace pace;
    int detail = pace.level().detail;
    auto interval = pace.level().interval;
    for (int level = 1; level < Pace::kLevels; ++level) {
        frames(pace, 3, budget_ms(pace) * 1.5);
        REQUIRE(pace.level_index() == level);
        CHECK(pace.level().detail <= detail);
        CHECK(pace.level().interval >= interval);
        if (pace.level().interval > interval)
            CHECK(pace.level().detail == 0);
        detail = pace.level().detail;
        interval = pace.level().interval;
    }
}

TEST_CASE("the slowest machine ends at the last level and stays in range") {
    Pace pace;
    frames(pace, 1'000, 5'000);
    CHECK(pace.level_index() == Pace::kLevels - 1);
    CHECK(pace.level().interval.count() <= 250);
}

TEST_CASE("begun low, it keeps the rate, and rises where that fits") {
    Pace pace;
    pace.begin_low();
    CHECK(pace.level().detail == 0);
    CHECK(pace.level().interval == Pace{}.level().interval);
    for (int frame = 0; frame < 2000; ++frame)
        pace.frame_took(1);
    CHECK(pace.level_index() == 0);
}

TEST_CASE("a machine that recovers gets its detail back") {
    Pace pace;
    frames(pace, 6, 14);
    REQUIRE(pace.level_index() == 2);
    frames(pace, 5'000, 2);
    CHECK(pace.level_index() == 0);
}

TEST_CASE("a level that never fits is tried less and less often") {
    Pace pace;
    int rises = 0;
    int before = 0;
    // Detail 2 costs 14 ms, detail 1 and below cost 6 ms.
    for (int frame = 0; frame < 50'000; ++frame) {
        pace.frame_took(pace.level_index() == 0 ? 14 : 6);
        rises += pace.level_index() < before ? 1 : 0;
        before = pace.level_index();
    }
    CHECK(rises > 1);
    CHECK(rises < 30);
}

TEST_CASE("at rest no level costs more than its share") {
    for (const double cost : {3.0, 13.0, 20.0, 30.0, 60.0, 90.0, 180.0}) {
        CAPTURE(cost);
        Pace pace;
        frames(pace, 200, cost);
        CHECK(cost <= budget_ms(pace));
    }
}
