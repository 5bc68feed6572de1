// Visits every screen and state by its own controls, at every size, text size, language and theme, and reports every
// fault that it finds: see tests/support/app/crawl.h.
#include "tests/support/app/crawl.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

using kiosk::model::Screen;
using test::Crawl;
using test::GeneratedContent;
using test::Millis;
using test::TextLength;
using test::UiDriver;

struct Size {
    int width;
    int height;
    float diagonal_in = 0; ///< 0: guessed
};

/// Every slide of the loop.
void crawl_attract(UiDriver& driver, Crawl& crawl) {
    const std::size_t slides = 12;
    for (std::size_t slide = 0; slide < slides; ++slide) {
        crawl.inspect(driver, fmt::format("slide {}", slide + 1));
        driver.advance(Millis{8'000});
    }
}

void open_home(UiDriver& driver) {
    if (driver.screen() == Screen::Attract)
        driver.tap(driver.words().touch_to_explore);
    else if (driver.screen() != Screen::Home)
        driver.tap(driver.words().home);
}

/// What a crawl goes through.
struct Depth {
    bool all_roles = true;  ///< of a page; else the first and the last
    bool to_the_end = true; ///< scrolls every screen to its end and back
};

void look(UiDriver& driver, Crawl& crawl, const Depth& depth, const std::string& state = {}) {
    if (depth.to_the_end)
        crawl.inspect_to_end(driver, state);
    else
        crawl.inspect(driver, state);
}

/// The role pages that the cards of this page of home open.
void crawl_roles(UiDriver& driver, Crawl& crawl, const Depth& depth) {
    const std::vector<db::RoleCard> cards = driver.app().view().home.roles;
    for (std::size_t index = 0; index < cards.size(); ++index) {
        if (!depth.all_roles && index != 0 && index + 1 != cards.size())
            continue;
        driver.tap(cards[index].title);
        look(driver, crawl, depth);
        driver.tap(driver.words().back);
    }
}

void crawl_home(UiDriver& driver, Crawl& crawl, const Depth& depth) {
    const int pages = driver.app().view().home.page_count;
    for (int page = 1; page <= pages; ++page) {
        const std::string state = pages > 1 ? fmt::format("page {}", page) : std::string();
        look(driver, crawl, depth, state);
        if (page == 1 || page == pages)
            crawl_roles(driver, crawl, depth);
        if (page < pages)
            driver.tap(driver.words().next_page);
    }
    while (driver.find_control(driver.words().previous_page) != nullptr)
        driver.tap(driver.words().previous_page);
}

/// Everything but the loop, with the settings of now.
void crawl_session(UiDriver& driver, Crawl& crawl, const Depth& depth) {
    open_home(driver);
    crawl_home(driver, crawl, depth);
    driver.tap(driver.words().about);
    look(driver, crawl, depth);
    open_home(driver);
    driver.tap(driver.words().comfort);
    look(driver, crawl, depth);
    open_home(driver);
    if (driver.find_control(driver.words().language) != nullptr) {
        driver.tap(driver.words().language);
        look(driver, crawl, depth);
        open_home(driver);
    }
    driver.advance_to(driver.last_input() + Millis{61'000});
    crawl.inspect(driver, "countdown");
    driver.tap_at({5, 5});
}

/// The layout of the second theme is that of the first: a look at each screen is enough.
constexpr Depth kQuick{.all_roles = false, .to_the_end = false};

/// All text sizes and both themes, set by their own controls.
void crawl_settings(UiDriver& driver, Crawl& crawl) {
    for (int contrast = 0; contrast < 2; ++contrast)
        for (int size = 0; size < 4; ++size) {
            open_home(driver);
            driver.tap(driver.words().comfort);
            const kiosk::model::Strings& words = driver.words();
            const std::string sizes[] = {words.size_default, words.size_large, words.size_larger, words.size_largest};
            driver.tap(sizes[size]);
            if ((contrast == 1) != driver.app().settings().high_contrast)
                driver.tap(words.high_contrast);
            crawl_session(driver, crawl, contrast == 0 ? Depth{} : kQuick);
        }
}

/// A crawl that can't go on is a fault like any other: what was found before is reported too.
template <typename Way>
void to_the_end_of(Crawl& crawl, UiDriver& driver, Way&& way) {
    try {
        way();
    } catch (const test::UiFailure& failure) {
        crawl.add(driver, "the crawl stops here", failure.what());
    }
}

void crawl_bundled(const Size& size) {
    Crawl crawl;
    for (const char* language : {"en", "es"}) {
        UiDriver driver({.width_px = size.width,
                         .height_px = size.height,
                         .diagonal_in = size.diagonal_in,
                         .language = language,
                         .reduced_motion = true});
        to_the_end_of(crawl, driver, [&] {
            crawl_attract(driver, crawl);
            crawl_settings(driver, crawl);
        });
    }
    MESSAGE(size.width << "x" << size.height << ": " << crawl.inspected() << " screens");
    CHECK_MESSAGE(crawl.faults().empty(), crawl.report());
}

/// Generated content at a large, an upright and a small size, at the smallest and the largest text.
void crawl_generated(const GeneratedContent& wanted) {
    const test::ScratchFolder folder;
    test::write_generated(wanted, folder / "roles.db");
    Crawl crawl;
    for (const Size& size : {Size{1920, 1080}, {1080, 1920}, {800, 480}}) {
        UiDriver driver({.width_px = size.width,
                         .height_px = size.height,
                         .database = folder / "roles.db",
                         .reduced_motion = true});
        to_the_end_of(crawl, driver, [&] {
            crawl_attract(driver, crawl);
            open_home(driver);
            crawl_session(driver, crawl, {.all_roles = false});
            driver.tap(driver.words().comfort);
            driver.tap(driver.words().size_largest);
            crawl_session(driver, crawl, {.all_roles = false});
        });
    }
    MESSAGE(wanted.roles << " roles: " << crawl.inspected() << " screens");
    CHECK_MESSAGE(crawl.faults().empty(), crawl.report());
}

} // namespace

TEST_CASE("crawl of the bundled content at 1920x1080") {
    crawl_bundled({1920, 1080});
}
TEST_CASE("crawl of the bundled content at 1080x1920") {
    crawl_bundled({1080, 1920});
}
TEST_CASE("crawl of the bundled content at 1280x800") {
    crawl_bundled({1280, 800});
}
TEST_CASE("crawl of the bundled content at 800x480") {
    crawl_bundled({800, 480});
}
TEST_CASE("crawl of the bundled content at 3840x2160") {
    crawl_bundled({3840, 2160});
}
TEST_CASE("crawl of the bundled content at 1024x600") {
    crawl_bundled({1024, 600});
}

TEST_CASE("crawl of the bundled content at 480x800") {
    crawl_bundled({480, 800});
}
TEST_CASE("crawl of the bundled content at 600x1024") {
    crawl_bundled({600, 1024});
}
TEST_CASE("crawl of the bundled content at 720x1280") {
    crawl_bundled({720, 1280});
}
TEST_CASE("crawl of the bundled content at 800x1280") {
    crawl_bundled({800, 1280});
}
TEST_CASE("crawl of the bundled content at 768x1366") {
    crawl_bundled({768, 1366});
}
TEST_CASE("crawl of the bundled content on panels of 4 to 5 inches") {
    for (const float diagonal_in : {4.0F, 4.3F, 5.0F}) {
        crawl_bundled({800, 480, diagonal_in});
        crawl_bundled({480, 800, diagonal_in});
    }
}

TEST_CASE("where the bar takes two rows, its buttons keep their order and lie apart") {
    Crawl crawl;
    UiDriver driver({.width_px = 480, .height_px = 1280, .diagonal_in = 7, .language = "en", .reduced_motion = true});
    driver.key(kiosk::Key::Activate);
    driver.tap("Auditor");
    crawl.inspect(driver);
    const kiosk::model::Rect back = driver.control(driver.words().back).rect;
    const kiosk::model::Rect comfort = driver.control(driver.words().comfort).rect;
    CHECK(comfort.top >= back.bottom);
    driver.tap(driver.words().comfort);
    CHECK(driver.screen() == Screen::Comfort);
    CHECK_MESSAGE(crawl.faults().empty(), crawl.report());
}

TEST_CASE("crawl of one role in one language") {
    crawl_generated({.roles = 1, .languages = 1});
}
TEST_CASE("crawl of one role at the bounds in three languages") {
    crawl_generated({.roles = 1, .languages = 3, .length = TextLength::AtTheBounds});
}
TEST_CASE("crawl of 60 roles at the bounds in one language") {
    crawl_generated({.roles = 60, .languages = 1, .length = TextLength::AtTheBounds});
}
TEST_CASE("crawl of 200 roles in three languages") {
    crawl_generated({.roles = 200, .languages = 3});
}

TEST_CASE("crawl of a kiosk without content and of one without roles") {
    Crawl crawl;
    const test::ScratchFolder folder;
    for (const Size& size : {Size{1920, 1080}, {1080, 1920}, {1280, 800}, {800, 480}, {3840, 2160}, {1024, 600}}) {
        {
            UiDriver driver({.width_px = size.width, .height_px = size.height, .database = {}});
            for (int minute = 0; minute < 3; ++minute) {
                crawl.inspect(driver);
                driver.advance(Millis{60'000});
            }
        }
        test::write_generated({.roles = 0, .languages = 1}, folder / "none.db");
        UiDriver driver(
            {.width_px = size.width, .height_px = size.height, .database = folder / "none.db", .reduced_motion = true});
        open_home(driver);
        driver.see(driver.words().no_roles_yet);
        crawl.inspect_to_end(driver, "no roles");
    }
    CHECK_MESSAGE(crawl.faults().empty(), crawl.report());
}
