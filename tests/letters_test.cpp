#include "platform/base/letters.h"

#include <doctest/doctest.h>

using namespace platform;

namespace {

std::string_view family_of(char32_t code) {
    const auto font = letter_font(code);
    return font ? letter_fonts()[*font].family : "none";
}

} // namespace

TEST_CASE("each letter has the font of its own script") {
    struct Case {
        char32_t code;
        const char* family;
    };
    for (const Case& tested :
         {Case{U'a', "Inter"}, Case{U'~', "Inter"}, Case{U'ñ', "Inter"}, Case{U'ж', "Inter"}, Case{U'ω', "Inter"},
          Case{U'ش', "NotoSansArabic"}, Case{U'٣', "NotoSansArabic"}, Case{U'ע', "NotoSansHebrew"},
          Case{U'क', "NotoSansDevanagari"}, Case{U'।', "NotoSansDevanagari"}, Case{U'த', "NotoSansTamil"},
          Case{U'ไ', "NotoSansThai"}, Case{U'ሀ', "NotoSansEthiopic"}, Case{0x10ffff, "none"}, Case{0x110000, "none"}}) {
        CAPTURE(static_cast<std::uint32_t>(tested.code));
        CHECK(family_of(tested.code) == tested.family);
    }
    CHECK(letter_fonts()[0].family == "Inter");
    CHECK(letter_fonts()[*letter_font(U'ש')].script == "Hebr");
    CHECK(letter_fonts()[*letter_font(U'ש')].right_to_left);
    CHECK_FALSE(letter_fonts()[*letter_font(U'क')].right_to_left);
}

TEST_CASE("what no font shows is known without a look at fonts") {
    for (const char32_t code :
         {U'研', U'日', U'한', char32_t{0x1f389}, char32_t{0xf0b7}, char32_t{0xfffd}, U'\u061c', U'\n'})
        CHECK_MESSAGE(!can_be_shown(code), static_cast<std::uint32_t>(code));
    for (const char32_t code : {U' ', U'\u00a0', U'–', U'€', U'\u00ad', U'\u200c', U'\u200d', U'\ufe0f'})
        CHECK_MESSAGE(can_be_shown(code), static_cast<std::uint32_t>(code));
}

TEST_CASE("marks cling to their letter, and viramas hold the next one") {
    for (const char32_t code : {U'\u0301', U'\u093f', U'\u094d', U'\u0e31', U'\u064e', U'\u200d', U'\ufe0f'})
        CHECK_MESSAGE(clings_to_previous(code), static_cast<std::uint32_t>(code));
    for (const char32_t code : {U'a', U' ', U'क', U'ש'})
        CHECK_FALSE(clings_to_previous(code));
    CHECK(joins_next(U'\u094d'));
    CHECK(joins_next(U'\u200d'));
    CHECK_FALSE(joins_next(U'\u093f'));
    CHECK_FALSE(joins_next(U'a'));
}
