#include "kiosk/a11y/tree.h"

#include <doctest/doctest.h>

using namespace kiosk::a11y;

TEST_CASE("ids are stable, differ by scope, and are never the empty one") {
    CHECK(make_id("home") == make_id("home"));
    CHECK(make_id("home") != make_id("role"));
    CHECK(make_id("auditor", make_id("role:")) != make_id("auditor", make_id("related:")));
    CHECK(make_id("auditor", make_id("role:")) == make_id("role:auditor"));
    CHECK(make_id("") != kNoNode);
    static_assert(sizeof(NodeId) == 4);
    CHECK_MESSAGE(make_id("a") == 0xe40c292cU, "FNV-1a of 'a'");
}

TEST_CASE("nodes are kept in reading order and found by id") {
    Tree tree;
    tree.begin();
    tree.add(1, Role::Screen, "Home", {0, 0, 100, 100});
    tree.add(2, Role::Button, "Back", {0, 0, 20, 20}).state.pressed = true;
    CHECK(tree.nodes().size() == 2);
    REQUIRE(tree.find(2) != nullptr);
    CHECK(tree.find(2)->state.pressed);
    CHECK(tree.find(3) == nullptr);
    CHECK(&tree.last() == tree.find(2));
}

TEST_CASE("a new frame begins empty and carries nothing over") {
    Tree tree;
    tree.begin();
    Node& first = tree.add(7, Role::Toggle, "Large", {0, 0, 10, 10});
    first.state = {.disabled = true, .checked = true, .pressed = true, .focused = true};
    first.parent = 3;
    first.scroll = 4;
    tree.add_scroll({4, {0, 0, 10, 10}, 5, 50});
    tree.begin();
    CHECK(tree.nodes().empty());
    CHECK(tree.scrolls().empty());
    CHECK(tree.find(7) == nullptr);
    const Node& again = tree.add(8, Role::Text, "x", {1, 2, 3, 4});
    CHECK_FALSE((again.state.disabled || again.state.checked || again.state.pressed || again.state.focused));
    CHECK(again.parent == kNoNode);
    CHECK(again.scroll == kNoNode);
    CHECK(again.clip == again.rect);
}

TEST_CASE("controls are what a finger can press; what is seen of a node is cut by its clip") {
    Node node;
    for (const Role role : {Role::Button, Role::Link, Role::Toggle}) {
        node.role = role;
        CHECK(node.is_control());
    }
    for (const Role role :
         {Role::Screen, Role::Dialog, Role::Heading, Role::Text, Role::ListItem, Role::Image, Role::Status}) {
        node.role = role;
        CHECK_FALSE(node.is_control());
    }
    node.rect = {0, 50, 100, 150};
    node.clip = {0, 0, 200, 100};
    CHECK(node.visible() == kiosk::model::Rect{0, 50, 100, 100});
    node.clip = {0, 0, 200, 20};
    CHECK(node.visible().empty());
}

TEST_CASE("the dump names role, name and state, indented by parent, without positions") {
    Tree tree;
    tree.begin();
    tree.add(1, Role::Screen, "Comfort", {});
    tree.add(2, Role::Toggle, "Large", {1, 2, 3, 4}).state.checked = true;
    tree.add(3, Role::Text, "Large", {}).parent = 2;
    Node& button = tree.add(4, Role::Button, "Back", {});
    button.state.disabled = true;
    button.state.focused = true;
    CHECK(tree.dump()
          == "screen \"Comfort\"\n  toggle \"Large\" on\n    text \"Large\"\n  button \"Back\" disabled focused\n");
}
