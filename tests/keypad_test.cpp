// Everything by keys alone, as with a keypad or a keyboard.
#include "tests/support/app/ui_driver.h"

#include <array>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <set>

namespace {

namespace a11y = kiosk::a11y;
using kiosk::Key;
using kiosk::model::Screen;
using test::Millis;
using test::UiDriver;

const a11y::Node* focused(const UiDriver& driver) {
    for (const a11y::Node& node : driver.tree().nodes())
        if (node.state.focused)
            return &node;
    return nullptr;
}

/// Whether the focused control can be seen whole, or fills its area.
bool can_be_seen(const a11y::Node& node) {
    const kiosk::model::Rect seen = node.visible();
    return !seen.empty() && (seen.height() >= node.rect.height() - 1 || seen.height() >= node.clip.height() - 1);
}

void press_until_focused(UiDriver& driver, const std::string& label) {
    for (int step = 0; step < 200; ++step) {
        const a11y::Node* node = focused(driver);
        if (node != nullptr && node->name == label)
            return;
        driver.key(Key::Next);
        driver.settle();
    }
    FAIL("no focus on " << label << "\n" << driver.dump());
}

void open_by_keys(UiDriver& driver, const std::string& label) {
    press_until_focused(driver, label);
    driver.key(Key::Activate);
    driver.advance(Millis{400});
}

/// Tab goes to each control once, shows it, and comes round.
void check_round(UiDriver& driver) {
    std::set<a11y::NodeId> wanted;
    for (const a11y::Node& node : driver.tree().nodes())
        if (node.is_control())
            wanted.insert(node.id);
    std::set<a11y::NodeId> reached;
    for (std::size_t step = 0; step < wanted.size(); ++step) {
        driver.key(Key::Next);
        driver.settle();
        const a11y::Node* node = focused(driver);
        REQUIRE_MESSAGE(node != nullptr, driver.dump());
        CHECK_MESSAGE(can_be_seen(*node), node->name << " has focus out of sight\n" << driver.dump());
        reached.insert(node->id);
    }
    CHECK_MESSAGE(reached == wanted, driver.dump());
}

} // namespace

TEST_CASE("Tab reaches every control of every screen and scrolls it into view") {
    for (const auto& size : {std::pair{1920, 1080}, {1080, 1920}, {800, 480}}) {
        CAPTURE(size.first);
        UiDriver driver({.width_px = size.first, .height_px = size.second, .language = "en"});
        driver.key(Key::Next);
        REQUIRE(driver.screen() == Screen::Home);
        driver.settle();
        check_round(driver);
        open_by_keys(driver, "Auditor");
        REQUIRE(driver.screen() == Screen::Role);
        driver.settle();
        check_round(driver);
        driver.key(Key::Back);
        driver.advance(Millis{400});
        open_by_keys(driver, "What we do");
        REQUIRE(driver.screen() == Screen::About);
        check_round(driver);
        open_by_keys(driver, "Comfort");
        REQUIRE(driver.screen() == Screen::Comfort);
        check_round(driver);
    }
}

TEST_CASE("Enter opens and chooses, Back leads back and at home ends the visit") {
    UiDriver driver({.language = "en"});
    driver.key(Key::Activate);
    REQUIRE(driver.screen() == Screen::Home);
    driver.advance(Millis{400});
    open_by_keys(driver, "Economist");
    CHECK(driver.app().view().role.role.card.id == "economist");
    open_by_keys(driver, "Comfort");
    open_by_keys(driver, "Largest");
    CHECK(driver.app().settings().text_size == kiosk::model::TextSize::Largest);
    open_by_keys(driver, "High contrast");
    CHECK(driver.app().settings().high_contrast);
    driver.key(Key::Back);
    driver.advance(Millis{400});
    CHECK(driver.screen() == Screen::Role);
    open_by_keys(driver, "Español");
    CHECK(driver.app().settings().language == "es");
    driver.key(Key::Back);
    driver.advance(Millis{400});
    CHECK(driver.screen() == Screen::Home);
    driver.key(Key::Back);
    CHECK(driver.screen() == Screen::Attract);
}

TEST_CASE("the arrows reach every card of home") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    std::set<std::string> reached;
    driver.key(Key::Next);
    // Row by row, there and back, as a person sweeps a grid.
    for (const Key across : {Key::Right, Key::Left, Key::Right, Key::Left}) {
        for (int step = 0; step < 6; ++step) {
            if (const a11y::Node* node = focused(driver); node != nullptr && node->role == a11y::Role::Link)
                reached.insert(node->name);
            driver.key(across);
            driver.settle();
        }
        driver.key(Key::Down);
        driver.settle();
    }
    CHECK_MESSAGE(reached.size() == 6, fmt::format("{} cards reached\n{}", reached.size(), driver.dump()));
}

TEST_CASE("a touch hides the focus ring, a key brings it back") {
    UiDriver driver({.language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    driver.key(Key::Next);
    CHECK(focused(driver) != nullptr);
    driver.press({960, 5});
    CHECK(focused(driver) == nullptr);
    driver.release({960, 5});
    driver.key(Key::Next);
    CHECK(focused(driver) != nullptr);
}

TEST_CASE("the page key moves by pages to the end and then to the top") {
    UiDriver driver({.width_px = 800, .height_px = 480, .language = "en"});
    driver.tap("Touch to explore");
    driver.settle();
    int pages = 0;
    for (; pages < 30 && driver.scroll_offset() < driver.tree().scrolls().front().max_offset - 1; ++pages) {
        driver.key(Key::PageDown);
        driver.settle();
    }
    CHECK(pages > 0);
    CHECK(pages < 30);
    driver.key(Key::PageDown);
    driver.settle();
    CHECK(driver.scroll_offset() == 0);
}
