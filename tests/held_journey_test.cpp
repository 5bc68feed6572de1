// Fingers, buttons and keys that never come up again, and a swipe between two frames: nobody's visit stays open.
#include "tests/support/app/ui_driver.h"

#include <doctest/doctest.h>

namespace {

namespace logs = platform::logs;
using kiosk::Key;
using kiosk::PointerEvent;
using kiosk::model::Screen;
using test::Millis;
using test::Point;
using test::UiDriver;

constexpr Millis kWholeIdle{80'500};

std::size_t visits(UiDriver& driver) {
    return driver.platform().logged<logs::SessionStarted>().size();
}

} // namespace

TEST_CASE("a finger that rests on the glass for ever keeps no visit open and begins none, and the next touch works") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    const Point spot = driver.control("Economist").rect.center();
    driver.press(spot);
    for (int shake = 0; shake < 800; ++shake) { // the panel's noise
        driver.advance(Millis{100});
        driver.move({spot.x + static_cast<float>(shake % 2), spot.y});
    }
    driver.advance(Millis{1'500});
    CHECK(driver.screen() == Screen::Attract);
    driver.advance(Millis{200'000});
    CHECK(driver.screen() == Screen::Attract);
    CHECK(visits(driver) == 1);
    driver.release({-1, -1}); // as TouchFilter gives it up
    driver.advance(Millis{1'000});
    CHECK(visits(driver) == 1);
    driver.tap("Touch to explore");
    driver.settle();
    CHECK(driver.screen() == Screen::Home);
    CHECK(visits(driver) == 2);
}

TEST_CASE("a finger that moves keeps its visit open") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    driver.press({900, 900});
    for (int second = 0; second < 120; ++second) {
        driver.advance(Millis{1'000});
        driver.move({900, second % 2 == 0 ? 800.0F : 900.0F});
    }
    CHECK(driver.screen() == Screen::Home);
    driver.release({900, 900});
    driver.advance(kWholeIdle);
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("a finger that rests through the countdown and then moves says that somebody is there, and presses nothing") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    const Point card = driver.control("Economist").rect.center();
    driver.press(card);
    driver.advance(Millis{65'000});
    CHECK(driver.app().idle().phase() == kiosk::model::IdlePhase::Countdown);
    driver.move({card.x + 40, card.y});
    CHECK(driver.app().idle().phase() == kiosk::model::IdlePhase::Active);
    driver.release({card.x + 40, card.y});
    driver.settle();
    CHECK(driver.screen() == Screen::Home);
}

TEST_CASE("a key that repeats opens, ends and extends nothing") {
    UiDriver driver({.language = "en"});
    const auto hold = [&](Key key, int seconds) {
        for (int count = 0; count < 30 * seconds; ++count) {
            driver.app().repeat(key);
            driver.advance(Millis{33});
        }
    };
    for (const Key key : {Key::Back, Key::Activate, Key::Next, Key::PageDown, Key::Staff, Key::Digit1}) {
        hold(key, 5);
        CHECK(visits(driver) == 0);
    }
    driver.key(Key::Activate);
    driver.settle();
    REQUIRE(driver.screen() == Screen::Home);
    hold(Key::Activate, 2);
    hold(Key::Back, 2);
    CHECK(driver.screen() == Screen::Home);
    hold(Key::Next, 90);
    CHECK(driver.screen() == Screen::Attract);
    CHECK(visits(driver) == 1);
}

TEST_CASE("a held arrow key walks the focus along") {
    UiDriver driver({.language = "en"});
    driver.key(Key::Next);
    driver.settle();
    driver.key(Key::Next);
    const auto first = driver.stage().memory().focus;
    driver.app().repeat(Key::Next);
    driver.frame();
    CHECK(driver.stage().memory().focus != first);
}

TEST_CASE("a swipe that arrives within one frame scrolls and opens nothing") {
    UiDriver driver({.width_px = 800, .height_px = 480, .language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    driver.tap("Economist");
    driver.settle();
    REQUIRE(driver.scroll_offset() == 0);
    driver.app().handle(PointerEvent{PointerEvent::Kind::Down, {400, 300}, 0});
    for (float y = 290; y >= 100; y -= 10)
        driver.app().handle(PointerEvent{PointerEvent::Kind::Move, {400, y}, 0});
    driver.app().handle(PointerEvent{PointerEvent::Kind::Up, {400, 100}, 0});
    driver.frame();
    driver.frame();
    driver.frame();
    CHECK(driver.scroll_offset() > 150);
    const float lifted = driver.scroll_offset();
    driver.advance(Millis{1'000});
    CHECK_MESSAGE(driver.scroll_offset() > lifted, "it glides");
    CHECK(driver.screen() == Screen::Role);
}
