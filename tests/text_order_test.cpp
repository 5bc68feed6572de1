#include "kiosk/ui/text_order.h"

#include <doctest/doctest.h>

using namespace kiosk::ui;

namespace {

std::vector<std::size_t> from_left(const std::vector<Level>& pieces) {
    std::vector<std::size_t> order;
    order_from_left(pieces, order);
    return order;
}

Level level_of(std::string_view text, std::string_view part) {
    std::vector<Level> levels;
    find_levels(text, levels);
    return levels.empty() ? Level{0} : levels[text.find(part)];
}

} // namespace

TEST_CASE("a text without a letter from the right has no levels") {
    std::vector<Level> levels{1};
    for (const char* text : {"", "plain", "ñandú – “quoted” 研究 😀", "\xd7", "\xff\xfe", "क्ष"}) {
        find_levels(text, levels);
        CHECK_MESSAGE(levels.empty(), text);
    }
}

TEST_CASE("numbers and names within a text from the right keep their own way") {
    CHECK(level_of("בשנת 2026.", "ב") == 1);
    CHECK(level_of("בשנת 2026.", "2026") == 2);
    CHECK(level_of("בשנת 2026.", ".") == 1);
    CHECK(level_of("مكتب CBP كل", "CBP") == 2);
    CHECK(level_of("The word שלום here", "The") == 0);
    CHECK(level_of("The word שלום here", "שלום") == 1);
    CHECK(level_of("English\n\nשלום.", ".") == 1);
    CHECK(level_of("English.\n\nשלום", ".") == 0);
}

TEST_CASE("pieces are laid out from the left by their levels") {
    CHECK(from_left({}).empty());
    CHECK(from_left({0, 0}) == std::vector<std::size_t>{0, 1});
    CHECK(from_left({1, 1, 1}) == std::vector<std::size_t>{2, 1, 0});
    CHECK(from_left({1, 2, 1}) == std::vector<std::size_t>{2, 1, 0});
    CHECK(from_left({1, 2, 2, 1}) == std::vector<std::size_t>{3, 1, 2, 0});
    CHECK(from_left({0, 1, 1, 0}) == std::vector<std::size_t>{0, 2, 1, 3});
}
