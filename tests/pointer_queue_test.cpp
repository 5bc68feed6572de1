#include "kiosk/pointer_queue.h"

#include <doctest/doctest.h>
#include <random>
#include <string>

namespace {

using kiosk::PointerEvent;
using kiosk::PointerQueue;
using kiosk::model::Millis;
using Kind = PointerEvent::Kind;
using Edge = PointerQueue::Step::Edge;

struct Glass {
    PointerQueue queue;
    Millis now{0};

    void finger(Kind kind, float x) { queue.push({kind, {x, 0}, 0}, now); }
    void tap(float x) {
        finger(Kind::Down, x);
        finger(Kind::Up, x);
    }
    /// "press 1, lift 1, move 2": what the frames are told from now on.
    std::string frames() {
        std::string text;
        while (const auto step = queue.take(now)) {
            text += text.empty() ? "" : ", ";
            text += step->edge == Edge::Press ? "press " : step->edge == Edge::Lift ? "lift " : "move ";
            text += std::to_string(static_cast<int>(step->position.x));
            if (step->wheel != 0)
                text += " wheel " + std::to_string(static_cast<int>(step->wheel));
        }
        return text;
    }
};

} // namespace

TEST_CASE("one press or lift a frame, in order; movements and the wheel are joined") {
    Glass glass;
    CHECK(glass.queue.empty());
    glass.finger(Kind::Down, 1);
    for (int x = 2; x < 200; ++x)
        glass.finger(Kind::Move, static_cast<float>(x));
    glass.finger(Kind::Up, 200);
    glass.queue.push({Kind::Wheel, {5, 0}, 1}, glass.now);
    glass.finger(Kind::Move, 6);
    glass.queue.push({Kind::Wheel, {7, 0}, 1}, glass.now);
    CHECK(glass.frames() == "press 1, move 199, lift 200, move 7 wheel 2");
    CHECK(glass.queue.empty());
}

TEST_CASE("a swipe within one frame moves before it lifts; a finger that trembles lifts at once") {
    Glass glass;
    glass.finger(Kind::Down, 500);
    glass.finger(Kind::Move, 400);
    glass.finger(Kind::Move, 300);
    glass.finger(Kind::Up, 300);
    CHECK(glass.frames() == "press 500, move 300, lift 300");
    glass.finger(Kind::Down, 500);
    CHECK(glass.frames() == "press 500");
    glass.finger(Kind::Move, 300);
    glass.finger(Kind::Up, 290);
    CHECK(glass.frames() == "move 300, lift 290");
    glass.finger(Kind::Down, 500);
    glass.finger(Kind::Move, 504);
    glass.finger(Kind::Up, 503);
    CHECK(glass.frames() == "press 500, lift 503");
}

TEST_CASE("a swipe that is forgotten leaves no movement behind") {
    Glass glass;
    glass.finger(Kind::Up, 1);
    glass.finger(Kind::Down, 500);
    glass.finger(Kind::Move, 300);
    glass.finger(Kind::Up, 300);
    glass.queue.forget_presses();
    CHECK(glass.frames() == "lift 1");
}

TEST_CASE("of many touches in one frame the newest two count") {
    Glass glass;
    for (int touch = 1; touch <= 1000; ++touch)
        glass.tap(static_cast<float>(touch));
    CHECK(glass.frames() == "lift 1, press 999, lift 999, press 1000, lift 1000");
}

TEST_CASE("a finger that is down is always lifted, whatever comes between") {
    Glass glass;
    glass.finger(Kind::Down, 1);
    CHECK(glass.frames() == "press 1");
    glass.finger(Kind::Move, 2);
    glass.finger(Kind::Up, 3);
    for (int touch = 4; touch <= 1000; ++touch)
        glass.tap(static_cast<float>(touch));
    glass.finger(Kind::Down, 2000);
    CHECK(glass.frames() == "lift 3, press 1000, lift 1000, press 2000");
}

TEST_CASE("a press that waited too long is forgotten, its lift is not needed, and a real one follows") {
    Glass glass;
    glass.tap(1);
    glass.finger(Kind::Down, 2);
    glass.now += PointerQueue::kOldest + Millis{1};
    CHECK(glass.frames() == "lift 1");
    glass.finger(Kind::Up, 2);
    glass.tap(3);
    CHECK(glass.frames() == "lift 2, press 3, lift 3");
    glass.finger(Kind::Down, 4);
    glass.now += PointerQueue::kOldest;
    CHECK(glass.frames() == "press 4");
    glass.finger(Kind::Up, 5);
    glass.now += 10 * PointerQueue::kOldest;
    CHECK_MESSAGE(glass.frames() == "lift 5", "a lift is never too old");
}

TEST_CASE("after a stall nothing that waits presses anything, and what was pressed is lifted") {
    Glass glass;
    glass.finger(Kind::Up, 1);
    glass.tap(2);
    glass.finger(Kind::Down, 3);
    glass.queue.forget_presses();
    CHECK(glass.frames() == "lift 1");
    glass.tap(2);
    glass.queue.forget_presses();
    CHECK(glass.frames() == "lift 2");
}

TEST_CASE("whatever comes in, few frames are enough, and the state at the end is that of the finger") {
    std::mt19937 random(20'261'129);
    for (int round = 0; round < 2'000; ++round) {
        Glass glass;
        bool was_down = false; // as the app saw it
        bool is_down = false;  // as it is
        for (int burst = 0; burst < 4; ++burst) {
            for (auto event = random() % 60; event > 0; --event) {
                const auto kind = random() % 5;
                if (kind < 2) {
                    is_down = !is_down;
                    glass.finger(is_down ? Kind::Down : Kind::Up, 1);
                } else {
                    const auto x = static_cast<float>(random() % 30);
                    glass.queue.push({kind == 2 ? Kind::Wheel : Kind::Move, {x, 0}, 1}, glass.now);
                }
            }
            int frames = 0;
            while (const auto step = glass.queue.take(glass.now)) {
                ++frames;
                was_down = step->edge == Edge::Press || (was_down && step->edge != Edge::Lift);
            }
            REQUIRE(frames <= 2 * static_cast<int>(PointerQueue::kMostEdges) + 2);
            REQUIRE(was_down == is_down);
        }
    }
}
