// Languages, and what a visit leaves in the log.
#include "tests/support/app/ui_driver.h"

#include <doctest/doctest.h>

namespace {

namespace logs = platform::logs;
using kiosk::model::Screen;
using test::Millis;
using test::UiDriver;

} // namespace

TEST_CASE("the language can be changed on any screen and lasts until the visit ends") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.see("Where could you fit?");
    driver.tap("Español");
    CHECK(driver.app().settings().language == "es");
    driver.see(test::shared_strings().in("es").home_title);
    driver.tap("Economista");
    driver.see("Tareas habituales");
    const float left_at = driver.scroll_offset();
    driver.tap("English");
    CHECK(driver.screen() == Screen::Role);
    CHECK(driver.scroll_offset() == left_at);
    driver.see("Economist");
    driver.see("Typical assignments");
    driver.tap("Español");
    driver.advance(Millis{80'100});
    CHECK(driver.screen() == Screen::Attract);
    CHECK(driver.app().settings().language == "en");
    const auto changes = driver.platform().logged<logs::LanguageChanged>();
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].language.text() == "es");
    CHECK(changes[1].language.text() == "en");
}

TEST_CASE("a language's name in the attract loop begins in that language") {
    for (const auto& size : {std::pair{1920, 1080}, {1080, 1920}, {1280, 800}, {800, 480}}) {
        CAPTURE(size.first);
        UiDriver driver({.width_px = size.first, .height_px = size.second, .language = "en"});
        driver.tap("Español");
        CHECK(driver.screen() == Screen::Home);
        CHECK(driver.app().settings().language == "es");
        driver.see(test::shared_strings().in("es").home_title);
    }
}

TEST_CASE("the log tells the visit: screens, roles, how long, how it ended") {
    UiDriver driver({.language = "en"});
    driver.platform().forget_events();
    driver.press({900, 500});
    const Millis began = driver.now();
    driver.release({900, 500});
    driver.advance(Millis{2'000});
    const auto tap = [&](std::string_view label) {
        driver.tap(label);
        return driver.last_input();
    };
    const Millis to_role = tap("Auditor");
    driver.advance(Millis{5'000});
    const Millis to_next = tap("Next role: " + driver.app().view().role.role.next->title);
    const std::string second = driver.app().view().role.role.card.id;
    driver.advance(Millis{3'000});
    const Millis to_about_home = tap("Home");
    const Millis to_about = tap("What we do");
    driver.advance(Millis{1'000});
    driver.advance(Millis{80'000});
    REQUIRE(driver.screen() == Screen::Attract);

    CHECK(driver.platform().logged<logs::SessionStarted>().size() == 1);
    const auto screens = driver.platform().logged<logs::ScreenViewed>();
    REQUIRE(screens.size() == 5);
    CHECK(screens[0] == logs::ScreenViewed{"home", (to_role - began).count()});
    CHECK(screens[1] == logs::ScreenViewed{"role", (to_next - to_role).count()});
    CHECK(screens[2] == logs::ScreenViewed{"role", (to_about_home - to_next).count()});
    CHECK(screens[3] == logs::ScreenViewed{"home", (to_about - to_about_home).count()});
    CHECK(screens[4].screen.text() == "about");
    const auto roles = driver.platform().logged<logs::RoleViewed>();
    REQUIRE(roles.size() == 2);
    CHECK(roles[0] == logs::RoleViewed{"auditor", (to_next - to_role).count()});
    CHECK(roles[1] == logs::RoleViewed{second, (to_about_home - to_next).count()});
    const auto ended = driver.platform().logged<logs::SessionEnded>();
    REQUIRE(ended.size() == 1);
    CHECK(ended[0] == logs::SessionEnded{logs::SessionEnd::Idle, (to_about - began).count(), 5, 2, "about"});
}

TEST_CASE("a visit that the end of the program cuts short is in the log") {
    UiDriver driver;
    driver.tap(driver.words().touch_to_explore);
    driver.app().finish();
    const auto ended = driver.platform().logged<logs::SessionEnded>();
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].how == logs::SessionEnd::Stopped);
    driver.app().finish();
    CHECK(driver.platform().logged<logs::SessionEnded>().size() == 1);
}

TEST_CASE("a comfort setting is logged by name") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.tap("Comfort");
    driver.tap("Larger");
    driver.tap("High contrast");
    driver.tap("High contrast");
    driver.tap("Less motion");
    const auto changes = driver.platform().logged<logs::ComfortChanged>();
    REQUIRE(changes.size() == 4);
    CHECK(changes[0] == logs::ComfortChanged{"text_size", "larger"});
    CHECK(changes[1] == logs::ComfortChanged{"high_contrast", "on"});
    CHECK(changes[2] == logs::ComfortChanged{"high_contrast", "off"});
    CHECK(changes[3] == logs::ComfortChanged{"reduced_motion", "on"});
}
