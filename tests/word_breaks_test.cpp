#include "kiosk/ui/word_breaks.h"

#include <doctest/doctest.h>
#include <string>
#include <vector>

using namespace kiosk::ui;

namespace {

/// Pieces with a bar between them and a hyphen where one would show.
std::string pieces_of(std::string_view text) {
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        const Piece piece = piece_at(text, begin);
        if (piece.end <= begin)
            break;
        out += text.substr(begin, piece.ink_end - begin);
        out += piece.is_hyphenated ? "-|" : "|";
        begin = piece.end;
    }
    return out;
}

std::vector<std::string> letters_of(std::string_view text) {
    std::vector<std::string> letters;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = letter_end(text, begin);
        letters.emplace_back(text.substr(begin, end - begin));
        begin = end;
    }
    return letters;
}

} // namespace

TEST_CASE("lines may end after spaces, hyphens and slashes, and at soft hyphens between letters") {
    CHECK(pieces_of("one two-three/four") == "one|two-|three/|four|");
    CHECK(pieces_of("micro\u00adphone is") == "micro-|phone|is|");
    CHECK(pieces_of("\u00adone\u00ad two\u00ad") == "\u00adone\u00ad|two\u00ad|");
    CHECK(pieces_of("a\u00ad\u00adb") == "a\u00ad-|b|");
    CHECK(pieces_of("at -5 - or a--b/ c") == "at|-5|-|or|a--|b/|c|");
    CHECK(pieces_of("hard\u00a0space") == "hard\u00a0space|");
}

TEST_CASE("a letter is not torn from its marks") {
    CHECK(letters_of("ae\u0301o") == std::vector<std::string>{"a", "e\u0301", "o"});
    CHECK(letters_of("क्षत्रिय") == std::vector<std::string>{"क्ष", "त्रि", "य"});
    CHECK(letters_of("\U0001f468\u200d\U0001f469x") == std::vector<std::string>{"\U0001f468\u200d\U0001f469", "x"});
    CHECK(letters_of("กำนี้") == std::vector<std::string>{"ก", "ำ", "นี้"});
    CHECK(letters_of("\xff\xc3") == std::vector<std::string>{"\xff", "\xc3"});
    CHECK(letters_of("\u200d b") == std::vector<std::string>{"\u200d", " ", "b"});
}
