#include "platform/logs/review/bounded_map.h"

#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <random>
#include <vector>

using platform::logs::review::BoundedMap;

namespace {

using Sums = std::map<std::string, std::int64_t>;

Sums sums_of(const std::vector<std::string>& names) {
    BoundedMap<std::int64_t, 3> map;
    for (const std::string& name : names)
        ++map.at(name);
    Sums sums;
    map.add_to(sums);
    return sums;
}

} // namespace

TEST_CASE("of more names than fit the first by alphabet stay, in whatever order they come, and the rest is one sum") {
    std::vector<std::string> names;
    for (int letter = 0; letter < 8; ++letter)
        names.insert(names.end(), static_cast<std::size_t>(letter) + 1,
                     std::string(1, static_cast<char>('a' + letter)));
    std::mt19937 random(1);
    for (int round = 0; round < 50; ++round) {
        CHECK(sums_of(names) == Sums{{"a", 1}, {"b", 2}, {"c", 3}, {"other", 4 + 5 + 6 + 7 + 8}});
        std::ranges::shuffle(names, random);
    }
}

TEST_CASE("what fits has no rest, and a long name is part of the rest") {
    CHECK(sums_of({"a", "b", "c", "a"}) == Sums{{"a", 2}, {"b", 1}, {"c", 1}});
    const std::string longest(BoundedMap<int, 1>::kLongestName, 'a');
    CHECK(sums_of({longest, longest + "a", "b"}) == Sums{{longest, 1}, {"b", 1}, {"other", 1}});
}
