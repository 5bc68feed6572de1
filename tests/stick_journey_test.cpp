// Sticks as a person sees them: the card over what goes on, and the content that comes with it.
#include "db/update/verdict.h"
#include "tests/support/app/allocations.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/app/stick_reports.h"
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>

namespace {

namespace logs = platform::logs;
using kiosk::Key;
using kiosk::model::filled;
using kiosk::model::Screen;
using platform::StickStage;
using test::Millis;
using test::report;
using test::UiDriver;
using test::verdict;

platform::StickReport installed(std::int64_t version, int roles, const char* stick = "stick") {
    platform::StickReport news = verdict("installed", version, stick);
    news.previous = version - 1;
    news.roles = roles;
    news.roles_changed = 2;
    return news;
}

std::string title(const UiDriver& driver, const char* name, std::int64_t version = 0) {
    return filled(driver.words().verdicts.at(name).title, std::to_string(version));
}

/// The rectangle of the whole card, by its texts and its close.
kiosk::model::Rect card_area(UiDriver& driver, std::string_view card_title) {
    kiosk::model::Rect area = driver.control(driver.words().stick.close).rect;
    for (const auto& node : driver.tree().nodes())
        if (node.name == card_title) {
            area.left = std::min(area.left, node.rect.left);
            area.bottom = std::max(area.bottom, node.rect.bottom);
        }
    return area;
}

} // namespace

TEST_CASE("a stick in the attract loop: progress, verdict, new content at once, and it goes by itself") {
    const test::ScratchFolder folder;
    test::write_generated({.roles = 6, .version = 12}, folder / "new.db");
    UiDriver driver({.language = "en"});
    driver.platform().report_stick(report("stick", 1, StickStage::Noticed));
    driver.advance(Millis{500});
    driver.see("USB stick found");
    driver.see("Please leave the stick in.");
    driver.platform().report_stick(report("stick", 2, StickStage::Copying, 50));
    driver.advance(Millis{500});
    driver.see("Copying the content");
    driver.see("27 %");
    driver.platform().report_stick(installed(12, 6));
    driver.advance(Millis{100});
    CHECK(driver.app().take_look_request());
    CHECK_FALSE(driver.app().take_look_request());
    driver.give_content(folder / "new.db");
    driver.advance(Millis{500});
    driver.see("Content 12 is installed.");
    driver.see("6 roles: 2 changed. You can remove the stick.");
    CHECK(driver.screen() == Screen::Attract);
    CHECK(driver.platform().logged<logs::ContentShown>().back().content_version == 12);
    const auto told = driver.platform().logged<logs::ContentInstalled>();
    REQUIRE(told.size() == 1);
    CHECK(told[0] == logs::ContentInstalled{12, 11, 6, 0, 0, 2});
    driver.platform().report_stick(report("stick", 101, StickStage::Removed));
    driver.advance(Millis{11'000});
    driver.see("Content 12 is installed.");
    driver.advance(Millis{1'500});
    driver.cannot_see("Content 12 is installed.");
    CHECK(driver.platform().logged<logs::SessionStarted>().empty());
}

TEST_CASE("a stick during a visit disturbs nothing: old content until its end, and every button works") {
    const test::ScratchFolder folder;
    test::write_generated({.roles = 3, .version = 1}, folder / "old.db");
    test::write_generated({.roles = 1, .version = 2}, folder / "new.db");
    UiDriver driver({.language = "en", .database = folder / "old.db"});
    driver.tap(driver.words().touch_to_explore);
    driver.platform().report_stick(installed(2, 1));
    driver.give_content(folder / "new.db");
    driver.settle();
    driver.see("Content 2 is installed.");
    CHECK(driver.app().view().home.roles.size() == 3);
    driver.tap("Role 2 en");
    driver.see("Content 2 is installed.");
    CHECK(driver.screen() == Screen::Role);
    driver.tap(driver.words().comfort);
    driver.tap(driver.words().high_contrast);
    driver.tap(driver.words().home);
    CHECK(driver.app().view().home.roles.size() == 3);
    CHECK(driver.platform().logged<logs::ContentShown>().size() == 1);
    driver.tap(driver.words().finish);
    CHECK(driver.platform().logged<logs::ContentShown>().size() == 2);
    driver.see("Content 2 is installed.");
    driver.tap(driver.words().touch_to_explore);
    CHECK(driver.app().view().home.roles.size() == 1);
}

TEST_CASE("the card takes no touch: what lies under it is pressed through it") {
    UiDriver driver({.width_px = 800, .height_px = 480, .language = "en"});
    driver.tap(driver.words().touch_to_explore);
    driver.settle();
    driver.platform().report_stick(verdict("older", 3));
    driver.settle();
    const auto area = card_area(driver, title(driver, "older", 3));
    // A card of a role that lies under the note.
    const kiosk::a11y::Node* under = nullptr;
    for (int step = 0; step < 20 && under == nullptr; ++step) {
        for (const auto& node : driver.tree().nodes())
            if (node.role == kiosk::a11y::Role::Link && node.visible().overlaps(area))
                under = &node;
        if (under == nullptr)
            driver.drag({400, 300}, {400, 260});
    }
    REQUIRE(under != nullptr);
    const auto common = under->visible().intersection(area);
    driver.tap_at({common.left + 2, common.center().y});
    CHECK(driver.screen() == Screen::Role);
    driver.see(title(driver, "older", 3));
}

TEST_CASE("a refusal says why and what to do, in the language shown, and is logged once") {
    for (const char* language : {"en", "es"})
        for (const auto& [value, its_name] : db::update::kVerdictNames) {
            if (value == db::update::Verdict::Installed)
                continue;
            const std::string name(its_name);
            CAPTURE(language);
            CAPTURE(name);
            UiDriver driver({.width_px = 800, .height_px = 480, .language = language});
            driver.tap(driver.words().touch_to_explore);
            platform::StickReport news = verdict(name, 11);
            news.detail = "the reason, for staff";
            driver.platform().report_stick(news);
            driver.settle();
            driver.see(title(driver, name.c_str(), 11));
            driver.see(driver.words().verdicts.at(name).advice);
            const auto told = driver.platform().logged<logs::StickRefused>();
            REQUIRE(told.size() == 1);
            CHECK(told[0] == logs::StickRefused{name, 11, "the reason, for staff"});
            CHECK_FALSE(driver.app().take_look_request());
            if (value == db::update::Verdict::Older && std::string(language) == "en") {
                // The card follows the visitor's language.
                driver.tap("Español");
                driver.see(test::shared_strings().in("es").verdicts.at("older").title);
            }
        }
}

TEST_CASE("a stick that is pulled in the middle is told and logged") {
    UiDriver driver({.language = "en"});
    driver.platform().report_stick(report("stick", 1, StickStage::Copying, 30));
    driver.advance(Millis{400});
    driver.platform().report_stick(report("stick", 2, StickStage::Removed));
    driver.advance(Millis{400});
    driver.see(title(driver, "stick_gone"));
    const auto told = driver.platform().logged<logs::StickRefused>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].verdict == logs::Name("stick_gone"));
    driver.advance(Millis{13'000});
    driver.cannot_see(title(driver, "stick_gone"));
}

TEST_CASE("two sticks: the newest report is shown, the other verdict after it") {
    UiDriver driver({.language = "en"});
    driver.platform().report_stick(verdict("older", 3, "a"));
    driver.advance(Millis{1000});
    driver.platform().report_stick(installed(12, 6, "b"));
    driver.advance(Millis{1000});
    driver.see("Content 12 is installed.");
    driver.cannot_see(title(driver, "older"));
    driver.tap(driver.words().stick.close);
    CHECK_MESSAGE(driver.screen() == Screen::Attract, "closing a note begins no visit");
    driver.see(title(driver, "older"));
    driver.tap(driver.words().stick.close);
    driver.cannot_see(title(driver, "older"));
    CHECK(driver.screen() == Screen::Attract);
    CHECK(driver.platform().logged<logs::SessionStarted>().empty());
    CHECK(driver.platform().logged<logs::StickRefused>().size() == 1);
    CHECK(driver.platform().logged<logs::ContentInstalled>().size() == 1);
}

TEST_CASE("logs that a stick asked for") {
    UiDriver driver({.language = "en"});
    platform::StickReport news = verdict("", 0);
    news.logs = platform::CollectedLogs{1841, 400'000, true};
    driver.platform().report_stick(news);
    driver.advance(Millis{400});
    driver.see("The logs are on the stick.");
    CHECK(driver.platform().logged<logs::StickRefused>().empty());
    REQUIRE(driver.platform().logged<logs::LogsCollected>().size() == 1);
    CHECK(driver.platform().logged<logs::LogsCollected>()[0]
          == logs::LogsCollected{logs::CollectedBy::Request, 1841, 400'000, true});
    news.stick = "b";
    news.logs.reset();
    news.logs_problem = "unknown_key";
    driver.platform().report_stick(news);
    driver.advance(Millis{400});
    driver.see("The logs were not written to the stick.");
    REQUIRE(driver.platform().logged<logs::LogsRefused>().size() == 1);
    CHECK(driver.platform().logged<logs::LogsRefused>()[0].reason == logs::Name("unknown_key"));
}

TEST_CASE("a card at rest draws no frame and allocates nothing; progress draws when its percent changes") {
    UiDriver driver({.language = "en"});
    driver.tap(driver.words().touch_to_explore);
    driver.platform().report_stick(report("stick", 1, StickStage::Checking, 10));
    driver.settle();
    int before = driver.frames_drawn();
    // Other bytes, the same percent of the whole.
    driver.platform().report_stick(report("stick", 2, StickStage::Checking, 11));
    driver.advance(Millis{1000});
    CHECK(driver.frames_drawn() == before);
    driver.platform().report_stick(report("stick", 3, StickStage::Checking, 60));
    driver.advance(Millis{1000});
    CHECK(driver.frames_drawn() == before + 1);
    driver.platform().report_stick(verdict("older", 3));
    driver.settle();
    before = driver.frames_drawn();
    {
        const test::AllocationCounter counter;
        driver.advance(Millis{50'000});
        CHECK_MESSAGE(counter.count() == 0, counter.origins());
    }
    CHECK(driver.frames_drawn() == before);
    driver.advance_to(driver.last_input() + Millis{59'000});
}

TEST_CASE("the card is over every screen, whole at every size, and closes by key") {
    struct Size {
        int width;
        int height;
    };
    for (const Size& size : {Size{1920, 1080}, {1080, 1920}, {1280, 800}, {800, 480}}) {
        CAPTURE(size.width);
        UiDriver driver({.width_px = size.width, .height_px = size.height, .language = "es"});
        driver.platform().report_stick(verdict("wrong_schema", 3));
        driver.advance(Millis{500});
        driver.see(title(driver, "wrong_schema"));
        driver.see(driver.words().verdicts.at("wrong_schema").advice);
        const auto loop = card_area(driver, title(driver, "wrong_schema"));
        for (const auto& node : driver.tree().nodes())
            if (node.name == "English" || node.name == "Español")
                CHECK_FALSE_MESSAGE(node.rect.overlaps(loop), driver.dump());
        driver.tap(driver.words().touch_to_explore);
        for (const std::string& way : {driver.words().about, driver.words().comfort, driver.words().size_largest}) {
            driver.tap(way);
            driver.settle();
            driver.see(title(driver, "wrong_schema"));
            driver.see(driver.words().verdicts.at("wrong_schema").advice);
        }
        for (int key = 0; key < 40 && driver.find_control(driver.words().stick.close) != nullptr
                          && !driver.control(driver.words().stick.close).state.focused;
             ++key)
            driver.key(Key::Previous);
        driver.key(Key::Activate);
        driver.advance(Millis{100});
        driver.cannot_see(title(driver, "wrong_schema"));
    }
    UiDriver empty({.language = "en", .database = {}});
    empty.platform().report_stick(verdict("no_keys", 0));
    empty.advance(Millis{500});
    empty.see(title(empty, "no_keys"));
    CHECK(empty.screen() == Screen::Unavailable);
    empty.tap(empty.words().stick.close);
    empty.cannot_see(title(empty, "no_keys"));
}

TEST_CASE("the card asks for no primary action's place") {
    UiDriver driver({.width_px = 800, .height_px = 480, .language = "en", .staff = true});
    driver.platform().report_stick(verdict("stick_gone", 0));
    driver.advance(Millis{500});
    CHECK_FALSE(
        driver.control(driver.words().touch_to_explore).rect.overlaps(card_area(driver, title(driver, "stick_gone"))));
    driver.key(Key::Staff);
    driver.settle();
    REQUIRE(driver.screen() == Screen::StaffPin);
    const auto area = card_area(driver, title(driver, "stick_gone"));
    for (const char* digit : {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0"})
        CHECK_FALSE(driver.control(digit).rect.overlaps(area));
}
