#include "kiosk/model/idle.h"

#include <doctest/doctest.h>

using kiosk::model::Idle;
using kiosk::model::IdlePhase;
using kiosk::model::Millis;

namespace {
constexpr kiosk::model::IdleTimes kTimes{Millis{60'000}, Millis{20'000}};
}

TEST_CASE("a touch begins a session, a second one does not begin another") {
    Idle idle(kTimes);
    CHECK(idle.phase() == IdlePhase::Attract);
    CHECK(idle.next_change(Millis{5}) == Millis::max());
    CHECK(idle.touched(Millis{1'000}));
    CHECK(idle.phase() == IdlePhase::Active);
    CHECK_FALSE(idle.touched(Millis{2'000}));
}

TEST_CASE("the countdown begins to the millisecond, and so does the end") {
    Idle idle(kTimes);
    (void)idle.touched(Millis{1'000});
    CHECK_FALSE(idle.update(Millis{60'999}));
    CHECK(idle.phase() == IdlePhase::Active);
    CHECK_FALSE(idle.update(Millis{61'000}));
    CHECK(idle.phase() == IdlePhase::Countdown);
    CHECK_FALSE(idle.update(Millis{80'999}));
    CHECK(idle.phase() == IdlePhase::Countdown);
    CHECK(idle.update(Millis{81'000}));
    CHECK(idle.phase() == IdlePhase::Attract);
    CHECK_FALSE(idle.update(Millis{200'000}));
}

TEST_CASE("a session that nobody looked at for long ends in one step") {
    Idle idle(kTimes);
    (void)idle.touched(Millis{0});
    CHECK(idle.update(Millis{86'400'000}));
    CHECK(idle.phase() == IdlePhase::Attract);
}

TEST_CASE("seconds left are whole, rounded up, 20 to 1") {
    Idle idle(kTimes);
    (void)idle.touched(Millis{0});
    CHECK(idle.seconds_left(Millis{30'000}) == 0);
    (void)idle.update(Millis{60'000});
    CHECK(idle.seconds_left(Millis{60'000}) == 20);
    CHECK(idle.seconds_left(Millis{60'001}) == 20);
    CHECK(idle.seconds_left(Millis{61'000}) == 19);
    CHECK(idle.seconds_left(Millis{79'999}) == 1);
    CHECK(idle.seconds_left(Millis{95'000}) == 0);
    CHECK(idle.fraction_left(Millis{60'000}) == 1.0F);
    CHECK(idle.fraction_left(Millis{70'000}) == doctest::Approx(0.5));
    CHECK(idle.fraction_left(Millis{95'000}) == 0.0F);
}

TEST_CASE("the next change is the countdown, then each second, then the end") {
    Idle idle(kTimes);
    (void)idle.touched(Millis{500});
    CHECK(idle.next_change(Millis{600}) == Millis{60'500});
    (void)idle.update(Millis{60'500});
    Millis now{60'500};
    for (int second = 1; second <= 20; ++second) {
        const int before = idle.seconds_left(now);
        now = idle.next_change(now);
        CHECK(now == Millis{60'500 + 1'000 * second});
        if (second < 20) {
            CHECK_FALSE(idle.update(now));
            CHECK(idle.seconds_left(now) == before - 1);
        }
    }
    CHECK(idle.update(now));
}

TEST_CASE("a touch in the countdown gives the whole time again") {
    Idle idle(kTimes);
    (void)idle.touched(Millis{0});
    (void)idle.update(Millis{70'000});
    CHECK_FALSE(idle.touched(Millis{70'000}));
    CHECK(idle.phase() == IdlePhase::Active);
    CHECK_FALSE(idle.update(Millis{129'999}));
    CHECK(idle.phase() == IdlePhase::Active);
    (void)idle.update(Millis{130'000});
    CHECK(idle.phase() == IdlePhase::Countdown);
}

TEST_CASE("a session can be ended at once") {
    Idle idle(kTimes);
    (void)idle.touched(Millis{0});
    idle.end();
    CHECK(idle.phase() == IdlePhase::Attract);
    CHECK(idle.touched(Millis{10}));
}
