#include "kiosk/app.h"
#include "tests/support/app/allocations.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>

namespace {

namespace logs = platform::logs;
using kiosk::model::Screen;
using test::Millis;
using test::UiDriver;

/// Two generated databases: version 1 with three roles, version 2 with one.
struct Contents {
    test::ScratchFolder folder;
    std::filesystem::path first = folder / "first.db";
    std::filesystem::path second = folder / "second.db";
    Contents() {
        test::write_generated({.roles = 3, .version = 1}, first);
        test::write_generated({.roles = 1, .version = 2}, second);
    }
};

kiosk::ContentUpdate refusal(db::ErrorCode code, bool nothing) {
    kiosk::ContentUpdate update;
    update.refusals.push_back({logs::ContentOrigin::Configured, {code, "the reason", "roles.db"}});
    update.nothing_to_show = nothing;
    return update;
}

} // namespace

TEST_CASE("new content is shown at once where nobody is") {
    const Contents contents;
    UiDriver driver({.database = contents.first});
    driver.give_content(contents.second);
    const auto shown = driver.platform().logged<logs::ContentShown>();
    REQUIRE(shown.size() == 2);
    CHECK(shown[0] == logs::ContentShown{1, logs::ContentOrigin::Bundled, 3});
    CHECK(shown[1] == logs::ContentShown{2, logs::ContentOrigin::Bundled, 1});
    driver.frame();
    driver.tap(driver.words().touch_to_explore);
    CHECK(driver.app().view().home.roles.size() == 1);
}

TEST_CASE("a visitor keeps the old content until the visit ends") {
    const Contents contents;
    UiDriver driver({.database = contents.first});
    driver.tap(driver.words().touch_to_explore);
    driver.give_content(contents.second);
    driver.tap("Role 2 en");
    driver.see("Do another.");
    driver.tap(driver.words().home);
    CHECK(driver.app().view().home.roles.size() == 3);
    CHECK(driver.platform().logged<logs::ContentShown>().size() == 1);
    driver.tap(driver.words().finish);
    CHECK(driver.platform().logged<logs::ContentShown>().size() == 2);
    driver.tap(driver.words().touch_to_explore);
    CHECK(driver.app().view().home.roles.size() == 1);
}

TEST_CASE("of two updates in one visit the later one is shown") {
    const Contents contents;
    UiDriver driver({.database = contents.first});
    driver.tap(driver.words().touch_to_explore);
    driver.give_content(contents.first);
    driver.give_content(contents.second);
    driver.advance(Millis{81'000});
    const auto shown = driver.platform().logged<logs::ContentShown>();
    REQUIRE(shown.size() == 2);
    CHECK(shown[1].content_version == 2);
}

TEST_CASE("without content the kiosk says so calmly, ignores touches and keys, and recovers by itself") {
    UiDriver driver({.language = "en", .database = {}});
    driver.app().take_content(refusal(db::ErrorCode::Corrupt, true));
    driver.frame();
    CHECK(driver.screen() == Screen::Unavailable);
    driver.see("Back in a moment");
    CHECK(driver.platform().logged<logs::ContentMissing>().size() == 1);
    driver.tap_at({960, 540});
    driver.key(kiosk::Key::Activate);
    driver.key(kiosk::Key::Back);
    driver.drag({900, 900}, {900, 100});
    driver.advance(Millis{3'600'000});
    CHECK(driver.screen() == Screen::Unavailable);
    CHECK(driver.platform().logged<logs::SessionStarted>().empty());
    driver.give_content(test::bundled_database());
    driver.frame();
    CHECK(driver.screen() == Screen::Attract);
    driver.tap("Touch to explore");
    CHECK(driver.screen() == Screen::Home);
}

TEST_CASE(
    "content that may be shown no longer leaves the glass between two visits, also where nothing takes its place") {
    UiDriver driver({.language = "en", .database = test::bundled_database()});
    driver.tap("Touch to explore");
    kiosk::ContentUpdate update = refusal(db::ErrorCode::NotTrusted, true);
    update.take_off = true;
    driver.app().take_content(std::move(update));
    driver.frame();
    CHECK_MESSAGE(driver.screen() == Screen::Home, "a visitor in the middle of a visit keeps it");
    driver.advance(Millis{81'000});
    CHECK(driver.screen() == Screen::Unavailable);
    driver.see("Back in a moment");
    driver.give_content(test::bundled_database());
    driver.frame();
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("a file that is not a key is logged once, and again when it comes back") {
    UiDriver driver;
    kiosk::ContentLedger ledger;
    ledger.key_problems = {{"/keys/revoked/notes.txt", "no key", true}};
    const auto give = [&] {
        driver.platform().forget_events();
        driver.app().take_ledger(ledger);
        return driver.platform().logged<logs::ConfigProblem>();
    };
    REQUIRE(give().size() == 1);
    CHECK(driver.platform().logged<logs::ConfigProblem>()[0].message == "/keys/revoked/notes.txt: no key");
    CHECK(give().empty());
    ledger.key_problems.clear();
    CHECK(give().empty());
    ledger.key_problems = {{"/keys/revoked/notes.txt", "no key", true}};
    CHECK(give().size() == 1);
}

TEST_CASE("a finger that rests on the glass while content arrives does no harm") {
    UiDriver driver({.database = {}});
    driver.press({960, 540});
    driver.give_content(test::bundled_database());
    driver.move({960, 500});
    driver.release({960, 500});
    driver.advance(Millis{81'000});
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("each refusal is logged with its kind") {
    UiDriver driver;
    const std::pair<db::ErrorCode, logs::ContentFault> kinds[] = {
        {db::ErrorCode::NotFound, logs::ContentFault::NotFound},
        {db::ErrorCode::NotARolesDatabase, logs::ContentFault::NotARolesDatabase},
        {db::ErrorCode::NewerSchema, logs::ContentFault::NewerSchema},
        {db::ErrorCode::Corrupt, logs::ContentFault::Corrupt},
        {db::ErrorCode::NotTrusted, logs::ContentFault::NotTrusted},
        {db::ErrorCode::Io, logs::ContentFault::Io}};
    for (const auto& [code, fault] : kinds) {
        driver.platform().forget_events();
        driver.app().take_content(refusal(code, false));
        const auto refused = driver.platform().logged<logs::ContentRefused>();
        REQUIRE(refused.size() == 1);
        CHECK(refused[0].code == fault);
        CHECK(refused[0].message.find("the reason") != std::string::npos);
    }
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("a language that the database lacks falls back to the database's own") {
    const Contents contents;
    test::write_generated({.roles = 1, .languages = 1}, contents.folder / "english.db");
    UiDriver driver({.language = "es", .database = contents.folder / "english.db"});
    CHECK(driver.app().settings().language == "en");
    driver.cannot_see("English");
    driver.give_content(test::bundled_database());
    CHECK(driver.app().settings().language == "es");
}

TEST_CASE("the first frame after the glass was resized fits it") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.app().set_panel({800, 480, 7});
    CHECK(driver.app().wants_frame());
    driver.frame();
    driver.see("Where could you fit?");
    for (const auto& node : driver.tree().nodes())
        CHECK(node.rect.right <= 800);
}

TEST_CASE("slow frames of the loop are noticed, logged, and answered with less detail or rate") {
    UiDriver driver;
    for (int frame = 0; frame < 60; ++frame) {
        driver.frame();
        driver.app().frame_took(300);
    }
    const auto degraded = driver.platform().logged<logs::FramesDegraded>();
    REQUIRE_FALSE(degraded.empty());
    CHECK(degraded.back().level > 0);
    driver.app().frame_took(300);
    driver.frame();
    CHECK(driver.app().next_frame_at() - driver.now() > Millis{16});
    // A touch does not wait for the loop's pace.
    driver.app().handle(kiosk::PointerEvent{kiosk::PointerEvent::Kind::Down, {5, 5}, 0});
    CHECK(driver.app().wants_frame());
}

TEST_CASE("every setting, scroll position and focus is gone with the visitor") {
    UiDriver driver({.width_px = 800, .height_px = 480, .language = "en"});
    driver.tap("Touch to explore");
    driver.tap("Comfort");
    driver.tap("Largest");
    driver.tap("High contrast");
    driver.tap("Less motion");
    driver.tap("Español");
    driver.tap(driver.words().home);
    driver.scroll_to_end();
    driver.key(kiosk::Key::Next);
    driver.advance(Millis{81'000});
    REQUIRE(driver.screen() == Screen::Attract);
    CHECK(driver.app().settings() == kiosk::model::Settings{.language = "en"});
    CHECK(driver.stage().memory().scrolls.empty());
    CHECK(driver.stage().memory().focus == kiosk::a11y::kNoNode);
    driver.tap("Touch to explore");
    CHECK(driver.scroll_offset() == 0);
    driver.see("Where could you fit?");
}

TEST_CASE("the same visit again and again leaves the heap as it was") {
    UiDriver driver({.language = "en", .reduced_motion = true});
    const auto heap_after_visits = [&](int visits) {
        for (int visit = 0; visit < visits; ++visit) {
            driver.tap("Touch to explore");
            driver.tap("Economist");
            driver.scroll_to_end();
            driver.tap("Home");
            driver.tap("Comfort");
            driver.tap("Largest");
            driver.tap("Español");
            driver.advance(Millis{81'000});
            REQUIRE(driver.screen() == Screen::Attract);
            driver.platform().forget_events();
        }
        return test::live_heap_bytes();
    };
    const std::size_t before = heap_after_visits(5);
    const std::size_t after = heap_after_visits(40);
    CHECK(after < before + 16 * 1024);
}
