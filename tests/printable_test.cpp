#include "platform/base/printable.h"

#include <doctest/doctest.h>
#include <string>

using platform::printable;

TEST_CASE("controls of every kind become one letter each") {
    CHECK(printable("a\x1b[2J\n\x7f", '?') == "a?[2J??");
    CHECK(printable("a\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0", '?') == "a???\xc2\xa0");
    CHECK(printable(std::string_view("a\0b", 3), '?') == "a?b");
}

TEST_CASE("what turns the text around it does not come through") {
    const char* const hostile[] = {"\u061c", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c",
                                   "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u206a", "\u206f"};
    for (const char* text : hostile)
        CHECK_MESSAGE(printable(std::string("a") + text + "b", ' ') == "a b", static_cast<unsigned char>(text[2]));
}

TEST_CASE("letters, marks and joiners of real scripts come through") {
    for (const char* text : {"é", "Ω", "العربية", "हिन्दी", "क्‍ष", "日本", "\U0001f600", "\u200b", "\u200d",
                             "\u2010", "\u2027", "\u202f", "\u2065", "\u2070", "\ud7ff", "\ue000", "\U0010ffff"})
        CHECK(printable(text, '?') == text);
}

TEST_CASE("bytes that are no UTF-8 become one letter each, also a longer form of a control") {
    CHECK(printable("\x9b", '?') == "?");
    CHECK(printable("a\xc3", '?') == "a?");
    CHECK(printable("\xe2\x80", '?') == "??");
    CHECK(printable("\xc0\x9b", '?') == "??");
    CHECK(printable("\xc1\xbf", '?') == "??");
    CHECK(printable("\xe0\x82\x9b", '?') == "???");
    CHECK(printable("\xf0\x82\x80\xae", '?') == "????");
    CHECK(printable("\xed\xa0\x80", '?') == "???");
    CHECK(printable("\xf4\x90\x80\x80", '?') == "????");
    CHECK(printable("\xf8\x88\x80\x80\x80", '?') == "?????");
    CHECK(printable("\xc3(", '?') == "?(");
}
