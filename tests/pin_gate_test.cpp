#include "kiosk/model/pin_gate.h"

#include <doctest/doctest.h>

using kiosk::model::Millis;
using kiosk::model::PinGate;

TEST_CASE("two wrong PINs cost nothing, the third 30 s, each further twice as much, up to 15 minutes") {
    PinGate gate;
    Millis now{1000};
    const int waits[] = {0, 0, 30, 60, 120, 240, 480, 900, 900, 900};
    int attempts = 0;
    for (const int wait : waits) {
        CHECK(gate.is_open(now));
        gate.refused(now);
        CHECK(gate.attempts() == ++attempts);
        CHECK(gate.seconds_left(now) == wait);
        CHECK(gate.is_open(now) == (wait == 0));
        now += Millis{1000} * wait;
        if (wait > 0)
            CHECK_FALSE(gate.is_open(now - Millis{1}));
    }
    gate.accepted();
    CHECK(gate.attempts() == 0);
    CHECK(gate.is_open(Millis{0}));
}

TEST_CASE("many wrong PINs do not overflow the wait") {
    PinGate gate;
    for (int attempt = 0; attempt < 10'000; ++attempt)
        gate.refused(Millis{0});
    CHECK(gate.seconds_left(Millis{0}) == 900);
}

TEST_CASE("the countdown changes once a second") {
    PinGate gate;
    for (int attempt = 0; attempt < 3; ++attempt)
        gate.refused(Millis{500});
    CHECK(gate.seconds_left(Millis{500}) == 30);
    CHECK(gate.next_change(Millis{500}) == Millis{1500});
    CHECK(gate.seconds_left(Millis{1500}) == 29);
    CHECK(gate.next_change(Millis{30'400}) == Millis{30'500});
    CHECK(gate.next_change(Millis{30'500}) == Millis::max());
}
