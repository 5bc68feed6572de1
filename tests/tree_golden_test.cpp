// What each screen says, as text. A change of words or order shows here first.
#include "tests/support/app/generated_content.h"
#include "tests/support/app/golden.h"
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

void check_language(const std::string& language) {
    UiDriver driver({.language = language});
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

} // namespace

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
    const test::TemporaryFolder folder;
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
