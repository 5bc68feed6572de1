#include "kiosk/model/pin_gate.h"

#include <doctest/doctest.h>

using kiosk::model::Millis;
using kiosk::model::PinGate;

TEST_CASE("two wrong PINs cost nothing, the third 30 s, each further twice as much, up to 15 minutes") {
    PinGate gate;
    Millis now{1000};
    const int waits[] = {0, 0, 30, 60, 120, 240, 480, 900, 900, 900};
    std::int64_t attempts = 0;
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

TEST_CASE("a restart knows the tries, and the whole wait of them begins anew") {
    const std::pair<std::optional<std::int64_t>, int> waits[] = {
        {0, 0}, {2, 0}, {3, 30}, {5, 120}, {INT64_MAX - 1, 900}, {-1, 0}, {std::nullopt, 30}};
    for (const auto& [attempts, wait] : waits) {
        PinGate gate;
        gate.restore(attempts, Millis{7'000});
        CHECK(gate.seconds_left(Millis{7'000}) == wait);
        CHECK(gate.attempts() == std::max<std::int64_t>(0, attempts.value_or(3)));
        gate.accepted();
        CHECK(gate.is_open(Millis{7'000}));
    }
}

TEST_CASE("a try that no restart will know of is not free, and later ones wait as long as ever") {
    PinGate gate;
    gate.refused(Millis{0}, PinGate::Kept::No);
    CHECK(gate.attempts() == 1);
    CHECK(gate.seconds_left(Millis{0}) == 30);
    for (int attempt = 2; attempt <= 4; ++attempt)
        gate.refused(Millis{0}, PinGate::Kept::No);
    CHECK(gate.seconds_left(Millis{0}) == 60);
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
