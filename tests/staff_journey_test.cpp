// The staff panel as staff use it, and as visitors must never see it.
#include "tests/support/app/crawl.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/app/stick_reports.h"
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <random>

namespace {

namespace logs = platform::logs;
using db::update::HistoryEntry;
using db::update::HistoryKind;
using db::update::Verdict;
using kiosk::Key;
using kiosk::model::Screen;
using platform::StickStage;
using test::DriverOptions;
using test::Millis;
using test::UiDriver;

DriverOptions with_staff(int width = 1920, int height = 1080, const char* language = "en") {
    DriverOptions options;
    options.width_px = width;
    options.height_px = height;
    options.language = language;
    options.staff = true;
    return options;
}

/// The machine's answer to the newest task.
void answer(UiDriver& driver, bool succeeded, std::string detail = {}, std::int64_t version = 0) {
    REQUIRE_FALSE(driver.platform().started().empty());
    platform::TaskResult result;
    result.task = driver.platform().started().back();
    result.succeeded = succeeded;
    result.detail = std::move(detail);
    result.reason = succeeded ? "" : "no_stick";
    result.version = version;
    driver.platform().finish_task(result);
    driver.advance(Millis{50});
}

void enter_pin(UiDriver& driver, const char* digits = "4711") {
    for (const char* digit = digits; *digit != '\0'; ++digit)
        driver.tap(std::string(1, *digit));
    driver.tap(driver.words().staff.pin_enter);
}

void open_panel(UiDriver& driver) {
    driver.key(Key::Staff);
    REQUIRE(driver.screen() == Screen::StaffPin);
    enter_pin(driver);
    answer(driver, true);
    REQUIRE(driver.screen() == Screen::Staff);
}

kiosk::ContentLedger ledger() {
    kiosk::ContentLedger kept;
    kept.kept = {{12, "", true}, {11, "", false}};
    const auto add = [&](HistoryKind kind, Verdict verdict, std::int64_t version, const char* wall) {
        HistoryEntry entry;
        entry.kind = kind;
        entry.verdict = verdict;
        entry.version = version;
        entry.wall = wall;
        kept.history.push_back(entry);
    };
    add(HistoryKind::Install, Verdict::Installed, 11, "2026-11-03T07:41:10Z");
    add(HistoryKind::Install, Verdict::UnknownKey, 0, "");
    add(HistoryKind::RollBack, Verdict::Installed, 11, "2026-11-17T16:20:45Z");
    add(HistoryKind::Install, Verdict::Installed, 12, "2026-11-24T06:58:30Z");
    return kept;
}

} // namespace

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
    driver.key(Key::Activate);
    driver.advance(Millis{50});
    driver.see(driver.words().staff.pin_checking);
    driver.key(Key::Digit1); // not while it is checked
    driver.key(Key::Activate);
    driver.advance(Millis{50});
    REQUIRE(driver.platform().started().size() == 1);
    const auto* check = std::get_if<platform::CheckPin>(&driver.platform().started()[0]);
    REQUIRE(check != nullptr);
    CHECK(check->pin == "4711");
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
        enter_pin(driver, "0000");
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

TEST_CASE("the panel tells of content, sticks and machine") {
    const test::TemporaryFolder folder;
    test::write_generated({.roles = 6, .version = 12}, folder / "new.db");
    UiDriver driver(with_staff());
    kiosk::ContentUpdate update;
    update.store.emplace(std::move(*db::RoleStore::open(folder / "new.db", db::Trust::Factory)));
    update.origin = logs::ContentOrigin::Installed;
    driver.app().take_content(std::move(update));
    driver.app().take_ledger(ledger());
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
    driver.app().take_ledger(ledger());
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
    const test::TemporaryFolder folder;
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
    for (const auto& [width, height] : {std::pair{1920, 1080}, {1080, 1920}, {800, 480}}) {
        CAPTURE(width);
        UiDriver driver(with_staff(width, height));
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

TEST_CASE("the panel by keys alone") {
    UiDriver driver(with_staff(1280, 800));
    driver.app().take_ledger(ledger());
    driver.key(Key::Staff);
    for (const Key key : {Key::Digit4, Key::Digit7, Key::Digit1, Key::Digit1, Key::Back, Key::Digit1, Key::Activate})
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
                driver.app().take_ledger(ledger());
                driver.tap(driver.words().touch_to_explore);
                driver.tap(driver.words().comfort);
                if (text == 3)
                    driver.tap(driver.words().size_largest);
                driver.key(Key::Staff);
                driver.settle();
                try {
                    crawl.inspect_to_end(driver, "pad");
                    for (int attempt = 0; attempt < 3; ++attempt) {
                        enter_pin(driver, "0000");
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
