// How staff come to their panel, and how visitors never do.
#include "tests/support/app/staff_driver.h"
#include <doctest/doctest.h>
#include <random>

namespace logs = platform::logs;
using kiosk::Key;
using kiosk::model::Screen;
using test::answer;
using test::DriverOptions;
using test::enter_pin;
using test::Millis;
using test::open_panel;
using test::UiDriver;
using test::with_staff;

TEST_CASE("without a PIN in kiosk.toml the panel is off: no gesture, no key") {
    UiDriver driver({.language = "en"});
    driver.hold_corners();
    driver.key(Key::Staff);
    for (int digit = 0; digit < 10; ++digit)
        driver.key(static_cast<Key>(static_cast<int>(Key::Digit0) + digit));
    driver.advance(Millis{500});
    CHECK(driver.screen() == Screen::Home);
    driver.hold_corners();
    driver.key(Key::Staff);
    CHECK(driver.screen() == Screen::Home);
    CHECK(driver.platform().started().empty());
}

TEST_CASE("the gesture opens the pad for the PIN, from every screen, and a visit ends as one of staff") {
    const std::vector<std::vector<std::string>> ways{{},
                                                     {"Touch to explore"},
                                                     {"Touch to explore", "What we do"},
                                                     {"Touch to explore", "Comfort"},
                                                     {"Touch to explore", "Economist"}};
    for (const auto& way : ways) {
        UiDriver driver(with_staff());
        for (const std::string& step : way)
            driver.tap(step);
        driver.advance(Millis{2'000});
        driver.hold_corners();
        CAPTURE(driver.dump());
        CHECK(driver.screen() == Screen::StaffPin);
        const auto ended = driver.platform().logged<logs::SessionEnded>();
        REQUIRE(ended.size() == 1); // the first touch of the gesture is a visit as well
        CHECK(ended[0].how == logs::SessionEnd::Staff);
        CHECK(driver.platform().logged<logs::StaffOpened>().empty());
        CHECK(driver.platform().logged<logs::RoleViewed>().size()
              == (way.size() == 2 && way[1] == "Economist" ? 1 : 0));
    }
}

TEST_CASE("the gesture shows nothing on its way, and presses nothing") {
    UiDriver driver(with_staff(800, 480));
    driver.tap("Touch to explore");
    driver.settle();
    driver.drag({400, 300}, {400, 100}); // a card of a role comes to lie in the corner
    driver.settle();
    driver.press({20, 20});
    driver.advance(Millis{2'900});
    const std::string held = driver.tree().dump();
    driver.advance(Millis{600});
    CHECK(driver.tree().dump() == held);
    driver.release({20, 20});
    driver.advance(Millis{300});
    CHECK(driver.screen() == Screen::Home);
}

TEST_CASE("staff come in where there is no content at all") {
    DriverOptions options = with_staff();
    options.database.clear();
    UiDriver driver(options);
    REQUIRE(driver.screen() == Screen::Unavailable);
    driver.hold_corners();
    REQUIRE(driver.screen() == Screen::StaffPin);
    enter_pin(driver);
    answer(driver, true);
    CHECK(driver.screen() == Screen::Staff);
    driver.see(driver.words().staff.no_content);
    driver.see(driver.words().staff.not_told);
    driver.tap(driver.words().staff.close);
    CHECK(driver.screen() == Screen::Unavailable);
    CHECK(driver.platform().logged<logs::SessionEnded>().empty());
}

TEST_CASE("the PIN goes to the machine once, is seen as dots, and opens the panel") {
    UiDriver driver(with_staff());
    driver.key(Key::Staff);
    driver.tap("4");
    driver.tap("7");
    driver.tap(driver.words().staff.pin_erase);
    driver.see("1 digits entered");
    for (const Key key : {Key::Digit7, Key::Digit1, Key::Digit1})
        driver.key(key);
    driver.see("4 digits entered");
    driver.see("A PIN has at least 6 digits.");
    CHECK(driver.find_control(driver.words().staff.pin_enter)->state.disabled);
    driver.key(Key::Activate); // too short: nothing is checked
    driver.advance(Millis{50});
    CHECK(driver.platform().started().empty());
    driver.key(Key::Digit0);
    driver.key(Key::Digit8);
    driver.cannot_see("A PIN has at least 6 digits.");
    driver.key(Key::Activate);
    driver.advance(Millis{50});
    driver.see(driver.words().staff.pin_checking);
    driver.key(Key::Digit1); // not while it is checked
    driver.key(Key::Activate);
    driver.advance(Millis{50});
    REQUIRE(driver.platform().started().size() == 1);
    const auto* check = std::get_if<platform::CheckPin>(&driver.platform().started()[0]);
    REQUIRE(check != nullptr);
    CHECK(check->pin == "471108");
    CHECK(check->attempt == 1);
    CHECK(check->hash.starts_with("$argon2id$"));
    answer(driver, true);
    CHECK(driver.screen() == Screen::Staff);
    CHECK(driver.platform().logged<logs::StaffOpened>().size() == 1);
    CHECK(driver.platform().logged<logs::StaffRefused>().empty());
    driver.advance(Millis{1'000});
    driver.key(Key::Back);
    CHECK(driver.screen() == Screen::Attract);
    REQUIRE(driver.platform().logged<logs::StaffClosed>().size() == 1);
    CHECK(driver.platform().logged<logs::StaffClosed>()[0].duration_ms >= 1'000);
}

TEST_CASE("wrong PINs are told, counted, slowed down and logged; closing the pad is no way around") {
    UiDriver driver(with_staff());
    driver.key(Key::Staff);
    for (int attempt = 1; attempt <= 3; ++attempt) {
        enter_pin(driver, "000000");
        answer(driver, false);
        CHECK(driver.platform().logged<logs::StaffRefused>().back().attempts == attempt);
        if (attempt < 3)
            driver.see(driver.words().staff.pin_wrong);
    }
    driver.see("Too many wrong PINs. Wait 0:30.");
    CHECK(driver.find_control("1")->state.disabled);
    driver.key(Key::Digit1);
    driver.see("0 digits entered");
    driver.advance(Millis{1'000});
    driver.see("Too many wrong PINs. Wait 0:29.");
    driver.tap(driver.words().staff.close);
    CHECK(driver.screen() == Screen::Attract);
    driver.key(Key::Staff);
    driver.advance(Millis{100});
    CHECK(driver.find_control("1")->state.disabled);
    driver.advance(Millis{29'000});
    enter_pin(driver);
    // Closed while it is checked: the answer counts, and opens nothing.
    driver.tap(driver.words().staff.close);
    answer(driver, false);
    CHECK(driver.screen() == Screen::Attract);
    CHECK(driver.platform().logged<logs::StaffRefused>().size() == 4);
    driver.key(Key::Staff);
    driver.advance(Millis{100});
    driver.see("Too many wrong PINs. Wait 1:00.");
    driver.advance(Millis{61'000}); // its countdown asks whether anybody is there
    driver.tap_at({10, 10});
    enter_pin(driver);
    driver.tap(driver.words().staff.close);
    answer(driver, true);
    CHECK_MESSAGE(driver.screen() == Screen::Attract, "a right PIN for a closed pad opens nothing");
    driver.key(Key::Staff);
    enter_pin(driver);
    driver.tap(driver.words().staff.close);
    driver.key(Key::Staff);
    answer(driver, true);
    CHECK_MESSAGE(driver.screen() == Screen::StaffPin, "nor does it open the pad of whoever comes next");
    CHECK(driver.platform().logged<logs::StaffOpened>().empty());
}

TEST_CASE("Attack: PINs are tried, and the plug is pulled before each wait is over") {
    std::int64_t kept = 0; // what the machine keeps: before the check begins, whatever becomes of it
    int tried = 0;
    for (int start = 0; start < 20; ++start) {
        DriverOptions options = with_staff();
        options.wrong_pins = kept;
        UiDriver driver(options);
        driver.key(Key::Staff);
        driver.advance(Millis{100});
        for (int attempt = 0; attempt < 5 && !driver.find_control("1")->state.disabled; ++attempt) {
            enter_pin(driver, "000000");
            kept = std::get<platform::CheckPin>(driver.platform().started().back()).attempt;
            ++tried;
            if (attempt == 1)
                break; // pulled while it is checked
            answer(driver, false);
        }
    }
    CHECK_MESSAGE(tried == 3, "every start after the third try begins with the whole wait");
    CHECK(kept == 3);
}

TEST_CASE("the whole wait begins anew with the program, and the right PIN forgets all") {
    DriverOptions options = with_staff();
    options.wrong_pins = 5;
    UiDriver driver(options);
    driver.key(Key::Staff);
    driver.advance(Millis{50});
    driver.see("Too many wrong PINs. Wait 1:59."); // from the start of the program, a second ago
    driver.advance(Millis{1'000});
    driver.tap(driver.words().staff.close);
    driver.advance(Millis{120'000});
    driver.key(Key::Staff);
    enter_pin(driver);
    CHECK(std::get<platform::CheckPin>(driver.platform().started().back()).attempt == 6);
    answer(driver, true);
    REQUIRE(driver.screen() == Screen::Staff);
    driver.tap(driver.words().staff.close);
    driver.key(Key::Staff);
    enter_pin(driver, "000000");
    CHECK(std::get<platform::CheckPin>(driver.platform().started().back()).attempt == 1);
}

TEST_CASE("where tries cannot be kept none is free, and the log says why") {
    DriverOptions options = with_staff();
    options.wrong_pins = std::nullopt;
    UiDriver damaged(options);
    damaged.key(Key::Staff);
    damaged.advance(Millis{50});
    damaged.see("Too many wrong PINs. Wait 0:29.");

    UiDriver driver(with_staff());
    driver.key(Key::Staff);
    enter_pin(driver, "000000");
    platform::TaskResult result;
    result.task = driver.platform().started().back();
    result.reason = "read_only";
    result.detail = "/var/lib/kiosk/wrong-pins: cannot be written";
    driver.platform().finish_task(result);
    driver.advance(Millis{50});
    driver.see("Too many wrong PINs. Wait 0:30.");
    const auto told = driver.platform().logged<logs::ConfigProblem>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].message == result.detail);
    driver.advance(Millis{31'000});
    enter_pin(driver);
    result.succeeded = true;
    result.task = driver.platform().started().back();
    driver.platform().finish_task(result);
    driver.advance(Millis{50});
    CHECK_MESSAGE(driver.screen() == Screen::Staff, "staff come in all the same");
}

TEST_CASE("the pad and the panel ask whether anybody is there, and end") {
    for (const bool panel : {false, true}) {
        UiDriver driver(with_staff());
        if (panel)
            open_panel(driver);
        else
            driver.key(Key::Staff);
        driver.advance_to(driver.last_input() + Millis{60'500});
        driver.see(driver.words().countdown_title);
        driver.tap_at({960, 540});
        driver.cannot_see(driver.words().countdown_title);
        CHECK(driver.screen() == (panel ? Screen::Staff : Screen::StaffPin));
        driver.advance_to(driver.last_input() + Millis{80'500});
        CHECK(driver.screen() == Screen::Attract);
        CHECK(driver.platform().logged<logs::StaffClosed>().size() == (panel ? 1 : 0));
    }
}

TEST_CASE("staff keep the language, size and contrast of the screen that they came from; visitors begin anew") {
    UiDriver driver(with_staff());
    driver.tap("Touch to explore");
    driver.tap("Español");
    driver.tap(driver.words().comfort);
    driver.tap(driver.words().high_contrast);
    driver.key(Key::Staff);
    driver.see("PIN del personal");
    CHECK(driver.app().settings().high_contrast);
    enter_pin(driver);
    answer(driver, true);
    driver.see("Personal");
    driver.tap("English");
    driver.see("Staff");
    driver.tap(driver.words().staff.close);
    CHECK_FALSE(driver.app().settings().high_contrast);
    CHECK(driver.app().settings().language == "en");
}

TEST_CASE("random touches open the pad at most, never the panel") {
    UiDriver driver(with_staff(1280, 800));
    std::mt19937 random(20'261'124);
    const auto below = [&](int bound) { return static_cast<int>(random() % static_cast<unsigned>(bound)); };
    for (int step = 0; step < 3'000; ++step) {
        const test::Point at{static_cast<float>(below(1280)), static_cast<float>(below(800))};
        driver.app().handle({kiosk::PointerEvent::Kind::Down, at, 0});
        driver.frame();
        driver.advance(Millis{below(20) == 0 ? 3'200 : 40});
        driver.app().handle({kiosk::PointerEvent::Kind::Up, at, 0});
        driver.frame();
        REQUIRE(driver.screen() != Screen::Staff);
        REQUIRE(driver.screen() != Screen::TouchTest);
    }
    driver.hold_corners();
    CHECK(driver.screen() == Screen::StaffPin);
    CHECK(driver.platform().logged<logs::StaffOpened>().empty());
}
