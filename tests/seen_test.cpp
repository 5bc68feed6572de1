#include "platform/logs/review/seen.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <limits>
#include <random>
#include <vector>

using platform::logs::review::Seen;

namespace {

constexpr const char* kFirst = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
constexpr const char* kSecond = "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb";

using Range = std::pair<std::int64_t, std::int64_t>;

std::vector<Range> gaps(const Seen& seen) {
    std::vector<Range> all;
    seen.for_each_gap([&](const Seen::Gap& gap) { all.emplace_back(gap.first, gap.last); });
    return all;
}

} // namespace

TEST_CASE("an event counts once in whatever order events come") {
    std::vector<int> numbers;
    for (int number = 1; number <= 500; ++number)
        if (number % 100 != 0 && number > 2)
            numbers.push_back(number);
    std::mt19937 random(1);
    for (int round = 0; round < 20; ++round) {
        Seen seen;
        std::shuffle(numbers.begin(), numbers.end(), random);
        for (const int number : numbers)
            CHECK(seen.add(kFirst, 5, number));
        for (const int number : numbers)
            CHECK_FALSE(seen.add(kFirst, 5, number));
        CHECK(seen.duplicates() == static_cast<std::int64_t>(numbers.size()));
        CHECK(seen.lost() == 0);
        CHECK(gaps(seen) == std::vector<Range>{{1, 2}, {100, 100}, {200, 200}, {300, 300}, {400, 400}});
    }
}

TEST_CASE("runs and boots have numbers of their own") {
    Seen seen;
    CHECK(seen.add(kFirst, 1, 1));
    CHECK(seen.add(kFirst, 2, 1));
    CHECK(seen.add(kSecond, 1, 1));
    CHECK_FALSE(seen.add(kFirst, 1, 1));
    CHECK(seen.add(kSecond, 1, 3));
    std::vector<Seen::Gap> found;
    seen.for_each_gap([&](const Seen::Gap& gap) { found.push_back(gap); });
    REQUIRE(found.size() == 1);
    CHECK(found[0].boot_id == kSecond);
    CHECK(found[0].run == 1);
    CHECK(found[0].first == 2);
    CHECK(found[0].last == 2);
}

TEST_CASE("the smallest and largest numbers do no harm") {
    constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
    constexpr auto kSmallest = std::numeric_limits<std::int64_t>::min();
    Seen seen;
    for (const std::int64_t number : {kLargest, kSmallest, kLargest - 1, kSmallest + 1, std::int64_t{0}})
        CHECK(seen.add(kFirst, kSmallest, number));
    CHECK_FALSE(seen.add(kFirst, kSmallest, kLargest));
    CHECK_FALSE(seen.add(kFirst, kSmallest, kSmallest));
    CHECK(gaps(seen) == std::vector<Range>{{1, kLargest - 2}});
}

TEST_CASE("hostile numbers are bounded, and events that join what is there still count") {
    Seen seen;
    for (std::size_t i = 0; i < Seen::kMaxIntervals; ++i)
        REQUIRE(seen.add(kFirst, static_cast<std::int64_t>(i / 1000), static_cast<std::int64_t>(2 * (i % 1000) + 2)));
    CHECK_FALSE(seen.add(kFirst, 0, 5000));
    CHECK_FALSE(seen.add(kSecond, 0, 1));
    CHECK(seen.lost() == 2);
    CHECK(seen.duplicates() == 0);
    CHECK(seen.add(kFirst, 0, 3)); // melts two intervals into one, so that there is room
    CHECK(seen.add(kSecond, 0, 1));
}
