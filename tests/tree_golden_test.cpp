// What each screen says, as text. A change of words or order shows here first.
#include "tests/support/app/generated_content.h"
#include "tests/support/app/golden.h"
#include "tests/support/app/stick_reports.h"
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <vector>

namespace {

using kiosk::model::Screen;
using test::Millis;
using test::UiDriver;

void check_golden(UiDriver& driver, const std::string& name) {
    const std::filesystem::path file =
        std::filesystem::path(KIOSK_SOURCE_DIR) / "tests" / "data" / "tree" / (name + ".txt");
    const std::string difference = test::compare_with_golden(file, driver.tree().dump());
    CHECK_MESSAGE(difference.empty(), difference);
}

/// So wide that every caption has room: what is left out for want of room differs with the version of the font.
test::DriverOptions on_wide_glass(const std::string& language) {
    test::DriverOptions options;
    options.width_px = 3840;
    options.height_px = 2160;
    options.diagonal_in = 43;
    options.language = language;
    return options;
}

void check_language(const std::string& language) {
    UiDriver driver(on_wide_glass(language));
    driver.advance(Millis{3000});
    check_golden(driver, language + "-attract");
    driver.tap(driver.words().touch_to_explore);
    driver.settle();
    check_golden(driver, language + "-home");
    const std::vector<db::RoleCard> cards = driver.app().view().home.roles;
    for (const db::RoleCard& card : cards) {
        driver.tap(card.title);
        driver.settle();
        check_golden(driver, language + "-role-" + card.id);
        driver.tap(driver.words().home);
        driver.settle();
    }
    driver.tap(driver.words().about);
    driver.settle();
    check_golden(driver, language + "-about");
    driver.tap(driver.words().comfort);
    driver.settle();
    check_golden(driver, language + "-comfort");
    driver.advance_to(driver.last_input() + Millis{60'500});
    check_golden(driver, language + "-countdown");
}

/// The card about a stick, the pad for the PIN, the panel and its pages.
void check_sticks_and_staff(const std::string& language) {
    test::DriverOptions options = on_wide_glass(language);
    options.staff = true;
    UiDriver driver(options);
    driver.advance(Millis{3000});
    driver.platform().report_stick(test::report("stick", 1, platform::StickStage::Copying, 50));
    driver.advance(Millis{500});
    check_golden(driver, language + "-attract-stick");
    driver.tap(driver.words().touch_to_explore);
    driver.platform().report_stick(test::verdict("older", 11));
    driver.settle();
    check_golden(driver, language + "-home-stick");
    driver.tap(driver.words().stick.close);
    driver.key(kiosk::Key::Staff);
    driver.settle();
    check_golden(driver, language + "-staff-pin");
    for (int digit = 0; digit < 6; ++digit)
        driver.tap("4");
    driver.tap(driver.words().staff.pin_enter);
    driver.platform().finish_task({platform::CheckPin{}, true, {}, 0, {}});
    kiosk::ContentLedger ledger;
    ledger.kept = {{12, "", true}, {11, "", false}};
    db::update::HistoryEntry entry;
    entry.version = 12;
    entry.wall = "2026-11-24T06:58:30Z";
    ledger.history = {entry};
    driver.app().take_ledger(ledger);
    driver.settle();
    check_golden(driver, language + "-staff");
    driver.tap(kiosk::model::filled(driver.words().staff.show_again, "11"));
    driver.settle();
    check_golden(driver, language + "-staff-question");
    driver.tap(driver.words().staff.cancel);
    driver.tap(driver.words().staff.touch_test);
    driver.settle();
    check_golden(driver, language + "-staff-touch-test");
}

void check_setup(const std::string& language) {
    test::DriverOptions options = on_wide_glass(language);
    options.setup = {"setup.toml", true, {}};
    UiDriver driver(options);
    const auto next = [&] {
        driver.tap(driver.words().setup.next);
        driver.settle();
    };
    check_golden(driver, language + "-setup-language");
    next();
    driver.tap(driver.words().setup.side_bottom);
    check_golden(driver, language + "-setup-rotation-trial");
    driver.tap(driver.words().setup.turn_back);
    driver.settle();
    check_golden(driver, language + "-setup-rotation");
    next();
    check_golden(driver, language + "-setup-size");
    next();
    check_golden(driver, language + "-setup-touch");
    next();
    check_golden(driver, language + "-setup-zone");
    driver.tap(driver.words().setup.america);
    driver.settle();
    check_golden(driver, language + "-setup-zone-cities");
    next();
    check_golden(driver, language + "-setup-name");
    next();
    check_golden(driver, language + "-setup-summary");
    driver.tap(driver.words().setup.start);
    platform::TaskResult refused;
    refused.task = driver.platform().started().back();
    refused.reason = "no_space";
    driver.platform().finish_task(refused);
    driver.settle();
    check_golden(driver, language + "-setup-not-saved");
}

} // namespace

TEST_CASE("what the setup screen says in both languages") {
    for (const char* language : {"en", "es"})
        check_setup(language);
}

TEST_CASE("what sticks and the staff panel say in both languages") {
    for (const char* language : {"en", "es"})
        check_sticks_and_staff(language);
}

TEST_CASE("what each screen says in English") {
    check_language("en");
}

TEST_CASE("what each screen says in Spanish") {
    check_language("es");
}

TEST_CASE("what the choice of languages and an empty kiosk say") {
    {
        UiDriver driver({.database = {}});
        REQUIRE(driver.screen() == Screen::Unavailable);
        check_golden(driver, "en-unavailable");
    }
    const test::ScratchFolder folder;
    test::write_generated({.languages = 3}, folder / "three.db");
    UiDriver driver({.language = "en", .database = folder / "three.db"});
    driver.tap(driver.words().touch_to_explore);
    driver.tap(driver.words().language);
    driver.settle();
    REQUIRE(driver.screen() == Screen::Languages);
    check_golden(driver, "en-languages");
}

TEST_CASE("a difference is shown line by line with what is around it") {
    CHECK(test::line_diff("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nd\nX\nf\ng\n") == "  ...\n  c\n  d\n- e\n+ X\n  f\n  g\n");
    CHECK(test::line_diff("a\n", "a\nb\n") == "  a\n+ b\n");
}
