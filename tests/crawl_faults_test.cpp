// The crawl and the driver can fail: each fault that they look for is planted once.
#include "tests/support/app/crawl.h"

#include <algorithm>
#include <doctest/doctest.h>

namespace {

namespace a11y = kiosk::a11y;
using kiosk::model::Rect;
using test::Crawl;
using test::UiDriver;
using test::UiFailure;

/// The faults of a frame that `draw(frame)` makes on a 1280x800 stage.
template <typename Draw>
std::string faults_of(UiDriver& driver, Draw&& draw) {
    kiosk::ui::FrameInput input;
    input.now = driver.now();
    driver.stage().run(input, kiosk::model::TextSize::Default, kiosk::ui::default_theme(), draw);
    Crawl crawl;
    crawl.inspect(driver);
    return crawl.report();
}

bool has(const std::string& report, std::string_view words) {
    return report.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("each planted fault is reported") {
    UiDriver driver({.width_px = 1280, .height_px = 800});
    const auto button = [](kiosk::ui::Frame& frame, std::string_view key, std::string_view name, const Rect& rect) {
        frame.interact(a11y::make_id(key), a11y::Role::Button, name, rect);
    };
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "Good", {0, 0, 300, 300});
                        }),
              "0 faults"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "Thin", {0, 0, 300, 60});
                        }),
              "\"Thin\" is too small for a finger"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "", {0, 0, 300, 300});
                        }),
              "has no name"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "Far", {1100, 0, 1400, 300});
                        }),
              "is cut at a side"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "Low", {0, 700, 300, 1000});
                        }),
              "is cut at top or bottom"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "One", {0, 0, 300, 300});
                            button(frame, "b", "Two", {290, 0, 600, 300});
                        }),
              "\"One\" and \"Two\" overlap"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "One", {0, 0, 300, 300});
                            button(frame, "a", "Two", {400, 0, 700, 300});
                        }),
              "has the id of another control"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            button(frame, "a", "One", {0, 0, 300, 300});
                            frame.node(a11y::make_id("t"), a11y::Role::Text, "wide", {200, 20, 400, 40}).parent =
                                a11y::make_id("a");
                        }),
              "\"wide\" reaches out of its control"));
    CHECK(has(faults_of(driver,
                        [&](kiosk::ui::Frame& frame) {
                            frame.node(a11y::make_id("s"), a11y::Role::Text, "first", {0, 0, 100, 40});
                            frame.node(a11y::make_id("t"), a11y::Role::Text, "second", {50, 20, 200, 60});
                        }),
              "the texts \"first\" and \"second\" overlap"));
}

TEST_CASE("the driver fails with the tree where a label is missing, double, disabled, hidden or too small") {
    UiDriver driver({.width_px = 1280, .height_px = 800, .language = "en"});
    CHECK_THROWS_WITH_AS(driver.tap("Nowhere"), doctest::Contains("\"Nowhere\" is not on the screen"), UiFailure);
    CHECK_THROWS_WITH_AS(driver.tap("Nowhere"), doctest::Contains("1280x800 px"), UiFailure);
    CHECK_THROWS_WITH_AS(driver.tap("Nowhere"), doctest::Contains("button \"Touch to explore\""), UiFailure);
    CHECK_THROWS_AS(driver.see("Nowhere"), UiFailure);
    CHECK_THROWS_AS(driver.cannot_see("Touch to explore"), UiFailure);
    driver.tap("Touch to explore");
    CHECK_THROWS_WITH_AS(driver.tap("Where could you fit?"), doctest::Contains("is a text and no control"), UiFailure);
    const auto fails_to_tap = [&](auto&& draw, const char* why) {
        kiosk::ui::FrameInput input;
        input.now = driver.now();
        driver.stage().run(input, kiosk::model::TextSize::Default, kiosk::ui::default_theme(), draw);
        CHECK_THROWS_WITH_AS(driver.tap("X"), doctest::Contains(why), UiFailure);
    };
    fails_to_tap(
        [](kiosk::ui::Frame& frame) {
            frame.interact(1, a11y::Role::Button, "X", {0, 0, 300, 300});
            frame.interact(2, a11y::Role::Button, "X", {400, 0, 700, 300});
        },
        "several controls");
    fails_to_tap(
        [](kiosk::ui::Frame& frame) {
            frame.node(1, a11y::Role::Button, "X", {0, 0, 300, 300}).state.disabled = true;
        },
        "disabled");
    fails_to_tap(
        [](kiosk::ui::Frame& frame) {
            frame.interact(1, a11y::Role::Button, "X", {0, 0, 300, 40});
        },
        "too small for a finger");
    fails_to_tap(
        [](kiosk::ui::Frame& frame) {
            frame.interact(1, a11y::Role::Button, "X", {0, -300, 300, -10});
        },
        "hidden");
    fails_to_tap(
        [](kiosk::ui::Frame& frame) {
            frame.interact(1, a11y::Role::Button, "X", {0, 0, 300, 300});
            frame.interact(2, a11y::Role::Button, "Lid", {100, 100, 200, 200});
        },
        "lies under \"Lid\"");
}

TEST_CASE("see() wants the whole of a text in view") {
    UiDriver driver({.width_px = 1280, .height_px = 800});
    kiosk::ui::FrameInput input;
    input.now = driver.now();
    const auto draw = [](kiosk::ui::Frame& frame) {
        frame.node(1, a11y::Role::Text, "in", {0, 0, 100, 100});
        frame.node(2, a11y::Role::Text, "half", {0, 750, 100, 850});
    };
    driver.stage().run(input, kiosk::model::TextSize::Default, kiosk::ui::default_theme(), draw);
    CHECK_NOTHROW(driver.see("in"));
    // The clip of a node that lies partly outside is the screen's.
    CHECK_THROWS_WITH_AS(driver.see("half"), doctest::Contains("can't be seen whole"), UiFailure);
}
