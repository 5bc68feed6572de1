#include "kiosk/view.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using kiosk::load_view;
using kiosk::View;
using kiosk::model::Screen;

namespace {

/// A store over `roles` generated roles, and views of it in English.
struct Views {
    test::ScratchFolder folder;
    db::RoleStore store;
    kiosk::model::Settings settings;
    const kiosk::model::Strings& strings = test::shared_strings().in("en");

    explicit Views(std::size_t roles) : store(open(roles)) { settings.language = "en"; }
    db::RoleStore open(std::size_t roles) {
        test::write_generated({.roles = roles}, folder / "roles.db");
        auto opened = db::RoleStore::open(folder / "roles.db", db::Trust::Factory);
        REQUIRE(opened);
        return std::move(*opened);
    }
    [[nodiscard]] db::Result<View> view(const kiosk::model::Place& place) const {
        return load_view(store, place, settings, strings);
    }
};

} // namespace

TEST_CASE("home has one page up to 60 roles, then more") {
    for (const auto& [count, pages] : {std::pair<std::size_t, int>{0, 1}, {1, 1}, {60, 1}, {61, 2}, {200, 4}}) {
        const std::size_t roles = count;
        CAPTURE(roles);
        const Views views(roles);
        std::size_t seen = 0;
        for (int page = 0; page < pages; ++page) {
            const auto view = views.view({.screen = Screen::Home, .page = page});
            REQUIRE(view);
            CHECK(view->home.page == page);
            CHECK(view->home.page_count == pages);
            CHECK(view->home.page_text == fmt::format("Page {} of {}", page + 1, pages));
            CHECK(view->home.roles.size() <= kiosk::kRolesPerPage);
            seen += view->home.roles.size();
        }
        CHECK(seen == roles);
    }
}

TEST_CASE("a page that is not there becomes the nearest") {
    const Views views(100);
    CHECK(views.view({.screen = Screen::Home, .page = 99})->home.page == 1);
    CHECK(views.view({.screen = Screen::Home, .page = -3})->home.page == 0);
}

TEST_CASE("a role knows its neighbours by name") {
    const Views views(3);
    const auto first = views.view({.screen = Screen::Role, .role_id = "role-0"});
    REQUIRE(first);
    CHECK(first->role.previous_name.empty());
    CHECK(first->role.next_name == "Next role: Role 1 en");
    const auto last = views.view({.screen = Screen::Role, .role_id = "role-2"});
    REQUIRE(last);
    CHECK(last->role.previous_name == "Previous role: Role 1 en");
    CHECK(last->role.next_name.empty());
}

TEST_CASE("a role that is gone is an error, not a crash") {
    const Views views(3);
    const auto view = views.view({.screen = Screen::Role, .role_id = "gone"});
    REQUIRE_FALSE(view);
    CHECK(view.error().code == db::ErrorCode::NotFound);
}

TEST_CASE("about speaks the language of the session") {
    Views views(1);
    const auto view = views.view({.screen = Screen::About});
    REQUIRE(view);
    CHECK(view->about.organisation.heading == "What we do");
}

TEST_CASE("each place scrolls by itself, each role too") {
    CHECK(kiosk::scroll_key({.screen = Screen::Home}) == "screen:home");
    CHECK(kiosk::scroll_key({.screen = Screen::Role, .role_id = "auditor"}) == "auditor");
    CHECK(kiosk::scroll_key({.screen = Screen::About}) != kiosk::scroll_key({.screen = Screen::Comfort}));
}

TEST_CASE("a role named like a screen keeps its own place") {
    // Keys of roles are the writer's: "home" is allowed.
    CHECK(kiosk::scroll_key({.screen = Screen::Role, .role_id = "home"})
          != kiosk::scroll_key({.screen = Screen::Home}));
}
