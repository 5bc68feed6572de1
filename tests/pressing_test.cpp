// What a finger on the glass does, as the visitor feels it.
#include "kiosk/shell/touch.h"
#include "tests/support/app/ui_driver.h"

#include <doctest/doctest.h>

namespace {

using kiosk::model::Point;
using kiosk::model::Rect;
using kiosk::model::Screen;
using test::Millis;
using test::UiDriver;

/// At home, in English, with everything at rest. 800x480: home is longer than the screen.
struct AtHome {
    UiDriver driver{{.width_px = 800, .height_px = 480, .language = "en"}};
    AtHome() {
        driver.tap("Touch to explore");
        driver.settle();
        REQUIRE(driver.screen() == Screen::Home);
    }
    [[nodiscard]] Point middle_of_view() const { return driver.tree().scrolls().front().viewport.center(); }
    [[nodiscard]] bool anything_pressed() const {
        for (const auto& node : driver.tree().nodes())
            if (node.state.pressed)
                return true;
        return false;
    }
};

} // namespace

TEST_CASE("a press shows in the next frame, and letting go opens") {
    AtHome at;
    const Point button = at.driver.control("What we do").rect.center();
    at.driver.press(button);
    CHECK(at.driver.control("What we do").state.pressed);
    CHECK(at.driver.screen() == Screen::Home);
    at.driver.release(button);
    CHECK(at.driver.screen() == Screen::About);
}

TEST_CASE("a tap that begins and ends between two frames still counts") {
    AtHome at;
    const Point button = at.driver.control("What we do").rect.center();
    at.driver.app().handle({kiosk::PointerEvent::Kind::Down, button, 0});
    at.driver.app().handle({kiosk::PointerEvent::Kind::Up, button, 0});
    at.driver.frame();
    at.driver.frame();
    CHECK(at.driver.screen() == Screen::About);
}

TEST_CASE("sliding off cancels, sliding back takes it up again") {
    AtHome at;
    const Rect button = at.driver.control("What we do").rect;
    at.driver.press(button.center());
    at.driver.move({button.center().x, button.top - 60});
    CHECK_FALSE(at.anything_pressed());
    at.driver.release({button.center().x, button.top - 60});
    at.driver.advance(Millis{500});
    CHECK(at.driver.screen() == Screen::Home);

    at.driver.press(button.center());
    at.driver.move({button.center().x, button.top - 60});
    at.driver.move(button.center());
    CHECK(at.driver.control("What we do").state.pressed);
    at.driver.release(button.center());
    CHECK(at.driver.screen() == Screen::About);
}

TEST_CASE("a finger that comes from elsewhere presses nothing") {
    AtHome at;
    const Point button = at.driver.control("What we do").rect.center();
    at.driver.press({at.middle_of_view().x, 3});
    at.driver.move(button);
    CHECK_FALSE(at.anything_pressed());
    at.driver.release(button);
    at.driver.advance(Millis{500});
    CHECK(at.driver.screen() == Screen::Home);
}

TEST_CASE("a drag scrolls with the finger and never clicks") {
    AtHome at;
    REQUIRE(at.driver.tree().scrolls().front().max_offset > 200);
    at.driver.scroll_to_end();
    at.driver.scroll_to_start();
    const Point from = at.driver.control("Economist").rect.center();
    const Point start{from.x, at.middle_of_view().y + 100};
    at.driver.press(start);
    for (int step = 1; step <= 10; ++step)
        at.driver.move({start.x, start.y - 15.0F * static_cast<float>(step)});
    CHECK_FALSE(at.anything_pressed());
    const float dragged = at.driver.scroll_offset();
    CHECK(dragged > 90);
    CHECK(dragged <= 150);
    at.driver.advance(Millis{200});
    at.driver.release({start.x, start.y - 150});
    at.driver.advance(Millis{500});
    CHECK(at.driver.screen() == Screen::Home);
    CHECK(at.driver.scroll_offset() == dragged);
}

TEST_CASE("a drag that returns to where it began is no click") {
    AtHome at;
    const Point card = at.middle_of_view();
    at.driver.press(card);
    at.driver.move({card.x, card.y - 80});
    at.driver.move(card);
    at.driver.release(card);
    at.driver.advance(Millis{500});
    CHECK(at.driver.screen() == Screen::Home);
}

TEST_CASE("a finger that rolls by a millimetre means to press") {
    AtHome at;
    const Point button = at.driver.control("What we do").rect.center();
    const float millimetre = at.driver.metrics().px(1);
    at.driver.press(button);
    at.driver.move({button.x + millimetre, button.y - millimetre});
    at.driver.release({button.x + millimetre, button.y - millimetre});
    CHECK(at.driver.screen() == Screen::About);
}

TEST_CASE("content that was flung glides, stops under the finger, and that touch does not click") {
    AtHome at;
    const Point start{at.middle_of_view().x, at.middle_of_view().y + 120};
    at.driver.drag(start, {start.x, start.y - 120}, Millis{96}, Millis{0});
    const float first = at.driver.scroll_offset();
    at.driver.advance(Millis{80});
    const float second = at.driver.scroll_offset();
    REQUIRE(second > first);
    at.driver.press(at.middle_of_view());
    const float stopped = at.driver.scroll_offset();
    at.driver.advance(Millis{200});
    CHECK(at.driver.scroll_offset() == stopped);
    CHECK_FALSE(at.anything_pressed());
    at.driver.release(at.middle_of_view());
    at.driver.advance(Millis{500});
    CHECK(at.driver.screen() == Screen::Home);
    CHECK(at.driver.scroll_offset() == stopped);
}

TEST_CASE("with less motion nothing glides and nothing fades") {
    UiDriver driver({.width_px = 800, .height_px = 480, .language = "en", .reduced_motion = true});
    driver.tap("Touch to explore");
    CHECK_FALSE(driver.app().transition_running());
    const Rect view = driver.tree().scrolls().front().viewport;
    driver.drag({view.center().x, view.bottom - 40}, {view.center().x, view.bottom - 200}, Millis{96}, Millis{0});
    const float offset = driver.scroll_offset();
    CHECK(offset > 0);
    driver.advance(Millis{400});
    CHECK(driver.scroll_offset() == offset);
}

TEST_CASE("without a GPU screens change at once") {
    UiDriver driver({.width_px = 800, .height_px = 480, .language = "en"});
    driver.app().begin_without_gpu();
    driver.tap("Touch to explore");
    CHECK_FALSE(driver.app().transition_running());
    CHECK(driver.screen() == Screen::Home);
    driver.tap("What we do");
    CHECK_FALSE(driver.app().transition_running());
    CHECK(driver.screen() == Screen::About);
}

TEST_CASE("a second finger neither presses nor disturbs the first") {
    AtHome at;
    kiosk::shell::TouchFilter filter;
    const auto send = [&](const std::optional<kiosk::PointerEvent>& event) {
        if (event)
            at.driver.app().handle(*event);
        at.driver.frame();
    };
    const Point first = at.driver.control("What we do").rect.center();
    const Point second = at.driver.control("Comfort").rect.center();
    send(filter.finger_down(1, 1, first, at.driver.now()));
    send(filter.finger_down(1, 2, second, at.driver.now()));
    CHECK(at.driver.control("What we do").state.pressed);
    CHECK_FALSE(at.driver.control("Comfort").state.pressed);
    send(filter.finger_up(1, 2, second));
    CHECK(at.driver.screen() == Screen::Home);
    send(filter.finger_up(1, 1, first));
    CHECK(at.driver.screen() == Screen::About);
}

TEST_CASE("a touch screen that fails in a press clicks nothing") {
    AtHome at;
    kiosk::shell::TouchFilter filter;
    at.driver.app().handle(*filter.finger_down(1, 1, at.driver.control("What we do").rect.center(), at.driver.now()));
    at.driver.frame();
    at.driver.app().handle(*filter.reset());
    at.driver.frame();
    at.driver.advance(Millis{300});
    CHECK(at.driver.screen() == Screen::Home);
    at.driver.tap("What we do");
    CHECK(at.driver.screen() == Screen::About);
}

TEST_CASE("the button that says there is more leads to the end and back to the top") {
    AtHome at;
    const kiosk::model::Strings& words = at.driver.words();
    for (int page = 0; page < 20 && at.driver.find_control(words.more_below) != nullptr; ++page) {
        at.driver.tap(words.more_below);
        at.driver.settle();
    }
    CHECK(at.driver.tree().scrolls().front().offset >= at.driver.tree().scrolls().front().max_offset - 1);
    at.driver.tap(words.back_to_top);
    at.driver.settle();
    CHECK(at.driver.scroll_offset() == 0);
}
