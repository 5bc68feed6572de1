// Whole visits, at the sizes and in the languages that a fair has.
#include "tests/support/app/ui_driver.h"

#include <array>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <ostream>
#include <vector>

namespace {

namespace logs = platform::logs;
using kiosk::Key;
using kiosk::model::Screen;
using test::Millis;
using test::UiDriver;

struct JourneySize {
    int width;
    int height;
};
constexpr std::array<JourneySize, 4> kSizes{{{1920, 1080}, {1080, 1920}, {1280, 800}, {800, 480}}};

db::RoleStore open_bundled() {
    auto store = db::RoleStore::open(test::bundled_database(), db::Trust::Factory);
    REQUIRE(store);
    return std::move(*store);
}

/// Runs `journey(driver, store, language)` at each size in each language.
template <typename Journey>
void everywhere(Journey&& journey) {
    const db::RoleStore store = open_bundled();
    for (const JourneySize& size : kSizes)
        for (const db::Language& language : store.languages()) {
            CAPTURE(size.width);
            CAPTURE(size.height);
            CAPTURE(language.code);
            UiDriver driver({.width_px = size.width, .height_px = size.height, .language = language.code});
            journey(driver, store, language.code);
        }
}

void touch_to_begin(UiDriver& driver) {
    const kiosk::ui::Panel& screen = driver.panel();
    driver.press({static_cast<float>(screen.width_px) * 0.7F, static_cast<float>(screen.height_px) * 0.45F});
    REQUIRE(driver.screen() == Screen::Home);
    driver.see(driver.words().home_title);
    driver.release({10, 10});
    driver.advance(Millis{400});
    REQUIRE(driver.screen() == Screen::Home);
}

void check_wiped(UiDriver& driver, const std::string& language) {
    CHECK(driver.screen() == Screen::Attract);
    kiosk::model::Settings fresh;
    fresh.language = language;
    CHECK(driver.app().settings() == fresh);
    CHECK(driver.stage().memory().scrolls.empty());
    CHECK(driver.stage().memory().focus == kiosk::a11y::kNoNode);
    CHECK_FALSE(driver.stage().memory().show_focus);
}

} // namespace

TEST_CASE("a visitor reads every point of every role, leaves, and the kiosk forgets") {
    everywhere([](UiDriver& driver, const db::RoleStore& store, const std::string& language) {
        CHECK(driver.screen() == Screen::Attract);
        touch_to_begin(driver);
        const auto cards = store.page(language, 0, 60);
        REQUIRE(cards);
        REQUIRE(cards->size() == 6);
        for (const db::RoleCard& card : *cards) {
            driver.see(card.tagline);
            driver.tap(card.title);
            REQUIRE(driver.screen() == Screen::Role);
            CHECK(driver.app().view().role.role.card.id == card.id);
            const auto role = store.role(language, card.id);
            REQUIRE(role);
            driver.see_paragraphs(role->description);
            driver.see(role->assignments_heading);
            driver.see_all(role->assignments);
            driver.see(role->skills_heading);
            driver.see_all(role->skills);
            for (const db::RoleCard& related : role->related)
                driver.see(related.title);
            driver.tap(driver.words().back);
            REQUIRE(driver.screen() == Screen::Home);
        }
        driver.advance_to(driver.last_input() + Millis{59'000});
        driver.cannot_see(driver.words().countdown_title);
        driver.advance(Millis{1'100});
        driver.see(driver.words().countdown_title);
        driver.see(driver.words().countdown_text);
        driver.advance_to(driver.last_input() + Millis{80'100});
        check_wiped(driver, language);
        CHECK(driver.platform().logged<logs::RoleViewed>().size() == 6);
        CHECK(driver.platform().logged<logs::SessionEnded>().size() == 1);
    });
}

TEST_CASE("the first touch opens home in the next frame and is no press on what lies there") {
    UiDriver driver;
    // Where home will have its first card.
    driver.tap_at({960, 540});
    const kiosk::model::Point card = driver.tree().nodes().empty() ? kiosk::model::Point{} : [&] {
        for (const auto& node : driver.tree().nodes())
            if (node.role == kiosk::a11y::Role::Link)
                return node.rect.center();
        return kiosk::model::Point{};
    }();
    driver.tap(driver.words().finish);
    REQUIRE(driver.screen() == Screen::Attract);
    driver.press(card);
    CHECK(driver.screen() == Screen::Home);
    driver.release(card);
    driver.advance(Millis{500});
    CHECK(driver.screen() == Screen::Home);
    CHECK(driver.platform().logged<logs::RoleViewed>().empty());
}

TEST_CASE("a touch during the countdown extends the visit and presses nothing") {
    everywhere([](UiDriver& driver, const db::RoleStore& store, const std::string& language) {
        touch_to_begin(driver);
        const auto cards = store.page(language, 0, 1);
        REQUIRE(cards);
        REQUIRE(driver.find_control(cards->front().title) != nullptr);
        const kiosk::model::Point card = driver.find_control(cards->front().title)->visible().center();
        driver.advance_to(driver.last_input() + Millis{70'000});
        CHECK(driver.app().idle().phase() == kiosk::model::IdlePhase::Countdown);
        CHECK(driver.find_control(cards->front().title) == nullptr);
        driver.tap_at(card);
        CHECK(driver.screen() == Screen::Home);
        CHECK(driver.app().idle().phase() == kiosk::model::IdlePhase::Active);
        driver.cannot_see(driver.words().countdown_title);
        // The time begins anew.
        driver.advance_to(driver.last_input() + Millis{59'000});
        CHECK(driver.app().idle().phase() == kiosk::model::IdlePhase::Active);
        driver.advance(Millis{1'100});
        CHECK(driver.app().idle().phase() == kiosk::model::IdlePhase::Countdown);
        // A key extends it as well, and does nothing else.
        driver.key(Key::Activate);
        driver.advance(Millis{100});
        CHECK(driver.app().idle().phase() == kiosk::model::IdlePhase::Active);
        CHECK(driver.screen() == Screen::Home);
    });
}

TEST_CASE("the countdown counts whole seconds and ends with the session") {
    UiDriver driver;
    touch_to_begin(driver);
    driver.advance_to(driver.last_input() + Millis{60'050});
    const auto shown = [&](int seconds) {
        return kiosk::model::filled(driver.words().seconds_left, std::to_string(seconds));
    };
    std::vector<int> seen;
    for (int step = 0; step < 40 && driver.screen() != Screen::Attract; ++step) {
        for (int seconds = 25; seconds >= 0; --seconds)
            for (const auto& node : driver.tree().nodes())
                if (node.name == shown(seconds) && (seen.empty() || seen.back() != seconds))
                    seen.push_back(seconds);
        driver.advance(Millis{500});
    }
    REQUIRE(seen.size() == 20);
    for (int index = 0; index < 20; ++index)
        CHECK(seen[static_cast<std::size_t>(index)] == 20 - index);
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("a related role whose title is one word has it on one line") {
    everywhere([](UiDriver& driver, const db::RoleStore& store, const std::string& language) {
        touch_to_begin(driver);
        const auto cards = store.page(language, 0, 60);
        REQUIRE(cards);
        for (const db::RoleCard& card : *cards) {
            driver.tap(card.title);
            for (const db::RoleCard& related : driver.app().view().role.role.related) {
                if (related.title.find(' ') != std::string::npos)
                    continue;
                const float two_lines = 2 * driver.metrics().px(driver.metrics().type().title_mm);
                int seen = 0;
                for (const auto& node : driver.tree().nodes())
                    if (node.name == related.title && node.parent != kiosk::a11y::kNoNode) {
                        ++seen;
                        CHECK_MESSAGE(node.rect.height() < two_lines, card.title << ": " << related.title);
                    }
                CHECK(seen > 0);
            }
            driver.tap(driver.words().home);
        }
    });
}

TEST_CASE("next, previous and related roles") {
    everywhere([](UiDriver& driver, const db::RoleStore& store, const std::string& language) {
        touch_to_begin(driver);
        const auto cards = store.page(language, 0, 60);
        REQUIRE(cards);
        const auto named = [](const std::string& kind, const db::RoleCard& card) { return kind + ": " + card.title; };
        driver.tap(cards->front().title);
        driver.cannot_see(named(driver.words().previous_role, cards->back()));
        for (std::size_t index = 1; index < cards->size(); ++index) {
            driver.tap(named(driver.words().next_role, (*cards)[index]));
            CHECK(driver.app().view().role.role.card.id == (*cards)[index].id);
            CHECK(driver.scroll_offset() == 0);
        }
        CHECK(driver.find_control(named(driver.words().next_role, cards->front())) == nullptr);
        driver.tap(named(driver.words().previous_role, (*cards)[cards->size() - 2]));
        CHECK(driver.app().view().role.role.card.id == (*cards)[cards->size() - 2].id);
        // Back does not walk through the roles that were passed.
        driver.tap(driver.words().back);
        CHECK(driver.screen() == Screen::Home);
        const auto role = store.role(language, cards->front().id);
        REQUIRE(role);
        REQUIRE_FALSE(role->related.empty());
        driver.tap(cards->front().title);
        driver.tap(role->related.front().title);
        CHECK(driver.app().view().role.role.card.id == role->related.front().id);
        driver.tap(driver.words().back);
        CHECK(driver.app().view().role.role.card.id == cards->front().id);
        CHECK_MESSAGE(driver.scroll_offset() > 0, "back leads to the spot that was left");
        driver.tap(driver.words().home);
        CHECK(driver.screen() == Screen::Home);
    });
}

TEST_CASE("about, comfort settings and Finish") {
    everywhere([](UiDriver& driver, const db::RoleStore& store, const std::string& language) {
        touch_to_begin(driver);
        driver.tap(driver.words().about);
        CHECK(driver.screen() == Screen::About);
        const auto organisation = store.organisation(language);
        REQUIRE(organisation);
        driver.see(organisation->heading);
        driver.see_paragraphs(organisation->introduction);
        driver.tap(driver.words().comfort);
        CHECK(driver.screen() == Screen::Comfort);
        const kiosk::model::Strings& words = driver.words();
        for (const std::string& size : {words.size_large, words.size_larger, words.size_largest}) {
            driver.tap(size);
            CHECK(driver.control(size).state.checked);
            CHECK_FALSE(driver.control(words.size_default).state.checked);
        }
        CHECK(driver.app().settings().text_size == kiosk::model::TextSize::Largest);
        driver.tap(words.high_contrast);
        CHECK(driver.control(words.high_contrast).state.checked);
        driver.tap(words.less_motion);
        CHECK(driver.control(words.less_motion).state.checked);
        driver.see(words.settings_note);
        driver.tap(words.back);
        CHECK(driver.screen() == Screen::About);
        driver.tap(words.home);
        CHECK(driver.app().settings().high_contrast);
        driver.tap(words.finish);
        check_wiped(driver, language);
        const auto ended = driver.platform().logged<logs::SessionEnded>();
        REQUIRE(ended.size() == 1);
        CHECK(ended.front().how == logs::SessionEnd::Visitor);
    });
}
