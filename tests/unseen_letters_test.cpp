#include "db/authoring/unseen_letters.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace db::authoring;

namespace {

std::vector<std::string> notes_of(const UnseenLetters& letters) {
    Problems problems;
    letters.report(problems);
    CHECK(problems.empty());
    std::vector<std::string> notes;
    for (const db::Error& note : problems.notes())
        notes.push_back(note.text());
    return notes;
}

} // namespace

TEST_CASE("letters without a font are noted by file, line and letter") {
    UnseenLetters letters;
    letters.read_file("en", "en/roles/a.md", "Plain – ñ € “quoted”\n\n研究研 🎉\nA \uf0b7 and a \ufffd\n");
    const auto notes = notes_of(letters);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0]
          == "en/roles/a.md:3: no font of the kiosk shows U+7814 研, U+7A76 究, U+1F389 🎉: visitors see a box instead. "
             "Write it in other letters, or as a picture");
    CHECK(notes[1].starts_with("en/roles/a.md:4: no font of the kiosk shows U+F0B7 (for private use: each font shows "
                               "something else), U+FFFD (stands for a letter that was lost): "));
}

TEST_CASE("a language that has many lines of them is noted once, with their number") {
    UnseenLetters letters;
    for (int line = 1; line <= 400; ++line)
        letters.read_line("zh", "zh/roles/a.md", line, "研究贸易政策是工作");
    letters.read_line("en", "en/roles/a.md", 9, "研");
    const auto notes = notes_of(letters);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].starts_with("en/roles/a.md:9: "));
    CHECK(
        notes[1].starts_with("zh/roles/a.md:1: from here on, 400 lines of the language 'zh' have letters that no font "
                             "of the kiosk shows, 9 different ones: U+7814 研, "));
    CHECK(notes[1].find("U+7B56 策 and 3 more: ") != std::string::npos);
}

TEST_CASE("a script that comes out otherwise is noted once a language") {
    UnseenLetters letters;
    for (int line = 1; line <= 30; ++line) {
        letters.read_line("ar", "ar/roles/a.md", line, "تحدث واكتب");
        letters.read_line("th", "th/roles/a.md", line, "ผู้ตรวจสอบ");
        letters.read_line("hi", "hi/roles/a.md", line, "लेखा परीक्षक क्\u200dष");
    }
    letters.read_file("", "content.toml", "# 研\nname = \"عربي\"\n");
    const auto notes = notes_of(letters);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].starts_with("ar/roles/a.md: the letters of 'ar' run from right to left: "));
    CHECK(notes[1].starts_with("th/roles/a.md: the letters of 'th' stand without spaces between words: "));
}

TEST_CASE("in a database they are noted by role and language") {
    Content content;
    content.languages = {{{"en", "English"}, "Assignments", "Skills"}};
    content.organisations.resize(1);
    content.roles.push_back({"auditor", "ledger", 0, {}, {RoleText{"Auditor", "Line", "Text", {"See 研"}, {"Know"}}}});
    content.tags.push_back({"law", {"Law 🎉"}});
    UnseenLetters letters;
    letters.read_content(content, "roles.db");
    const auto notes = notes_of(letters);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].starts_with("roles.db: tag 'law', language 'en': no font of the kiosk shows U+1F389 🎉: "));
    CHECK(notes[1].starts_with("roles.db: role 'auditor', language 'en': no font of the kiosk shows U+7814 研: "));
}
