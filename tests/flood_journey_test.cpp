// A touch screen that sends a thousand events a second, as a broken or wet one does, and people who come after it.
#include "tests/support/app/ui_driver.h"

#include <doctest/doctest.h>
#include <random>

namespace {

namespace logs = platform::logs;
using kiosk::PointerEvent;
using kiosk::model::Screen;
using test::Millis;
using test::Point;
using test::UiDriver;

/// Eight seconds of presses and lifts, where `spot` says.
template <typename Spot>
void flood(UiDriver& driver, Spot&& spot) {
    constexpr int kFrames = 500;
    for (int frame = 0; frame < kFrames; ++frame) {
        for (int touch = 0; touch < 8; ++touch) {
            const Point at = spot();
            driver.app().handle({PointerEvent::Kind::Down, at, 0});
            driver.app().handle({PointerEvent::Kind::Up, at, 0});
        }
        driver.frame();
    }
}

} // namespace

TEST_CASE("Attack: a flood of touches, then a real one, which is answered within a few frames") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    flood(driver, [] { return Point{4, 4}; }); // presses nothing, so that what the real one does can be seen
    REQUIRE(driver.screen() == Screen::Home);
    const kiosk::model::Rect card = driver.control("Economist").rect;
    driver.app().handle({PointerEvent::Kind::Down, card.center(), 0});
    driver.app().handle({PointerEvent::Kind::Up, card.center(), 0});
    int frames = 0;
    for (; frames < 100 && driver.screen() != Screen::Role; ++frames)
        driver.frame();
    CHECK(frames <= 5);
    CHECK(driver.app().view().role.role.card.id == "economist");
    const Millis last = driver.now();
    driver.advance_to(last + Millis{80'500});
    CHECK_MESSAGE(driver.screen() == Screen::Attract, "nothing kept the visit alive after the last touch");
    driver.advance(Millis{120'000});
    CHECK_MESSAGE(driver.platform().logged<logs::SessionStarted>().size() == 1, "a ghost came");
}

TEST_CASE("Attack: a flood of touches all over the glass leaves no ghost behind") {
    UiDriver driver({.width_px = 1280, .height_px = 800});
    std::mt19937 random(20'261'129);
    flood(driver, [&] { return Point{static_cast<float>(random() % 1280), static_cast<float>(random() % 800)}; });
    driver.advance(Millis{100});
    const auto before = driver.platform().events().size();
    const Screen screen = driver.screen();
    driver.advance(Millis{50'000});
    CHECK(driver.screen() == screen);
    CHECK(driver.platform().events().size() <= before + 1); // the health, at most
    driver.advance(Millis{31'000});
    CHECK(driver.screen() == Screen::Attract);
    const auto visits = driver.platform().logged<logs::SessionStarted>().size();
    driver.advance(Millis{120'000});
    CHECK(driver.platform().logged<logs::SessionStarted>().size() == visits);
}

TEST_CASE("touches from before a stall press nothing, and a finger that was down then is lifted") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    const Point card = driver.control("Economist").rect.center();
    driver.app().handle({PointerEvent::Kind::Down, card, 0});
    driver.app().handle({PointerEvent::Kind::Up, card, 0});
    driver.platform().advance(Millis{5'000});
    driver.frame();
    driver.advance(Millis{500});
    CHECK(driver.screen() == Screen::Home);
    // They may have waited in the machine, too: the loop says so.
    driver.press(card);
    driver.app().handle({PointerEvent::Kind::Up, {4, 4}, 0});
    driver.app().handle({PointerEvent::Kind::Down, card, 0});
    driver.app().handle({PointerEvent::Kind::Up, card, 0});
    driver.app().forget_presses();
    driver.advance(Millis{500});
    CHECK(driver.screen() == Screen::Home);
    driver.tap("Economist");
    CHECK(driver.screen() == Screen::Role);
}
