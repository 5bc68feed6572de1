// What staff do in their panel.
#include "tests/support/app/crawl.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/app/staff_driver.h"
#include "tests/support/database_support.h"
#include <doctest/doctest.h>

namespace logs = platform::logs;
using kiosk::Key;
using kiosk::model::Screen;
using test::answer;
using test::DriverOptions;
using test::enter_pin;
using test::Millis;
using test::open_panel;
using test::staff_ledger;
using test::UiDriver;
using test::with_staff;

TEST_CASE("the panel tells of content, sticks and machine") {
    const test::ScratchFolder folder;
    test::write_generated({.roles = 6, .version = 12}, folder / "new.db");
    UiDriver driver(with_staff());
    kiosk::ContentUpdate update;
    update.store.emplace(std::move(*db::RoleStore::open(folder / "new.db", db::Trust::Factory)));
    update.origin = logs::ContentOrigin::Installed;
    driver.app().take_content(std::move(update));
    driver.app().take_ledger(staff_ledger());
    driver.platform().set_today(20'783);
    driver.platform().set_health({.temperature_c = 48.4,
                                  .undervoltage = true,
                                  .free_bytes = 21'400'000'000,
                                  .total_bytes = 31'900'000'000,
                                  .memory_available_bytes = 612'000'000,
                                  .uptime_s = 187'200});
    open_panel(driver);
    for (const char* text :
         {"Content 12", "a stick", "2026-11-24 06:58 UTC", "Content 12 is installed.", "Staff chose content 11 again.",
          "This kiosk does not know who signed the content.", "21 GB of 32 GB", "48 °C", "too weak: use a stronger one",
          "612 MB", "2 d 4 h", "This machine has no sound device."})
        driver.see(text);
    // Asked again after five seconds, not before.
    platform::MachineHealth later;
    later.temperature_c = 60;
    driver.platform().set_health(later);
    driver.scroll_to_start();
    driver.advance(Millis{5'100});
    driver.see("60 °C");
    driver.see(driver.words().staff.not_told);
}

TEST_CASE("going back to older content asks first, does it, and tells") {
    UiDriver driver(with_staff());
    driver.app().take_ledger(staff_ledger());
    open_panel(driver);
    driver.tap("Show content 11 again");
    driver.see("Show content 11 again?");
    CHECK_MESSAGE(driver.find_control("Show content 11 again") == nullptr,
                  "what lies under a question can't be pressed");
    driver.tap(driver.words().staff.cancel);
    driver.cannot_see("Show content 11 again?");
    driver.tap("Show the factory's content");
    driver.key(Key::Back);
    driver.cannot_see("Show the factory's content?");
    CHECK(driver.platform().started().size() == 1); // of the PIN
    driver.tap("Show content 11 again");
    driver.tap(driver.words().staff.do_show);
    REQUIRE(driver.platform().started().size() == 2);
    const auto* asked = std::get_if<platform::RollBackContent>(&driver.platform().started()[1]);
    REQUIRE(asked != nullptr);
    CHECK(asked->version == 11);
    driver.see(driver.words().staff.working);
    CHECK(driver.find_control("Show content 11 again")->state.disabled);
    answer(driver, false, "content 11 is not kept");
    driver.see("That did not work. content 11 is not kept");
    CHECK(driver.platform().logged<logs::ContentRolledBack>().empty());
    CHECK_FALSE(driver.app().take_look_request());
    driver.tap("Show content 11 again");
    driver.tap(driver.words().staff.do_show);
    answer(driver, true, {}, 11);
    driver.see("Content 11 is shown now.");
    REQUIRE(driver.platform().logged<logs::ContentRolledBack>().size() == 1);
    CHECK(driver.platform().logged<logs::ContentRolledBack>()[0].to == 11);
    CHECK(driver.app().take_look_request());
}

TEST_CASE("content that changes while the panel is open is what it tells at once") {
    const test::ScratchFolder folder;
    test::write_generated({.roles = 2, .version = 77}, folder / "new.db");
    UiDriver driver(with_staff());
    open_panel(driver);
    driver.give_content(folder / "new.db");
    driver.advance(Millis{100});
    driver.see("Content 77");
    CHECK(driver.screen() == Screen::Staff);
}

TEST_CASE("brightness and volume go in steps of ten and are logged") {
    UiDriver driver(with_staff());
    driver.platform().set_available_level(platform::Level::Brightness, 80);
    driver.platform().set_available_level(platform::Level::Volume, 0);
    open_panel(driver);
    driver.tap(driver.words().staff.brighter);
    driver.tap(driver.words().staff.brighter);
    driver.see("100 %");
    CHECK(driver.find_control(driver.words().staff.brighter)->state.disabled);
    driver.tap(driver.words().staff.louder);
    CHECK(driver.find_control(driver.words().staff.quieter) != nullptr);
    CHECK(driver.platform().level(platform::Level::Brightness) == 100);
    CHECK(driver.platform().level(platform::Level::Volume) == 10);
    const auto set = driver.platform().logged<logs::LevelSet>();
    REQUIRE(set.size() == 3);
    CHECK(set[1] == logs::LevelSet{"brightness", 100});
    CHECK(set[2] == logs::LevelSet{"volume", 10});
}

TEST_CASE("a screen without a dimmer is made darker in the picture, and stays so for visitors") {
    DriverOptions options = with_staff(800, 480);
    options.pixels = true;
    UiDriver driver(options);
    const auto light = [&] {
        driver.frame();
        std::uint64_t sum = 0;
        for (const std::uint32_t pixel : driver.picture().pixels())
            sum += (pixel >> 8U) & 0xffU;
        return sum;
    };
    open_panel(driver);
    driver.see(driver.words().staff.dimmed_picture);
    const std::uint64_t before = light();
    for (int step = 0; step < 9; ++step)
        driver.tap(driver.words().staff.darker);
    CHECK_MESSAGE(driver.find_control(driver.words().staff.darker)->state.disabled, "never quite dark");
    CHECK(light() < before / 3);
    CHECK(driver.platform().logged<logs::LevelSet>().back() == logs::LevelSet{"brightness", 10});
    driver.tap(driver.words().staff.close);
    CHECK(driver.screen() == Screen::Attract);
    CHECK(light() < before / 5);
}

TEST_CASE("the logs go to the stick on request, and the panel says how many") {
    UiDriver driver(with_staff());
    open_panel(driver);
    driver.tap(driver.words().staff.write_logs);
    driver.see(driver.words().staff.logs_writing);
    REQUIRE(std::holds_alternative<platform::WriteLogs>(driver.platform().started().back()));
    platform::TaskResult result;
    result.task = platform::WriteLogs{};
    result.succeeded = true;
    result.logs = {.events = 1841, .bytes = 402'113, .complete = false};
    driver.platform().finish_task(result);
    driver.advance(Millis{50});
    driver.see("1841 events were written, then the stick was full. Bring another one for the rest.");
    CHECK(driver.platform().logged<logs::LogsCollected>().back()
          == logs::LogsCollected{logs::CollectedBy::Staff, 1841, 402'113, false});
    driver.tap(driver.words().staff.write_logs);
    answer(driver, false, "plug in a stick first");
    driver.see("That did not work. plug in a stick first");
    CHECK(driver.platform().logged<logs::LogsRefused>().back()
          == logs::LogsRefused{logs::CollectedBy::Staff, "no_stick"});
}

TEST_CASE("a restart asks first") {
    UiDriver driver(with_staff());
    open_panel(driver);
    driver.tap(driver.words().staff.restart);
    driver.tap(driver.words().staff.cancel);
    CHECK_FALSE(driver.app().restart_requested());
    driver.tap(driver.words().staff.restart);
    driver.see(driver.words().staff.ask_restart_text);
    driver.tap(driver.words().staff.do_restart);
    CHECK(driver.app().restart_requested());
    driver.app().finish();
    CHECK(driver.platform().logged<logs::StaffClosed>().size() == 1);
}

TEST_CASE("the touch test marks each touch, says where it was, and ends by its button or by itself") {
    for (const auto& size : {std::pair{1920, 1080}, {1080, 1920}, {800, 480}}) {
        CAPTURE(size.first);
        UiDriver driver(with_staff(size.first, size.second));
        open_panel(driver);
        driver.tap(driver.words().staff.touch_test);
        REQUIRE(driver.screen() == Screen::TouchTest);
        const float mm = driver.metrics().px_per_mm();
        driver.tap_at({50 * mm, 40 * mm});
        driver.see("50 mm from the left, 40 mm from the top");
        for (const auto& ring : kiosk::screens::touch_rings(driver.metrics())) {
            driver.cannot_see(driver.words().staff.touch_all);
            driver.tap_at(ring.center());
        }
        driver.see(driver.words().staff.touch_all);
        driver.drag({50 * mm, 30 * mm}, {80 * mm, 60 * mm});
        driver.see("80 mm from the left, 60 mm from the top");
        driver.tap(driver.words().staff.done);
        CHECK(driver.screen() == Screen::Staff);
        driver.tap(driver.words().staff.touch_test);
        driver.cannot_see(driver.words().staff.touch_all);
        driver.advance(Millis{30'500});
        CHECK(driver.screen() == Screen::Staff);
    }
}

TEST_CASE("the panel by keys alone") {
    UiDriver driver(with_staff(1280, 800));
    driver.app().take_ledger(staff_ledger());
    driver.key(Key::Staff);
    for (const Key key : {Key::Digit4, Key::Digit7, Key::Digit1, Key::Digit1, Key::Digit0, Key::Digit1, Key::Back,
                          Key::Digit8, Key::Activate})
        driver.key(key);
    answer(driver, true);
    REQUIRE(driver.screen() == Screen::Staff);
    const auto go_to = [&](const std::string& label) {
        for (int key = 0; key < 40; ++key) {
            driver.key(Key::Next);
            if (driver.find_control(label) != nullptr && driver.control(label).state.focused)
                return;
        }
        FAIL("never focused: " << label);
    };
    go_to("Show content 11 again");
    driver.key(Key::Activate);
    driver.settle();
    go_to(driver.words().staff.do_show);
    driver.key(Key::Activate);
    CHECK(std::holds_alternative<platform::RollBackContent>(driver.platform().started().back()));
    answer(driver, true, {}, 11);
    go_to(driver.words().staff.touch_test);
    driver.key(Key::Activate);
    CHECK(driver.screen() == Screen::TouchTest);
    driver.key(Key::Back);
    driver.key(Key::Back);
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("crawl of the staff's screens at every size, text size and in both languages") {
    test::Crawl crawl;
    struct Size {
        int width;
        int height;
    };
    for (const Size& size : {Size{1920, 1080}, {1080, 1920}, {1280, 800}, {800, 480}, {1024, 600}})
        for (const char* language : {"en", "es"})
            for (const int text : {0, 3}) {
                UiDriver driver(with_staff(size.width, size.height, language));
                driver.app().take_ledger(staff_ledger());
                driver.tap(driver.words().touch_to_explore);
                driver.tap(driver.words().comfort);
                if (text == 3)
                    driver.tap(driver.words().size_largest);
                driver.key(Key::Staff);
                driver.settle();
                try {
                    crawl.inspect_to_end(driver, "pad");
                    for (int digit = 0; digit < 4; ++digit)
                        driver.tap("0");
                    crawl.inspect_to_end(driver, "short");
                    for (int digit = 0; digit < 4; ++digit)
                        driver.tap(driver.words().staff.pin_erase);
                    for (int attempt = 0; attempt < 3; ++attempt) {
                        enter_pin(driver, "000000");
                        answer(driver, false);
                        crawl.inspect_to_end(driver, "wrong");
                    }
                    driver.advance(Millis{31'000});
                    enter_pin(driver);
                    answer(driver, true);
                    driver.settle();
                    crawl.inspect_to_end(driver, "panel");
                    driver.tap(kiosk::model::filled(driver.words().staff.show_again, "11"));
                    driver.settle();
                    crawl.inspect(driver, "question");
                    driver.see(driver.words().staff.ask_show_text);
                    driver.tap(driver.words().staff.cancel);
                    driver.tap(driver.words().staff.touch_test);
                    driver.settle();
                    crawl.inspect(driver, "touch test");
                } catch (const test::UiFailure& failure) {
                    crawl.add(driver, "stops here", failure.what());
                }
            }
    CHECK_MESSAGE(crawl.faults().empty(), crawl.report());
}
