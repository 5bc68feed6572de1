#include "platform/logs/review/kiosk_roster.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace platform::logs::review;

namespace {

std::string kept(const std::vector<Worth>& all, std::size_t most) {
    const std::vector<bool> stays = worthiest(all, most);
    std::string names;
    for (std::size_t index = 0; index < all.size(); ++index)
        if (stays[index])
            names += all[index].name;
    return names;
}

} // namespace

TEST_CASE("those with needs stay first, whatever their file and events") {
    const std::vector<Worth> all{{false, 1, 900, "a"}, {true, 2, 1, "b"}, {false, 3, 800, "c"}, {true, 2, 1, "d"}};
    CHECK(kept(all, 1) == "b");
    CHECK(kept(all, 2) == "bd");
    CHECK(kept(all, 3) == "abd");
    CHECK(kept(all, 4) == "abcd");
    CHECK(kept(all, 9) == "abcd");
    CHECK(kept(all, 0).empty());
    CHECK(kept({}, 3).empty());
}

TEST_CASE("of those alike the best of each file stay in turn") {
    const std::vector<Worth> all{{false, 1, 50, "a"}, {false, 1, 60, "b"}, {false, 1, 70, "c"},
                                 {false, 2, 1, "d"},  {false, 2, 2, "e"},  {false, 3, 1, "f"}};
    CHECK(kept(all, 1) == "c");
    CHECK(kept(all, 3) == "cef");
    CHECK(kept(all, 4) == "bcef");
    CHECK(kept(all, 5) == "bcdef");
}

TEST_CASE("made-up needs leave a tenth of the places to those with the most events of each file") {
    std::vector<Worth> all;
    for (int number = 0; number < 100; ++number)
        all.push_back({true, 1, 1, "x"});
    all.push_back({false, 2, 1, "a"});
    CHECK(kept(all, 10) == "xxxxxxxxxa");
    all.back() = {false, 1, 2, "b"}; // of the same file
    CHECK(kept(all, 10) == "xxxxxxxxxb");
    all.back() = {true, 1, 2, "c"};
    CHECK(kept(all, 10) == "xxxxxxxxxc");
    all.resize(9);
    all.push_back({false, 2, 1, "d"});
    all.push_back({false, 1, 9, "e"});
    CHECK(kept(all, 10) == "xxxxxxxxxe");
}
