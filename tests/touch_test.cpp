#include "kiosk/shell/touch.h"

#include <doctest/doctest.h>
#include <ostream>
#include <vector>

using kiosk::PointerEvent;
using kiosk::shell::TouchFilter;

namespace {
using kiosk::model::Millis;
constexpr Millis kNow{1000};

bool is(const std::optional<PointerEvent>& event, PointerEvent::Kind kind, kiosk::model::Point at) {
    return event && event->kind == kind && event->position == at;
}
} // namespace

TEST_CASE("one finger goes down, moves and leaves") {
    TouchFilter filter;
    CHECK(is(filter.finger_down(1, 5, {10, 20}, kNow), PointerEvent::Kind::Down, {10, 20}));
    CHECK(is(filter.finger_move(1, 5, {11, 21}, kNow), PointerEvent::Kind::Move, {11, 21}));
    CHECK(is(filter.finger_up(1, 5, {12, 22}), PointerEvent::Kind::Up, {12, 22}));
}

TEST_CASE("a second finger is ignored from its beginning to its end") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}, kNow));
    CHECK_FALSE(filter.finger_down(1, 6, {500, 500}, kNow));
    CHECK_FALSE(filter.finger_move(1, 6, {510, 500}, kNow));
    CHECK(filter.finger_move(1, 5, {12, 20}, kNow));
    CHECK_FALSE(filter.finger_up(1, 6, {510, 500}));
    CHECK(filter.finger_up(1, 5, {12, 20}));
}

TEST_CASE("a second finger that stays longer than the first does not become the first") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}, kNow));
    REQUIRE_FALSE(filter.finger_down(1, 6, {500, 500}, kNow));
    REQUIRE(filter.finger_up(1, 5, {10, 20}));
    CHECK_FALSE(filter.finger_move(1, 6, {510, 500}, kNow));
    CHECK_FALSE(filter.finger_up(1, 6, {510, 500}));
    CHECK(filter.finger_down(1, 7, {30, 30}, kNow));
}

TEST_CASE("the same finger number on another touch screen is another finger") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}, kNow));
    CHECK_FALSE(filter.finger_move(2, 5, {11, 21}, kNow));
    CHECK_FALSE(filter.finger_up(2, 5, {11, 21}));
    CHECK(filter.finger_up(1, 5, {10, 20}));
}

TEST_CASE("a touch screen that goes away lifts its finger off the screen, and the next finger counts") {
    TouchFilter filter;
    CHECK_FALSE(filter.reset());
    REQUIRE(filter.finger_down(1, 5, {10, 20}, kNow));
    CHECK(is(filter.reset(), PointerEvent::Kind::Up, {-1, -1}));
    CHECK_FALSE(filter.finger_up(1, 5, {10, 20}));
    CHECK(filter.finger_down(1, 6, {30, 30}, kNow));
}

TEST_CASE("a finger is given up when its touch screen goes, and touch works again under another id, ten times over") {
    TouchFilter filter;
    for (std::int64_t device = 1; device <= 10; ++device) {
        REQUIRE(is(filter.finger_down(device, 5, {10, 20}, kNow), PointerEvent::Kind::Down, {10, 20}));
        CHECK_FALSE(filter.devices_changed(std::vector<std::int64_t>{99, device})); // another one came
        CHECK(is(filter.devices_changed(std::vector<std::int64_t>{99}), PointerEvent::Kind::Up, {-1, -1}));
        CHECK_FALSE(filter.finger_move(device, 5, {11, 21}, kNow));
        CHECK_FALSE(filter.finger_up(device, 5, {11, 21}));
        REQUIRE(filter.finger_down(device, 6, {10, 20}, kNow));
        REQUIRE(filter.finger_up(device, 6, {10, 20}));
        REQUIRE(filter.finger_down(device, 7, {10, 20}, kNow));
        CHECK_MESSAGE(filter.devices_changed({}), "the last one went");
    }
}

TEST_CASE("a finger that rests is given up after 20 s, however much the panel trembles; one that moves is not") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}, kNow));
    for (Millis passed{0}; passed < TouchFilter::kLongestRest; passed += Millis{100}) {
        const float tremble = passed.count() % 200 == 0 ? 5 : -5;
        REQUIRE(filter.finger_move(1, 5, {10 + tremble, 20}, kNow + passed));
        REQUIRE_FALSE(filter.give_up_rest(kNow + passed));
    }
    CHECK(is(filter.give_up_rest(kNow + TouchFilter::kLongestRest), PointerEvent::Kind::Up, {-1, -1}));
    CHECK_FALSE(filter.finger_move(1, 5, {300, 300}, kNow + TouchFilter::kLongestRest));
    REQUIRE(filter.finger_down(1, 6, {10, 20}, Millis{50'000}));
    REQUIRE(filter.finger_move(1, 6, {10, 40}, Millis{69'000}));
    CHECK_FALSE(filter.give_up_rest(Millis{71'000}));
    CHECK(filter.give_up_rest(Millis{89'000}));
}

TEST_CASE("a finger that goes down twice, since its lift was lost, is one press and ends with its lift") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}, kNow));
    CHECK(is(filter.finger_down(1, 5, {60, 20}, kNow), PointerEvent::Kind::Move, {60, 20}));
    CHECK(is(filter.finger_up(1, 5, {60, 20}), PointerEvent::Kind::Up, {60, 20}));
    CHECK(filter.finger_down(1, 5, {10, 20}, kNow));
}
