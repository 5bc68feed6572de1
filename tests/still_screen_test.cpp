// A screen where nothing moves draws no frame and allocates nothing; one where something moves allocates nothing
// either.
#include "tests/support/app/allocations.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <functional>

namespace {

using kiosk::model::Screen;
using test::AllocationCounter;
using test::DriverOptions;
using test::Millis;
using test::UiDriver;

/// From now to just before the countdown: no frame, no allocation.
void check_still(UiDriver& driver) {
    CAPTURE(kiosk::model::screen_name(driver.screen()));
    driver.settle();
    const Millis countdown = driver.last_input() + Millis{60'000};
    const int before = driver.frames_drawn();
    std::int64_t allocations = 0;
    {
        const AllocationCounter counter;
        driver.advance_to(countdown - Millis{100});
        allocations = counter.count();
        CHECK_MESSAGE(allocations == 0, counter.origins());
    }
    CHECK(driver.frames_drawn() == before);
    CHECK_FALSE(driver.app().wants_frame());
    // The touch may have been some frames before the driver let go.
    driver.advance(Millis{300});
    CHECK(driver.frames_drawn() > before);
}

/// `frames` frames by `step` after a warm-up of as many; returns what they allocated.
std::int64_t allocations_of(int frames, const std::function<void()>& step, std::string& origins) {
    for (int frame = 0; frame < frames; ++frame)
        step();
    const AllocationCounter counter;
    for (int frame = 0; frame < frames; ++frame)
        step();
    origins = counter.origins();
    return counter.count();
}

DriverOptions small(bool pixels) {
    return {.width_px = 800, .height_px = 480, .language = "en", .pixels = pixels};
}

} // namespace

TEST_CASE("home, role, about and comfort rest until the countdown") {
    for (const auto& size : {std::pair{1920, 1080}, {800, 480}}) {
        CAPTURE(size.first);
        for (const char* way : {"", "Economist", "What we do", "Comfort"}) {
            UiDriver driver({.width_px = size.first, .height_px = size.second, .language = "en"});
            driver.tap("Touch to explore");
            if (*way != '\0')
                driver.tap(way);
            check_still(driver);
        }
    }
}

TEST_CASE("the choice of languages rests until the countdown") {
    const test::ScratchFolder folder;
    test::write_generated({.languages = 3}, folder / "three.db");
    UiDriver driver({.language = "en", .database = folder / "three.db"});
    driver.tap("Touch to explore");
    driver.tap("Language");
    REQUIRE(driver.screen() == Screen::Languages);
    check_still(driver);
}

TEST_CASE("the countdown draws one frame a second") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    driver.advance_to(driver.last_input() + Millis{60'500});
    const int before = driver.frames_drawn();
    driver.advance(Millis{10'000});
    CHECK(driver.frames_drawn() - before == 10);
}

TEST_CASE("the loop with less motion draws one frame a slide") {
    UiDriver driver({.language = "en", .reduced_motion = true});
    driver.advance(Millis{10'000});
    const int before = driver.frames_drawn();
    driver.advance(Millis{80'000});
    CHECK(driver.frames_drawn() - before <= 11);
    CHECK(driver.frames_drawn() - before >= 9);
}

TEST_CASE("a kiosk without content is nearly still") {
    UiDriver driver({.database = {}});
    driver.settle();
    const int before = driver.frames_drawn();
    driver.advance(Millis{600'000});
    CHECK(driver.frames_drawn() - before <= 11);
}

TEST_CASE("a key or a touch on a still screen wants a frame, and then it rests again") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    driver.app().handle(kiosk::PointerEvent{kiosk::PointerEvent::Kind::Down, {2, 2}, 0});
    CHECK(driver.app().wants_frame());
    driver.frame();
    driver.release({2, 2});
    driver.settle();
    CHECK_FALSE(driver.app().wants_frame());
}

TEST_CASE("frames of the loop allocate nothing once every slide was seen" * doctest::skip(!test::kCountsAllocations)) {
    for (const bool pixels : {false, true}) {
        CAPTURE(pixels);
        UiDriver driver(small(pixels));
        driver.stop_drawing();
        driver.advance(Millis{64'000 + 8'000}); // eight slides
        std::string origins;
        const std::int64_t allocations = allocations_of(
            600, [&] { driver.frame(); }, origins);
        CHECK_MESSAGE(allocations == 0, allocations << " allocations in 600 frames\n" << origins);
    }
}

TEST_CASE("scrolling allocates nothing once everything was seen" * doctest::skip(!test::kCountsAllocations)) {
    for (const bool pixels : {false, true})
        for (const char* way : {"", "Economist"}) {
            CAPTURE(pixels);
            CAPTURE(std::string(way));
            UiDriver driver(small(pixels));
            driver.stop_drawing();
            driver.tap("Touch to explore");
            if (*way != '\0')
                driver.tap(way);
            driver.settle();
            driver.scroll_to_end();
            driver.scroll_to_start();
            const kiosk::model::Rect view = driver.tree().scrolls().front().viewport;
            int step = 0;
            driver.press(view.center());
            std::string origins;
            const auto swing = [&] {
                ++step;
                const float share = static_cast<float>(step % 40 < 20 ? step % 20 : 20 - step % 20) / 20.0F;
                driver.move({view.center().x, view.bottom - view.height() * share});
            };
            const std::int64_t allocations = allocations_of(120, swing, origins);
            CHECK_MESSAGE(allocations == 0, allocations << " allocations in 120 frames\n" << origins);
            driver.release(view.center());
        }
}

TEST_CASE("a frame of a screen at rest allocates nothing" * doctest::skip(!test::kCountsAllocations)) {
    for (const char* way : {"", "Economist", "What we do", "Comfort"}) {
        CAPTURE(std::string(way));
        UiDriver driver(small(true));
        driver.stop_drawing();
        driver.tap("Touch to explore");
        if (*way != '\0')
            driver.tap(way);
        driver.settle();
        std::string origins;
        const std::int64_t allocations = allocations_of(
            20, [&] { driver.frame(); }, origins);
        CHECK_MESSAGE(allocations == 0, allocations << " allocations in 20 frames\n" << origins);
    }
}
