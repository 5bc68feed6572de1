// What a volunteer does at the first start.
#include "kiosk/setup_file.h"
#include "tests/support/app/setup_driver.h"
#include "tests/support/app/staff_driver.h"
#include <doctest/doctest.h>

namespace logs = platform::logs;
using kiosk::Key;
using kiosk::model::Screen;
using kiosk::model::SetupStep;
using test::answer_save;
using test::first_start;
using test::go_to_step;
using test::Millis;
using test::saved_text;
using test::UiDriver;

TEST_CASE("pressing Next through all writes what holds already, and the kiosk starts") {
    UiDriver driver(first_start());
    REQUIRE(driver.screen() == Screen::Setup);
    for (const char* progress : {"1 of 6", "2 of 6", "3 of 6", "4 of 6", "5 of 6", "6 of 6"}) {
        driver.see(progress);
        driver.tap(driver.words().setup.next);
    }
    driver.see(driver.words().setup.summary_title);
    CHECK(driver.platform().started().empty());
    driver.tap(driver.words().setup.start);
    CHECK(saved_text(driver) == kiosk::setup_text({"en", 0, 215, "Europe/London", "booth-1"}));
    driver.see(driver.words().setup.saving);
    CHECK(driver.find_control(driver.words().setup.saving)->state.disabled);
    CHECK_FALSE(driver.app().restart_requested());
    answer_save(driver);
    CHECK(driver.app().restart_requested());
    CHECK(driver.app().setup().unsaved().empty());
    const auto finished = driver.platform().logged<logs::SetupFinished>();
    REQUIRE(finished.size() == 1);
    CHECK(finished[0].how == logs::SetupEnd::Saved);
    CHECK(finished[0].duration_ms > 0);
    driver.app().finish();
    CHECK(driver.platform().logged<logs::AttractEnded>().empty());
}

TEST_CASE("without --setup, or where a setting is known, nothing is asked") {
    UiDriver plain;
    CHECK(plain.screen() == Screen::Attract);
    test::DriverOptions options = first_start();
    options.setup.at_start = false;
    CHECK(UiDriver(options).screen() == Screen::Attract);
}

TEST_CASE("a language turns the screen to it at once") {
    UiDriver driver(first_start());
    driver.tap("Español");
    CHECK(driver.app().settings().language == "es");
    driver.see("Elige el idioma que los visitantes ven primero.");
    driver.tap("Siguiente");
    driver.see("¿Dónde está arriba?");
    CHECK(driver.platform().logged<logs::LanguageChanged>().empty());
}

TEST_CASE("an arrow turns the picture at once, and Keep this keeps it") {
    UiDriver driver(first_start());
    go_to_step(driver, SetupStep::Rotation);
    driver.tap(driver.words().setup.side_right);
    CHECK(driver.panel().width_px == 1080);
    CHECK(driver.panel().height_px == 1920);
    CHECK_MESSAGE(driver.find_control(driver.words().setup.next) == nullptr, "nothing leads on from a trial");
    driver.see("Is it right? It turns back in 15 s.");
    driver.advance(Millis{3000});
    driver.see("Is it right? It turns back in 12 s.");
    driver.tap(driver.words().setup.keep);
    driver.advance(Millis{20'000});
    CHECK(driver.panel().width_px == 1080);
    CHECK(driver.app().setup().choices().rotation == 90);
    driver.tap(driver.words().setup.side_bottom);
    CHECK(driver.app().setup().choices().rotation == 270);
    driver.tap(driver.words().setup.turn_back);
    CHECK(driver.app().setup().choices().rotation == 90);
    driver.tap(driver.words().setup.side_top);
    driver.see(driver.words().setup.rotation_text);
}

TEST_CASE("a wrong turn goes back by itself, and locks nobody out") {
    UiDriver driver(first_start());
    go_to_step(driver, SetupStep::Rotation);
    driver.tap(driver.words().setup.side_left);
    CHECK(driver.panel().width_px == 1080);
    driver.advance(Millis{14'000});
    CHECK(driver.panel().width_px == 1080);
    driver.tap_at({5, 5}); // somebody is there, but says nothing
    driver.advance(Millis{1500});
    CHECK(driver.panel().width_px == 1920);
    CHECK(driver.app().setup().choices().rotation == 0);
    driver.see(driver.words().setup.rotation_text);
    driver.tap(driver.words().setup.side_left);
    driver.key(Key::Back);
    CHECK(driver.panel().width_px == 1920);
    CHECK(driver.app().setup().step() == SetupStep::Rotation);
}

TEST_CASE("the size changes the units at once, and the card stays 85.6 mm wide in them") {
    UiDriver driver(first_start());
    go_to_step(driver, SetupStep::Size);
    driver.see("21.5 inches");
    driver.tap("27");
    driver.see("27 inches");
    CHECK(driver.panel().diagonal_in == doctest::Approx(27));
    driver.tap(driver.words().setup.smaller);
    driver.see("26.9 inches");
    driver.tap(driver.words().setup.larger);
    driver.tap(driver.words().setup.larger);
    driver.see("27.1 inches");
    driver.tap("7");
    CHECK(driver.find_control(driver.words().setup.smaller)->state.disabled);
    driver.tap("32");
    driver.see("32 inches");
}

TEST_CASE("the touch test is the staff's, between Back and Next") {
    UiDriver driver(first_start(800, 480));
    go_to_step(driver, SetupStep::Touch);
    driver.see("4 of 6");
    for (const auto& ring : kiosk::screens::touch_rings(driver.metrics()))
        driver.tap_at(ring.center());
    driver.see(driver.words().staff.touch_all);
    driver.tap(driver.words().back);
    CHECK(driver.app().setup().step() == SetupStep::Size);
}

TEST_CASE("a time zone is a region, then a city, with the time there") {
    UiDriver driver(first_start());
    driver.platform().set_local_time(platform::LocalTime{9, 5});
    go_to_step(driver, SetupStep::TimeZone);
    driver.see("Chosen: London, Europe");
    driver.see("Time there: 9:05");
    driver.tap("Europe");
    driver.see(driver.words().setup.city_text);
    driver.tap(driver.words().back);
    driver.see(driver.words().setup.zone_text);
    driver.tap("America");
    driver.tap("New York");
    driver.see("Chosen: New York, America");
    driver.platform().set_local_time(platform::LocalTime{9, 6});
    driver.advance(Millis{5100});
    driver.see("Time there: 9:06");
    driver.platform().set_local_time(std::nullopt);
    driver.advance(Millis{5100});
    driver.see(driver.words().setup.time_unknown);
    driver.tap("UTC");
    CHECK(driver.app().setup().choices().time_zone == "UTC");
}

TEST_CASE("a machine without time zones says so and goes on") {
    test::DriverOptions options = first_start();
    options.no_time_zones = true;
    UiDriver bare(options);
    go_to_step(bare, SetupStep::TimeZone);
    bare.see(bare.words().setup.no_zones);
    bare.tap(bare.words().setup.next);
    bare.tap(bare.words().setup.next);
    bare.tap(bare.words().setup.start);
    CHECK(saved_text(bare).find("time_zone") == std::string::npos);
}

TEST_CASE("the name is typed on the glass or on a keyboard") {
    UiDriver driver(first_start());
    go_to_step(driver, SetupStep::Name);
    for (int letter = 0; letter < 7; ++letter)
        driver.tap(driver.words().staff.pin_erase);
    CHECK(driver.find_control(driver.words().setup.next)->state.disabled);
    driver.key(Key::Activate);
    CHECK(driver.app().setup().step() == SetupStep::Name);
    for (const char* key : {"h", "a", "l", "l", "-", "2"})
        driver.tap(key);
    driver.see("Name: hall-2");
    driver.key(Key::Erase);
    driver.key(Key::Digit7);
    driver.type("b");
    CHECK(driver.app().setup().choices().name == "hall-7b");
    driver.type("a-name-that-is-longer-than-any-name");
    CHECK(driver.app().setup().choices().name.size() == kiosk::model::kMostName);
    driver.key(Key::Activate); // Enter after typing
    CHECK(driver.app().setup().step() == SetupStep::Summary);
}

TEST_CASE("a keyboard that is too narrow for ten keys has its digits behind a key") {
    UiDriver driver(first_start(800, 480));
    go_to_step(driver, SetupStep::Name);
    CHECK(driver.find_control("7") == nullptr);
    driver.tap(driver.words().setup.digits);
    driver.tap("7");
    driver.tap(driver.words().setup.letters);
    driver.tap("x");
    CHECK(driver.app().setup().choices().name == "booth-17x");
}

TEST_CASE("each choice can be changed from the summary, and leads back there") {
    UiDriver driver(first_start());
    go_to_step(driver, SetupStep::Summary);
    for (const char* value : {"English", "not turned", "21.5 inches", "London, Europe", "booth-1"})
        driver.see(value);
    driver.tap("Change: Size");
    driver.tap("24");
    driver.tap(driver.words().staff.done);
    driver.see("24 inches");
    driver.tap("Change: Rotation");
    driver.tap(driver.words().setup.side_bottom);
    driver.tap(driver.words().setup.keep);
    driver.tap(driver.words().back);
    driver.see("180° clockwise");
    driver.tap("Change: Language");
    driver.tap("Español");
    driver.tap("Listo");
    driver.see("¿Todo correcto?");
    driver.tap("Iniciar el quiosco");
    CHECK(saved_text(driver) == kiosk::setup_text({"es", 180, 240, "Europe/London", "booth-1"}));
}

TEST_CASE("a file that cannot be written says why, and asks what to do") {
    UiDriver driver(first_start());
    go_to_step(driver, SetupStep::Summary);
    driver.tap(driver.words().setup.start);
    answer_save(driver, "read_only");
    driver.see(driver.words().setup.not_saved);
    driver.see(driver.words().setup.read_only + " " + driver.words().setup.unsaved_text);
    CHECK(driver.platform().logged<logs::ConfigProblem>().back().message == "setup.toml: cannot be written");
    CHECK(driver.find_control(driver.words().setup.start) == nullptr);
    driver.tap(driver.words().setup.try_again);
    CHECK(driver.platform().started().size() == 2);
    answer_save(driver, "no_space");
    driver.key(Key::Back);
    driver.cannot_see(driver.words().setup.not_saved);
    driver.tap(driver.words().setup.start);
    answer_save(driver, "something_new");
    driver.see(driver.words().setup.disk_failed + " " + driver.words().setup.unsaved_text);
    driver.tap(driver.words().setup.go_on);
    CHECK(driver.app().restart_requested());
    CHECK(driver.app().setup().unsaved() == saved_text(driver));
    CHECK(driver.platform().logged<logs::SetupFinished>().back().how == logs::SetupEnd::Unsaved);
}

TEST_CASE("after ten minutes without a touch the kiosk starts as it would have without") {
    UiDriver driver(first_start());
    driver.tap("Español");
    go_to_step(driver, SetupStep::Rotation);
    driver.tap(driver.words().setup.side_left);
    driver.tap(driver.words().setup.keep);
    go_to_step(driver, SetupStep::Size);
    driver.tap("32");
    driver.advance(Millis{590'000});
    CHECK(driver.screen() == Screen::Setup);
    driver.advance(Millis{15'000});
    CHECK(driver.screen() == Screen::Attract);
    CHECK(driver.panel().width_px == 1920);
    CHECK(driver.panel().diagonal_in == doctest::Approx(21.5));
    CHECK(driver.app().settings().language == "en");
    CHECK(driver.platform().started().empty());
    CHECK_FALSE(driver.app().restart_requested());
    CHECK(driver.platform().logged<logs::SetupFinished>().back().how == logs::SetupEnd::TimedOut);
    driver.tap(driver.words().touch_to_explore);
    CHECK(driver.screen() == Screen::Home);
}

TEST_CASE("nobody's visit is counted, and no gesture of staff works, while the kiosk is set up") {
    UiDriver driver(first_start());
    driver.hold_corners();
    driver.key(Key::Staff);
    driver.advance(Millis{120'000});
    CHECK(driver.screen() == Screen::Setup);
    CHECK(driver.platform().logged<logs::SessionStarted>().empty());
    CHECK(driver.platform().logged<logs::SessionEnded>().empty());
}

TEST_CASE("a screen that waits draws nothing") {
    UiDriver driver(first_start());
    driver.settle();
    const int before = driver.frames_drawn();
    driver.advance(Millis{60'000});
    CHECK(driver.frames_drawn() == before);
}

TEST_CASE("content that comes meanwhile leaves the language that was chosen") {
    test::DriverOptions options = first_start();
    options.database.clear();
    UiDriver driver(options);
    REQUIRE(driver.screen() == Screen::Setup);
    driver.tap("Español");
    driver.give_content(test::bundled_database());
    driver.advance(Millis{100});
    CHECK(driver.screen() == Screen::Setup);
    CHECK(driver.app().settings().language == "es");
}

TEST_CASE("what a file decides is said at its step and in the summary") {
    test::DriverOptions options = first_start();
    options.setup.fixed = {"display.diagonal_in"};
    UiDriver driver(options);
    driver.cannot_see(driver.words().setup.fixed);
    go_to_step(driver, SetupStep::Size);
    driver.see(driver.words().setup.fixed);
    go_to_step(driver, SetupStep::Summary);
    driver.see("21.5 inches (kiosk.toml decides)");
}

TEST_CASE("staff set up again, or leave it and nothing is changed") {
    test::DriverOptions options = first_start();
    options.setup.at_start = false;
    UiDriver driver(options);
    test::open_panel(driver);
    driver.tap(driver.words().staff.set_up);
    driver.tap(driver.words().staff.cancel);
    CHECK(driver.screen() == Screen::Staff);
    driver.tap(driver.words().staff.set_up);
    driver.see(driver.words().staff.ask_set_up_text);
    driver.tap(driver.words().staff.do_set_up);
    REQUIRE(driver.screen() == Screen::Setup);
    CHECK(driver.platform().logged<logs::StaffClosed>().size() == 1);
    driver.tap("Español");
    driver.tap(driver.words().staff.close);
    CHECK(driver.screen() == Screen::Attract);
    CHECK(driver.app().settings().language == "en");
    CHECK(driver.platform().logged<logs::SetupFinished>().back().how == logs::SetupEnd::Cancelled);
    test::open_panel(driver);
    driver.tap(driver.words().staff.set_up);
    driver.tap(driver.words().staff.do_set_up);
    driver.key(Key::Back);
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("the panel has no such tool without --setup") {
    UiDriver driver(test::with_staff());
    test::open_panel(driver);
    CHECK(driver.find_control(driver.words().staff.set_up) == nullptr);
}

TEST_CASE("the setup by keys alone") {
    UiDriver driver(first_start(1280, 800));
    const auto go_to = [&](const std::string& label) {
        for (int key = 0; key < 80; ++key) {
            driver.key(Key::Next);
            if (driver.find_control(label) != nullptr && driver.control(label).state.focused)
                return;
        }
        FAIL("never focused: " << label);
    };
    go_to("Español");
    driver.key(Key::Activate);
    go_to("Siguiente");
    for (int step = 1; step < kiosk::model::kSetupSteps; ++step) {
        driver.key(Key::Activate); // Next has the focus at each step
        CHECK(static_cast<int>(driver.app().setup().step()) == step);
    }
    driver.type("x");
    driver.key(Key::Activate);
    CHECK(driver.app().setup().step() == SetupStep::Summary);
    driver.key(Key::Back);
    CHECK(driver.app().setup().step() == SetupStep::Name);
    driver.key(Key::Activate);
    go_to("Iniciar el quiosco");
    driver.key(Key::Activate);
    CHECK(saved_text(driver).find("name = \"booth-1x\"") != std::string::npos);
}
