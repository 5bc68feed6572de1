#include "kiosk/model/staff_gesture.h"

#include <doctest/doctest.h>

namespace {
using kiosk::model::Millis;
using kiosk::model::StaffGesture;
using Corner = StaffGesture::Corner;

/// Holds `corner` from `start` for `time`; returns whether that opened the panel.
bool hold(StaffGesture& gesture, Corner corner, Millis start, Millis time) {
    gesture.pressed(corner, start);
    const bool opened = gesture.update(start + time);
    gesture.released(start + time);
    return opened;
}
} // namespace

TEST_CASE("three seconds left, then three seconds right") {
    StaffGesture gesture;
    CHECK_FALSE(hold(gesture, Corner::TopLeft, Millis{1000}, Millis{3000}));
    gesture.pressed(Corner::TopRight, Millis{7000});
    CHECK(gesture.next_change() == Millis{10'000});
    CHECK_FALSE(gesture.update(Millis{9'999}));
    CHECK(gesture.update(Millis{10'000}));
    CHECK_MESSAGE(!gesture.update(Millis{10'001}), "once");
}

TEST_CASE("nobody has to look while the first corner is held") {
    StaffGesture gesture;
    gesture.pressed(Corner::TopLeft, Millis{0});
    CHECK(gesture.next_change() == Millis{3000});
    gesture.released(Millis{3500});
    CHECK(gesture.next_change() == Millis::max());
    CHECK(hold(gesture, Corner::TopRight, Millis{4000}, Millis{3000}));
}

TEST_CASE("a corner that was held is told, so that it presses nothing") {
    StaffGesture gesture;
    gesture.pressed(Corner::TopLeft, Millis{0});
    CHECK_FALSE(gesture.update(Millis{2999}));
    CHECK_FALSE(gesture.is_held());
    CHECK_FALSE(gesture.update(Millis{3000}));
    CHECK(gesture.is_held());
}

TEST_CASE("anything else opens nothing") {
    const auto opens = [](Millis first, Millis pause, Millis second, Corner left = Corner::TopLeft,
                          Corner right = Corner::TopRight) {
        StaffGesture gesture;
        const bool early = hold(gesture, left, Millis{0}, first);
        return early || hold(gesture, right, first + pause, second);
    };
    CHECK(opens(Millis{3000}, Millis{4000}, Millis{3000}));
    CHECK_FALSE_MESSAGE(opens(Millis{2999}, Millis{100}, Millis{3000}), "the first too short");
    CHECK_FALSE_MESSAGE(opens(Millis{3000}, Millis{4001}, Millis{3000}), "the pause too long");
    CHECK_FALSE_MESSAGE(opens(Millis{3000}, Millis{100}, Millis{2999}), "the second too short");
    CHECK_FALSE_MESSAGE(opens(Millis{3000}, Millis{100}, Millis{3000}, Corner::TopRight, Corner::TopLeft),
                        "the other way round");
    CHECK_FALSE_MESSAGE(opens(Millis{3000}, Millis{100}, Millis{3000}, Corner::TopLeft, Corner::TopLeft), "twice left");
    CHECK_FALSE_MESSAGE(opens(Millis{3000}, Millis{100}, Millis{3000}, Corner::TopLeft, Corner::None), "elsewhere");
}

TEST_CASE("a finger that slides out of a corner, or a tap between, begins anew") {
    StaffGesture gesture;
    gesture.pressed(Corner::TopLeft, Millis{0});
    gesture.moved(Corner::TopLeft);
    gesture.moved(Corner::None);
    CHECK_FALSE(gesture.update(Millis{5000}));
    CHECK_FALSE(gesture.is_held());
    gesture.released(Millis{5000});
    CHECK_FALSE(hold(gesture, Corner::TopRight, Millis{5100}, Millis{3000}));

    CHECK_FALSE(hold(gesture, Corner::TopLeft, Millis{20'000}, Millis{3000}));
    CHECK_FALSE(hold(gesture, Corner::None, Millis{23'100}, Millis{50}));
    CHECK_FALSE(hold(gesture, Corner::TopRight, Millis{23'300}, Millis{3000}));
}
