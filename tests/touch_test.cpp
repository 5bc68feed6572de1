#include "kiosk/shell/touch.h"

#include <doctest/doctest.h>
#include <ostream>

using kiosk::PointerEvent;
using kiosk::shell::TouchFilter;

namespace {
bool is(const std::optional<PointerEvent>& event, PointerEvent::Kind kind, kiosk::model::Point at) {
    return event && event->kind == kind && event->position == at;
}
} // namespace

TEST_CASE("one finger goes down, moves and leaves") {
    TouchFilter filter;
    CHECK(is(filter.finger_down(1, 5, {10, 20}), PointerEvent::Kind::Down, {10, 20}));
    CHECK(is(filter.finger_move(1, 5, {11, 21}), PointerEvent::Kind::Move, {11, 21}));
    CHECK(is(filter.finger_up(1, 5, {12, 22}), PointerEvent::Kind::Up, {12, 22}));
}

TEST_CASE("a second finger is ignored from its beginning to its end") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}));
    CHECK_FALSE(filter.finger_down(1, 6, {500, 500}));
    CHECK_FALSE(filter.finger_move(1, 6, {510, 500}));
    CHECK(filter.finger_move(1, 5, {12, 20}));
    CHECK_FALSE(filter.finger_up(1, 6, {510, 500}));
    CHECK(filter.finger_up(1, 5, {12, 20}));
}

TEST_CASE("a second finger that stays longer than the first does not become the first") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}));
    REQUIRE_FALSE(filter.finger_down(1, 6, {500, 500}));
    REQUIRE(filter.finger_up(1, 5, {10, 20}));
    CHECK_FALSE(filter.finger_move(1, 6, {510, 500}));
    CHECK_FALSE(filter.finger_up(1, 6, {510, 500}));
    CHECK(filter.finger_down(1, 7, {30, 30}));
}

TEST_CASE("the same finger number on another touch screen is another finger") {
    TouchFilter filter;
    REQUIRE(filter.finger_down(1, 5, {10, 20}));
    CHECK_FALSE(filter.finger_move(2, 5, {11, 21}));
    CHECK_FALSE(filter.finger_up(2, 5, {11, 21}));
    CHECK(filter.finger_up(1, 5, {10, 20}));
}

TEST_CASE("a touch screen that goes away lifts its finger off the screen, and the next finger counts") {
    TouchFilter filter;
    CHECK_FALSE(filter.reset());
    REQUIRE(filter.finger_down(1, 5, {10, 20}));
    CHECK(is(filter.reset(), PointerEvent::Kind::Up, {-1, -1}));
    CHECK_FALSE(filter.finger_up(1, 5, {10, 20}));
    CHECK(filter.finger_down(1, 6, {30, 30}));
}
