#include "db/update/sequence.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <random>
#include <string>

namespace {

using Words = std::vector<std::string>;
using db::update::Edit;
using db::update::edits;
using db::update::out_of_order;

/// The length of the longest list in common, slowly.
std::size_t common(const std::vector<int>& before, const std::vector<int>& after, std::size_t row = 0,
                   std::size_t column = 0) {
    if (row == before.size() || column == after.size())
        return 0;
    if (before[row] == after[column])
        return 1 + common(before, after, row + 1, column + 1);
    return std::max(common(before, after, row + 1, column), common(before, after, row, column + 1));
}

} // namespace

TEST_CASE("Edits are the fewest, and neighbours make one replacement") {
    CHECK(edits(Words{}, Words{}).empty());
    CHECK(edits(Words{"a", "b"}, Words{"a", "b"}).empty());
    CHECK(edits(Words{"a", "b", "c"}, Words{"a", "x", "c"}) == std::vector<Edit>{{1, 1}});
    CHECK(edits(Words{"a", "c"}, Words{"a", "b", "c"}) == std::vector<Edit>{{std::nullopt, 1}});
    CHECK(edits(Words{"a", "b"}, Words{"b"}) == std::vector<Edit>{{0, std::nullopt}});
    CHECK(edits(Words{"a", "b"}, Words{"x"}) == std::vector<Edit>{{0, 0}, {1, std::nullopt}});
    CHECK(edits(Words{"a"}, Words{"x", "y"}) == std::vector<Edit>{{0, 0}, {std::nullopt, 1}});
    CHECK(edits(Words{"a", "b", "c"}, Words{"c", "a", "b"}).size() == 2);
}

TEST_CASE("Edits lead from one list to the other") {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::vector<int> before(random() % 9);
        std::vector<int> after(random() % 9);
        for (int& number : before)
            number = static_cast<int>(random() % 4);
        for (int& number : after)
            number = static_cast<int>(random() % 4);
        const auto found = edits(before, after);
        std::vector<int> kept_before = before;
        std::vector<int> kept_after = after;
        for (auto edit = found.rbegin(); edit != found.rend(); ++edit) {
            if (edit->before)
                kept_before.erase(kept_before.begin() + static_cast<std::ptrdiff_t>(*edit->before));
            if (edit->after)
                kept_after.erase(kept_after.begin() + static_cast<std::ptrdiff_t>(*edit->after));
        }
        CHECK(kept_before == kept_after);
        CHECK(kept_before.size() == common(before, after));
    }
}

TEST_CASE("The fewest count as moved") {
    CHECK(out_of_order({}).empty());
    CHECK(out_of_order({5}) == std::vector<bool>{false});
    CHECK(out_of_order({0, 3, 7}) == std::vector<bool>{false, false, false});
    CHECK(out_of_order({3, 0, 1, 2}) == std::vector<bool>{true, false, false, false});
    CHECK(out_of_order({1, 2, 3, 0}) == std::vector<bool>{false, false, false, true});
    const auto reversed = out_of_order({3, 2, 1, 0});
    CHECK(std::count(reversed.begin(), reversed.end(), true) == 3);
}
