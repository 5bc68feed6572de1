#include "kiosk/a11y/focus_order.h"

#include <doctest/doctest.h>

using namespace kiosk::a11y;

namespace {

/// Ids 1 to 6 in two rows of three, with a heading before and a bar button 7 far below.
struct Grid {
    Tree tree;
    Grid() {
        tree.begin();
        tree.add(100, Role::Heading, "Title", {0, 0, 300, 20});
        for (NodeId id = 1; id <= 6; ++id) {
            const auto column = static_cast<float>((id - 1) % 3);
            const auto row = static_cast<float>((id - 1) / 3);
            tree.add(id, Role::Link, "card", {column * 100, 30 + row * 100, column * 100 + 90, 120 + row * 100});
        }
        tree.add(7, Role::Button, "bar", {0, 400, 90, 450});
    }
};

} // namespace

TEST_CASE("next and previous follow the reading order and come round") {
    const Grid grid;
    NodeId at = kNoNode;
    for (const NodeId expected : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 1U}) {
        at = move_focus(grid.tree, at, FocusMove::Next);
        CHECK(at == expected);
    }
    at = kNoNode;
    for (const NodeId expected : {7U, 6U, 5U, 4U, 3U, 2U, 1U, 7U}) {
        at = move_focus(grid.tree, at, FocusMove::Previous);
        CHECK(at == expected);
    }
}

TEST_CASE("arrows go to the neighbour and stay at the edge") {
    const Grid grid;
    CHECK(move_focus(grid.tree, 1, FocusMove::Right) == 2);
    CHECK(move_focus(grid.tree, 2, FocusMove::Left) == 1);
    CHECK(move_focus(grid.tree, 2, FocusMove::Down) == 5);
    CHECK(move_focus(grid.tree, 5, FocusMove::Up) == 2);
    CHECK(move_focus(grid.tree, 4, FocusMove::Down) == 7);
    CHECK(move_focus(grid.tree, 1, FocusMove::Left) == 1);
    CHECK(move_focus(grid.tree, 1, FocusMove::Up) == 1);
    CHECK(move_focus(grid.tree, 7, FocusMove::Down) == 7);
}

TEST_CASE("the end of a row holds, whatever lies further that way in another row") {
    Grid grid;
    grid.tree.add(8, Role::Button, "bar", {280, 400, 390, 450});
    CHECK(move_focus(grid.tree, 3, FocusMove::Right) == 3);
    CHECK(move_focus(grid.tree, 6, FocusMove::Right) == 6);
    CHECK(move_focus(grid.tree, 6, FocusMove::Down) == 8);
    CHECK(move_focus(grid.tree, 7, FocusMove::Right) == 8);
    CHECK(move_focus(grid.tree, 8, FocusMove::Up) == 6);
}

TEST_CASE("without a focus, or with one whose control is gone, the first control gets it") {
    const Grid grid;
    CHECK(move_focus(grid.tree, kNoNode, FocusMove::Down) == 1);
    CHECK(move_focus(grid.tree, 4711, FocusMove::Next) == 1);
    CHECK(move_focus(grid.tree, 4711, FocusMove::Previous) == 7);
    Tree empty;
    empty.begin();
    CHECK(move_focus(empty, kNoNode, FocusMove::Next) == kNoNode);
    empty.add(1, Role::Text, "only text", {});
    CHECK(move_focus(empty, 5, FocusMove::Right) == kNoNode);
}

TEST_CASE("disabled controls are passed over") {
    Tree tree;
    tree.begin();
    tree.add(1, Role::Button, "a", {0, 0, 10, 10});
    tree.add(2, Role::Button, "b", {20, 0, 30, 10}).state.disabled = true;
    tree.add(3, Role::Button, "c", {40, 0, 50, 10});
    CHECK(move_focus(tree, 1, FocusMove::Next) == 3);
    CHECK(move_focus(tree, 1, FocusMove::Right) == 3);
}
