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
        CHECK(seen.coarse() == 0);
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

TEST_CASE("a run with too many holes is counted coarsely, and hides neither its own events nor those of others") {
    constexpr auto kMost = static_cast<std::int64_t>(Seen::kMaxOfRun);
    Seen seen;
    for (std::int64_t number = 1; number <= 100'000; ++number)
        REQUIRE(seen.add(kFirst, 1, 2 * number));
    CHECK(seen.intervals() == Seen::kMaxOfRun);
    CHECK(seen.coarse() == 100'000 - kMost);
    CHECK(seen.duplicates() == 0);
    for (int seq = 1; seq <= 10; ++seq)
        CHECK(seen.add(kSecond, 1, seq));
    CHECK_FALSE(seen.add(kSecond, 1, 5));
    CHECK_FALSE(seen.add(kFirst, 1, 2 * kMost)); // what is in memory is still told apart
    CHECK(seen.add(kFirst, 1, 3));               // melts two intervals into one, so that there is room
    CHECK(seen.intervals() == Seen::kMaxOfRun);
    std::vector<Seen::Gap> found;
    seen.for_each_gap([&](const Seen::Gap& gap) { found.push_back(gap); });
    REQUIRE(found.size() == 1);
    CHECK(found[0].is_coarse);
    CHECK(found[0].first == 1);
    CHECK(found[0].last == 200'000);
    CHECK(found[0].count == 99'999);
}

TEST_CASE("a boot with too many runs leaves room for others") {
    Seen seen;
    for (std::int64_t run = 0; run < 300'000; ++run)
        REQUIRE(seen.add(kFirst, run, 1));
    CHECK(seen.intervals() == Seen::kMaxOfBoot);
    CHECK(seen.add(kSecond, 1, 1));
    CHECK_FALSE(seen.add(kSecond, 1, 1));
    CHECK(seen.add(kFirst, 0, 2));
    CHECK_FALSE(seen.add(kFirst, 0, 2));
}

TEST_CASE("however many files are hostile, there is room for the next one") {
    Seen seen;
    for (int file = 0; file < 20; ++file) {
        seen.begin_file();
        for (int boot = 0; boot < 60'000; ++boot)
            REQUIRE(seen.add(std::to_string(file) + "-" + std::to_string(boot), 1, 1));
    }
    CHECK(seen.intervals() < Seen::kMaxIntervals);
    const std::int64_t coarse = seen.coarse();
    seen.begin_file();
    for (int seq = 1; seq <= 10; ++seq) {
        CHECK(seen.add(kFirst, seq % 3, seq));
        CHECK_FALSE(seen.add(kFirst, seq % 3, seq));
    }
    CHECK(seen.coarse() == coarse);
}

TEST_CASE("without any room events still count") {
    Seen seen;
    for (std::size_t boot = 0; boot < Seen::kMaxIntervals + 5; ++boot)
        REQUIRE(seen.add(std::to_string(boot), 1, 1));
    CHECK(seen.intervals() == Seen::kMaxIntervals);
    CHECK(seen.coarse() == 5);
    seen.begin_file();
    CHECK(seen.add(kFirst, 1, 1));
    CHECK(seen.add(kFirst, 1, 1)); // rather twice than never
    CHECK(seen.coarse() == 7);
    CHECK(seen.duplicates() == 0);
}

TEST_CASE("the largest numbers overflow no coarse gap") {
    constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
    Seen seen;
    for (std::int64_t number = 0; number < 5000; ++number)
        CHECK(seen.add(kFirst, 1, kLargest - 2 * number));
    CHECK(seen.add(kFirst, 1, std::numeric_limits<std::int64_t>::min()));
    std::vector<Seen::Gap> found;
    seen.for_each_gap([&](const Seen::Gap& gap) { found.push_back(gap); });
    REQUIRE(found.size() == 1);
    CHECK(found[0].last == kLargest);
    CHECK(found[0].count > 0);
    CHECK(found[0].count <= Seen::kMostMissing);
}
