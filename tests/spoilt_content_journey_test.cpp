// The database is cut off or replaced where it lies while a visitor reads it.
#include "kiosk/content_source.h"
#include "tests/support/app/content_state.h"
#include "tests/support/app/ui_driver.h"

#include <doctest/doctest.h>

namespace {

namespace fs = std::filesystem;
namespace logs = platform::logs;
using kiosk::model::Screen;
using logs::ContentOrigin;
using test::UiDriver;

/// A kiosk whose staff named a database, and what the watcher would do.
struct Fair {
    test::ScratchFolder folder;
    fs::path named = folder / "named.db";
    UiDriver driver{{.language = "es", .database = {}}};
    kiosk::ContentSource source{kiosk::candidate_list({}, named, test::bundled_database())};

    Fair() {
        fs::copy_file(test::bundled_database(), named);
        look();
        driver.tap("Toca para explorar");
        driver.settle();
        REQUIRE(driver.screen() == Screen::Home);
    }
    void look() {
        if (driver.app().take_doubt())
            source.doubt();
        if (auto update = source.look())
            driver.app().take_content(std::move(*update));
        driver.frame();
    }
    [[nodiscard]] ContentOrigin shown() { return driver.platform().logged<logs::ContentShown>().back().origin; }
};

} // namespace

TEST_CASE("a database that is cut off in the middle of a visit: the visitor is home, in the factory's content") {
    Fair fair;
    CHECK(fair.shown() == ContentOrigin::Configured);
    fs::resize_file(fair.named, 20'000);
    fair.driver.tap("Economista");
    fair.look();
    fair.driver.settle();
    CHECK(fair.driver.screen() == Screen::Home);
    CHECK(fair.driver.app().settings().language == "es");
    CHECK(fair.shown() == ContentOrigin::Factory);
    for (const auto& refused : fair.driver.platform().logged<logs::ContentRefused>())
        CHECK(refused.origin == ContentOrigin::Configured);
    CHECK_FALSE(fair.driver.platform().logged<logs::ContentRefused>().empty());
    fair.driver.tap("Economista");
    fair.driver.settle();
    CHECK(fair.driver.screen() == Screen::Role);
    CHECK(fair.driver.platform().logged<logs::SessionEnded>().empty());
    test::overwrite(fair.named, test::bundled_database());
    fair.look();
    fair.driver.settle();
    CHECK_MESSAGE(fair.driver.screen() == Screen::Role, "the good one waits for the end of the visit");
    fair.driver.advance(test::Millis{81'000});
    CHECK(fair.driver.screen() == Screen::Attract);
    CHECK(fair.shown() == ContentOrigin::Configured);
}

TEST_CASE("spoilt content with nothing behind it ends the visit, and the glass says so") {
    Fair fair;
    kiosk::ContentUpdate nothing;
    nothing.take_off = nothing.spoilt = nothing.nothing_to_show = true;
    fair.driver.app().take_content(std::move(nothing));
    fair.driver.frame();
    CHECK(fair.driver.screen() == Screen::Unavailable);
    CHECK(fair.driver.platform().logged<logs::SessionEnded>().size() == 1);
}
