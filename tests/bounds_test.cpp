#include "db/bounds.h"

#include <doctest/doctest.h>
#include <string>

using namespace std::string_literals;

TEST_CASE("Texts are held to their bounds, and each problem names its cure") {
    const db::TextBound line{"title", 10};
    const db::TextBound page{"description", 30, true};
    struct Case {
        db::TextBound bound;
        std::string text;
        const char* problem; ///< empty: none
    };
    const Case cases[] = {
        {line, "0123456789", ""},
        {line, "ñandúñandú", ""},
        {line, "01234567890", "11 characters, 1 more than the 10 allowed: shorten it"},
        {line, "", "is empty: write it"},
        {{"text", 10, false, true}, "", ""},
        {line, " a", "at the beginning"},
        {line, "a ", "ends with a space"},
        {line, "a\u00a0", "ends with a space"},
        {line, "a  b", "two spaces"},
        {line, "a\u00a0b", ""},
        {line, "a\nb", "U+000A"},
        {line, "a\tb", "U+0009"},
        {line, "a\0b"s, "U+0000"},
        {line, "a\u202eb", "U+202E"},
        {line, "a\u200bb", "U+200B"},
        {line, "\ufeffa", "U+FEFF"},
        {line, "a\u061cb",
         "has U+061C ARABIC LETTER MARK: the kiosk finds out by the letters which way text runs; remove"},
        {line, "a\u200eb", "U+200E LEFT-TO-RIGHT MARK"},
        {line, "a\u202cb", "U+202C POP DIRECTIONAL FORMATTING"},
        {line, "a\u2067b", "U+2067 RIGHT-TO-LEFT ISOLATE"},
        {line, "a\u180eb", "U+180E MONGOLIAN VOWEL SEPARATOR: remove it"},
        {line, "a\u034fb", "U+034F COMBINING GRAPHEME JOINER"},
        {line, "a\ufffcb", "U+FFFC OBJECT REPLACEMENT CHARACTER"},
        {line, "a\u3164b", "U+3164 HANGUL FILLER"},
        {line, "a\ufffbb", "U+FFFB: remove it"},
        {line, "می\u200cروم", ""},
        {line, "क्\u200dष", ""},
        {line, "\U0001f468\u200d\U0001f469", ""},
        {line, "ab\u00adcd", ""},
        {line, "a\u200c", "U+200C ZERO WIDTH NON-JOINER where no letters stand on both sides"},
        {line, "\u200da", "U+200D ZERO WIDTH JOINER where no letters"},
        {line, "a \u200c b", "U+200C"},
        {line, "a\u00a0\u200cb", "U+200C"},
        {line, "a\u200c b", "U+200C"},
        {line, "a\u200d\u200cb", "U+200D"},
        {line, "\u00ada", "U+00AD SOFT HYPHEN where no letters"},
        {line, "a\u00ad", "U+00AD"},
        {line, "a \u00adb", "U+00AD"},
        {line, "a\u00ad b", "U+00AD"},
        {line, "a\u00ad\u00adb", "U+00AD"},
        {line, "a\u00ad\xff", "not valid UTF-8"},
        {page, "a\u00ad\n\nb", "U+00AD"},
        {line, "a\u007f", "U+007F"},
        {line, "\xff", "not valid UTF-8"},
        {line, "a\xc3", "not valid UTF-8"},
        {line, "\xc0\xaf", "not valid UTF-8"},
        {line, "\xed\xa0\x80", "not valid UTF-8"},
        {line, "\xf4\x90\x80\x80", "not valid UTF-8"},
        {line, "\xf0\x9f\x98\x80", ""},
        {page, "First.\n\nSecond.", ""},
        {page, "First.\nSecond.", "U+000A"},
        {page, "First.\n\n\nSecond.", "U+000A"},
        {page, "First.\n\n\n\nSecond.", "empty paragraph"},
        {page, "\n\nFirst.", "empty paragraph"},
        {page, "First.\n\n", "empty paragraph"},
        {page, "First. \n\nSecond.", "space at the end"},
    };
    for (const Case& tested : cases) {
        CAPTURE(tested.text);
        const std::string problem = db::text_problem(tested.bound, tested.text);
        CAPTURE(problem);
        if (*tested.problem)
            CHECK(problem.find(tested.problem) != std::string::npos);
        else
            CHECK(problem.empty());
    }
}

TEST_CASE("Keys, languages and dates have one form") {
    for (const char* key : {"a", "import-specialist", "role-2", "2"})
        CHECK_MESSAGE(db::key_problem(key).empty(), key);
    for (const char* key : {"", "-a", "a-", "a--b", "A", "a b", "a_b", "ñ", "../x", "a/b", "a.b"})
        CHECK_MESSAGE(!db::key_problem(key).empty(), key);
    CHECK(db::key_problem(std::string(64, 'a')).empty());
    CHECK_FALSE(db::key_problem(std::string(65, 'a')).empty());

    for (const char* code : {"en", "es", "es-MX", "zh-Hant", "fil", "es-419"})
        CHECK_MESSAGE(db::language_code_problem(code).empty(), code);
    for (const char* code :
         {"", "e", "english", "EN", "en_US", "en-", "-en", "..", "en/us", "en-US-x-very-long-indeed"})
        CHECK_MESSAGE(!db::language_code_problem(code).empty(), code);

    for (const char* date : {"2026-11-24", "2028-02-29", "2000-01-01", "2026-12-31"})
        CHECK_MESSAGE(db::date_problem(date).empty(), date);
    for (const char* date : {"", "2026-11-31", "2027-02-29", "2100-02-29", "2026-13-01", "2026-00-01", "2026-01-00",
                             "2026-1-1", "24.11.2026", "2026/11/24", "1999-01-01", "2026-11-24T10:00", "2026-11-2x"})
        CHECK_MESSAGE(!db::date_problem(date).empty(), date);
}

TEST_CASE("Emblems are of the library or of the database") {
    CHECK(db::is_library_emblem("scales"));
    CHECK_FALSE(db::is_library_emblem("Scales"));
    CHECK_FALSE(db::is_library_emblem(""));
    CHECK(db::library_emblems() == "scales, ledger, curve, globe, container, board, compass");
    CHECK(db::image_of_emblem("image:star") == "star");
    CHECK(db::image_of_emblem("scales").empty());
}

TEST_CASE("Images are what they say they are") {
    const std::string svg = "<?xml version=\"1.0\"?><svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
    CHECK(db::image_problem({"image/svg+xml", svg}).empty());
    CHECK(db::image_problem({"image/jpeg", svg}).find("ending") != std::string::npos);
    CHECK(db::image_problem({"image/png", svg}).find("ending") != std::string::npos);
    CHECK(db::image_problem({"image/svg+xml", "GIF89a"}).find("ending") != std::string::npos);
    CHECK(db::image_problem({"image/gif", "GIF89a"}).find("only SVG") != std::string::npos);
    CHECK(db::image_problem({"image/png", "\x89PNG\r\n\x1a\nrest"}).find("cut off") != std::string::npos);
    CHECK(db::image_problem({"image/png", std::string(db::kMaxImageBytes + 1, 'x')}).find("4 MiB")
          != std::string::npos);
}
