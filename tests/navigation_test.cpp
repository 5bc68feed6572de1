#include "kiosk/model/navigation.h"

#include <doctest/doctest.h>

using kiosk::model::Navigation;
using kiosk::model::Place;
using kiosk::model::Screen;

namespace {
Place role(const std::string& id) {
    return {.screen = Screen::Role, .role_id = id};
}
} // namespace

TEST_CASE("the way begins at home, and back stops there") {
    Navigation navigation;
    CHECK(navigation.current().screen == Screen::Home);
    CHECK_FALSE(navigation.can_go_back());
    navigation.back();
    CHECK(navigation.current().screen == Screen::Home);
    CHECK(navigation.depth() == 1);
}

TEST_CASE("back walks the way back") {
    Navigation navigation;
    navigation.open(role("auditor"));
    navigation.open({.screen = Screen::Comfort});
    CHECK(navigation.depth() == 3);
    navigation.back();
    CHECK(navigation.current().role_id == "auditor");
    navigation.back();
    CHECK(navigation.current().screen == Screen::Home);
}

TEST_CASE("a place on the way already is returned to, with what it remembers") {
    Navigation navigation;
    navigation.current().page = 3;
    navigation.open(role("auditor"));
    navigation.open(role("economist"));
    navigation.open(role("auditor"));
    CHECK(navigation.depth() == 2);
    navigation.open({.screen = Screen::Home});
    CHECK(navigation.depth() == 1);
    CHECK(navigation.current().page == 3);
}

TEST_CASE("next and previous stay on their level") {
    Navigation navigation;
    navigation.open(role("auditor"));
    navigation.replace(role("economist"));
    CHECK(navigation.depth() == 2);
    CHECK(navigation.current().role_id == "economist");
    navigation.back();
    CHECK(navigation.current().screen == Screen::Home);
}

TEST_CASE("home keeps the page, a new visit forgets it") {
    Navigation navigation;
    navigation.current().page = 2;
    navigation.open(role("auditor"));
    navigation.open({.screen = Screen::About});
    navigation.home();
    CHECK(navigation.depth() == 1);
    CHECK(navigation.current().page == 2);
    navigation.reset();
    CHECK(navigation.current().page == 0);
}

TEST_CASE("a visitor who opens role after role keeps a way of bounded length that ends at home") {
    Navigation navigation;
    for (int index = 0; index < 1'000; ++index)
        navigation.open(role("role-" + std::to_string(index)));
    CHECK(navigation.depth() == Navigation::kMaxDepth);
    CHECK(navigation.current().role_id == "role-999");
    while (navigation.can_go_back())
        navigation.back();
    CHECK(navigation.current().screen == Screen::Home);
}

TEST_CASE("every screen has a name for the log") {
    for (const Screen screen : {Screen::Attract, Screen::Home, Screen::Role, Screen::About, Screen::Comfort,
                                Screen::Languages, Screen::Unavailable})
        CHECK_FALSE(kiosk::model::screen_name(screen).empty());
}
