#include "kiosk/ui/utf8.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

namespace {

std::vector<char32_t> all(std::string_view text) {
    std::vector<char32_t> found;
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t before = offset;
        found.push_back(kiosk::ui::next_codepoint(text, offset));
        REQUIRE(offset > before);
        REQUIRE(offset <= text.size());
    }
    return found;
}

constexpr char32_t kBad = 0xfffd;

} // namespace

TEST_CASE("one to four bytes") {
    CHECK(all("aé€😀") == std::vector<char32_t>{'a', 0xe9, 0x20ac, 0x1f600});
    CHECK(all("").empty());
    CHECK(all(std::string_view("\0", 1)) == std::vector<char32_t>{0});
}

TEST_CASE("a malformed byte is passed over alone") {
    CHECK(all("\xff"
              "a")
          == std::vector<char32_t>{kBad, 'a'});
    CHECK(all("\x80\x80") == std::vector<char32_t>{kBad, kBad});
    CHECK(all("\xc0\xaf") == std::vector<char32_t>{kBad, kBad});
    CHECK(all("\xc3(") == std::vector<char32_t>{kBad, '('});
}

TEST_CASE("a text that ends within a character is not read past its end") {
    CHECK(all("\xe2\x82") == std::vector<char32_t>{kBad, kBad});
    CHECK(all("\xf0\x9f\x98") == std::vector<char32_t>{kBad, kBad, kBad});
    CHECK(all("\xc3") == std::vector<char32_t>{kBad});
}

TEST_CASE("any bytes come to an end") {
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; ++second) {
            const char bytes[] = {static_cast<char>(first), static_cast<char>(second), 'x'};
            CHECK_FALSE(all({bytes, 3}).empty());
        }
}

TEST_CASE("overlong forms, surrogates and what lies past Unicode are malformed") {
    for (const char* text : {"\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80"})
        CHECK(all(text).front() == kBad);
    CHECK(all("\xed\x9f\xbf") == std::vector<char32_t>{0xd7ff});
    CHECK(all("\xf4\x8f\xbf\xbf") == std::vector<char32_t>{0x10ffff});
}
