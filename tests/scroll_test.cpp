#include "kiosk/ui/scroll.h"

#include <cmath>
#include <doctest/doctest.h>

using kiosk::ui::Scroll;
using Millis = Scroll::Millis;

namespace {

/// A finger that moves from `from` by `speed` pixels a millisecond, a sample every 16 ms, and lets go.
Millis fling(Scroll& scroll, float from, float speed, int samples) {
    Millis now{1'000};
    scroll.press(from, now);
    scroll.begin_drag(from);
    for (int sample = 1; sample <= samples; ++sample) {
        now += Millis{16};
        scroll.drag(from + speed * 16 * static_cast<float>(sample), now);
    }
    scroll.release(now, true);
    return now;
}

Scroll with_room(float max) {
    Scroll scroll;
    scroll.set_max(max);
    return scroll;
}

} // namespace

TEST_CASE("content follows the finger, from where the drag began") {
    Scroll scroll = with_room(1'000);
    CHECK_FALSE(scroll.press(500, Millis{0}));
    scroll.drag(495, Millis{16});
    CHECK_MESSAGE(scroll.offset() == 0, "not before it is a drag");
    scroll.begin_drag(490);
    scroll.drag(490, Millis{32});
    CHECK_MESSAGE(scroll.offset() == 0, "no jump by what the finger had moved before");
    scroll.drag(400, Millis{48});
    CHECK(scroll.offset() == 90);
    scroll.drag(430, Millis{64});
    CHECK(scroll.offset() == 60);
}

TEST_CASE("the ends hold, and turning round at an end moves the content at once") {
    Scroll scroll = with_room(100);
    scroll.press(500, Millis{0});
    scroll.begin_drag(500);
    scroll.drag(100, Millis{16});
    CHECK(scroll.offset() == 100);
    CHECK(scroll.at_end());
    scroll.drag(110, Millis{32});
    CHECK(scroll.offset() == 90);
    scroll.drag(600, Millis{48});
    CHECK(scroll.offset() == 0);
}

TEST_CASE("content that fits does not move") {
    Scroll scroll = with_room(-50);
    CHECK(scroll.max_offset() == 0);
    CHECK(scroll.at_end());
    Millis now = fling(scroll, 500, -2, 5);
    scroll.step(now + Millis{50});
    CHECK(scroll.offset() == 0);
}

TEST_CASE("a fling glides on in its direction, slower and slower, and rests") {
    Scroll scroll = with_room(100'000);
    Millis now = fling(scroll, 800, -1, 6);
    CHECK(scroll.moving());
    float before = scroll.offset();
    float step_before = 1e9F;
    int frames = 0;
    while (scroll.moving() && frames < 1'000) {
        now += Millis{16};
        scroll.step(now);
        const float step = scroll.offset() - before;
        CHECK(step >= 0);
        CHECK(step <= step_before + 0.01F);
        before = scroll.offset();
        step_before = step;
        ++frames;
    }
    CHECK(frames < 200);
    CHECK(scroll.offset() > 96 + 250);
    CHECK(scroll.offset() < 96 + 330);
}

TEST_CASE("the path of a glide does not depend on the frame rate") {
    Scroll fast = with_room(100'000);
    Scroll slow = with_room(100'000);
    const Millis start = fling(fast, 800, -1.5F, 6);
    (void)fling(slow, 800, -1.5F, 6);
    for (Millis time = start; time <= start + Millis{480}; time += Millis{16})
        fast.step(time);
    for (Millis time = start; time <= start + Millis{480}; time += Millis{160})
        slow.step(time);
    CHECK(fast.offset() == doctest::Approx(slow.offset()));
}

TEST_CASE("a glide ends at the end") {
    Scroll scroll = with_room(150);
    Millis now = fling(scroll, 800, -3, 3);
    for (int frame = 0; frame < 100; ++frame)
        scroll.step(now += Millis{16});
    CHECK(scroll.offset() == 150);
    CHECK_FALSE(scroll.moving());
}

TEST_CASE("a finger stops a glide and says so") {
    Scroll scroll = with_room(100'000);
    Millis now = fling(scroll, 800, -2, 6);
    scroll.step(now += Millis{48});
    const float offset = scroll.offset();
    CHECK(scroll.press(500, now));
    scroll.step(now + Millis{100});
    CHECK(scroll.offset() == offset);
    CHECK_FALSE(scroll.press(500, now + Millis{200}));
}

TEST_CASE("a finger that holds still before it leaves does not fling") {
    Scroll scroll = with_room(1'000);
    scroll.press(500, Millis{0});
    scroll.begin_drag(500);
    scroll.drag(400, Millis{16});
    scroll.release(Millis{300}, true);
    CHECK_FALSE(scroll.moving());
}

TEST_CASE("without glide the content rests where the finger left it") {
    Scroll scroll = with_room(1'000);
    scroll.press(500, Millis{0});
    scroll.begin_drag(500);
    scroll.drag(450, Millis{16});
    scroll.drag(400, Millis{32});
    scroll.release(Millis{32}, false);
    CHECK_FALSE(scroll.moving());
    CHECK(scroll.offset() == 100);
}

TEST_CASE("an absurd speed is bounded") {
    Scroll scroll = with_room(1e9F);
    Millis now = fling(scroll, 0, -1'000, 3);
    const float start = scroll.offset();
    for (int frame = 0; frame < 500; ++frame)
        scroll.step(now += Millis{16});
    CHECK(scroll.offset() - start < 3'000);
    CHECK(std::isfinite(scroll.offset()));
}

TEST_CASE("travelling is smooth or at once, and stays within the ends") {
    Scroll scroll = with_room(500);
    scroll.travel_to(300, Millis{0}, true);
    CHECK(scroll.moving());
    scroll.step(Millis{100});
    CHECK(scroll.offset() > 0);
    CHECK(scroll.offset() < 300);
    scroll.step(Millis{1'000});
    CHECK(scroll.offset() == 300);
    CHECK_FALSE(scroll.moving());
    scroll.travel_to(9'000, Millis{1'000}, false);
    CHECK(scroll.offset() == 500);
    scroll.travel_to(-50, Millis{1'000}, false);
    CHECK(scroll.offset() == 0);
}

TEST_CASE("content that shrinks takes the offset along") {
    Scroll scroll = with_room(500);
    scroll.travel_to(500, Millis{0}, false);
    scroll.set_max(200);
    CHECK(scroll.offset() == 200);
}

TEST_CASE("a swipe that came within one frame glides as one of a finger, and does not fling the page away") {
    Scroll scroll;
    scroll.set_max(100'000);
    scroll.press(300, Scroll::Millis{0});
    scroll.begin_drag(300);
    scroll.drag(100, Scroll::Millis{16});
    scroll.release(Scroll::Millis{32}, true);
    REQUIRE(scroll.moving());
    for (int time = 48; time < 5'000; time += 16)
        scroll.step(Scroll::Millis{time});
    CHECK(scroll.offset() > 400);
    CHECK(scroll.offset() < 1'400);
}
