#include "db/authoring/content_reader.h"

#include "tests/support/database_support.h"

using db::authoring::Content;
using db::authoring::Problems;

namespace {

Content read(const test::fs::path& folder, Problems& problems) {
    return db::authoring::read_content(folder, problems);
}

/// One change to the small content and the first problem that it must give.
struct Case {
    std::string_view file;
    const char* from; ///< null: `to` becomes the whole file
    std::string_view to;
    const char* where; ///< after the folder
    const char* message;
    std::size_t others = 0; ///< problems that follow from it
};

void check(const Case& tested) {
    CAPTURE(tested.file);
    CAPTURE(tested.to);
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    if (tested.from)
        test::replace(folder / tested.file, tested.from, tested.to);
    else
        test::write(folder / tested.file, tested.to);
    Problems problems;
    (void)read(folder.path(), problems);
    std::string all;
    for (const db::Error& problem : problems.errors())
        all += problem.text() + '\n';
    CAPTURE(all);
    REQUIRE(problems.size() == 1 + tested.others);
    const db::Error& error = problems.errors()[0];
    CHECK(error.code == db::ErrorCode::BadContent);
    CHECK(error.where == (folder / tested.where).string());
    CHECK_MESSAGE(error.message.find(tested.message) != std::string::npos, error.message);
}

} // namespace

TEST_CASE("Two images of one name are refused") {
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    test::write(folder / "images/star.png", "");
    Problems problems;
    (void)read(folder.path(), problems);
    REQUIRE(problems.size() == 2); // this one is empty, too
    CHECK(problems.errors()[1].message.find("two images named 'star'") != std::string::npos);
}

TEST_CASE("A content folder is read whole") {
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    test::write(folder / ".hidden", "is not looked at");
    Problems problems;
    const Content content = read(folder.path(), problems);
    CHECK(problems.empty());
    CHECK(content.version == 7);
    CHECK(content.published == "2026-11-24");
    REQUIRE(content.languages.size() == 2);
    CHECK(content.languages[1].language == db::Language{"es", "Español"});
    CHECK(content.languages[1].skills_heading == "Habilidades");
    CHECK(content.organisations[0]->introduction == "First.\n\nSecond line.");
    CHECK(content.organisations[1]->name == "Oficina");
    REQUIRE(content.tags.size() == 2);
    CHECK(content.tags[0].id == "law");
    CHECK(content.tags[0].names == std::vector<std::string>{"Law", "Derecho"});
    CHECK(content.tags[1].names == std::vector<std::string>{"Numbers", ""});
    REQUIRE(content.roles.size() == 2);
    CHECK(content.roles[0].id == "economist");
    CHECK_FALSE(content.roles[0].texts[1]);
    CHECK(content.roles[1].emblem == "image:star");
    CHECK(content.roles[1].accent_rgb == 0x2a9d8f);
    CHECK(content.roles[1].tags == std::vector<std::size_t>{1, 0});
    CHECK(content.roles[1].texts[0]->assignments == std::vector<std::string>{"Analyze records.", "Audit."});
    CHECK(content.roles[1].texts[1]->title == "Auditora");
    REQUIRE(content.slides.size() == 3);
    CHECK(content.slides[1].role == std::optional<std::size_t>(1));
    CHECK(content.slides[2].texts[0].title == "Which one?");
    CHECK(content.slides[2].texts[0].text.empty());
    CHECK(content.slides[2].texts[1].text == "Toca.");
    CHECK(content.images.at("star").media_type == "image/svg+xml");
}

TEST_CASE("Mistakes in content.toml") {
    const Case cases[] = {
        {"content.toml", "version = 7", "version = \"7\"", "content.toml:1",
         "whole number from 1 to 999999999, without quotes"},
        {"content.toml", "version = 7", "version = 0", "content.toml:1", "whole number"},
        {"content.toml", "version = 7\n", "", "content.toml:1", "'version' is missing: add a line version = 1"},
        {"content.toml", "2026-11-24", "\"2026-11-24\"", "content.toml:2",
         "a date without quotes: published = 2026-11-24"},
        {"content.toml", "2026-11-24", "1926-11-24", "content.toml:2", "is not a date: write year, month and day"},
        {"content.toml", "2026-11-24", "2026-11-24T09:00:00", "content.toml:2", "a date without quotes"},
        {"content.toml", "version = 7", "version = 7\nverison = 8", "content.toml:2",
         "'verison' is not known here: remove it, or write one of published, version"},
        {"content.toml", "\"English\"", "\"\"", "content.toml:6", "'name' is empty: write it"},
        {"content.toml", "\"Required skill sets\"", "\"Typical assignments\"", "content.toml:8", "are the same", 4},
        {"content.toml", "[[languages]]\ncode = \"en\"", "[[extra]]\n[[languages]]\ncode = \"en\"", "content.toml:4",
         "only [[languages]] is"},
    };
    for (const Case& tested : cases)
        check(tested);
}

TEST_CASE("A broken content.toml ends the reading with one problem that names the line") {
    for (const auto& [from, to, line, message] : std::vector<std::array<std::string, 4>>{
             {"version = 7", "version 7", "1", "this is not TOML"},
             {"published = 2026-11-24", "published = 2026-13-24", "2", "this is not TOML"},
             {"\"English\"", "\"English", "6", "this is not TOML"}}) {
        const test::ScratchFolder folder;
        test::write_small_content(folder.path());
        test::replace(folder / "content.toml", from, to);
        Problems problems;
        (void)read(folder.path(), problems);
        REQUIRE(problems.size() == 1);
        CHECK(problems.errors()[0].where == (folder / "content.toml").string() + ":" + line);
        CHECK(problems.errors()[0].message.find(message) != std::string::npos);
        CHECK(problems.errors()[0].message.find("key = \"text\"") != std::string::npos);
    }
}

TEST_CASE("Mistakes in the settings of a role") {
    const char* file = "en/roles/auditor.md";
    const std::string long_tagline = "\"" + std::string(121, 'x') + "\"";
    const Case cases[] = {
        {file, "title = \"Auditor\"\n", "", "en/roles/auditor.md:2", "'title' is missing: add a line title = \"...\""},
        {file, "\"Auditor\"", "7", "en/roles/auditor.md:2", "must be a text in quotes"},
        {file, "\"Auditor\"", "\"Auditor \"", "en/roles/auditor.md:2", "'title' ends with a space: remove it"},
        {file, "\"Auditor\"", "\"Au\xff\"", "en/roles/auditor.md:2", "this is not UTF-8: save the file as UTF-8"},
        {file, "\"Follow the records.\"", long_tagline, "en/roles/auditor.md:3",
         "121 characters, 1 more than the 120 allowed: shorten it"},
        {file, "order = 2", "order = \"two\"", "en/roles/auditor.md:4", "'order' must be a whole number"},
        {file, "order = 2", "order = -2", "en/roles/auditor.md:4", "'order' must be a whole number"},
        {file, "image:star", "sclaes", "en/roles/auditor.md:5",
         "there is no emblem 'sclaes': write one of scales, ledger"},
        {file, "image:star", "image:moon", "en/roles/auditor.md:5",
         "there is no image 'moon': put moon.svg, .png or .jpg"},
        {file, "#2a9d8f", "2a9d8f", "en/roles/auditor.md:6", "is no colour: write # and six digits"},
        {file, "#2a9d8f", "#2a9d8", "en/roles/auditor.md:6", "is no colour"},
        {file, "#2a9d8f", "#2a9d8g", "en/roles/auditor.md:6", "is no colour"},
        {file, "#2a9d8f", "teal", "en/roles/auditor.md:6", "'teal' is no colour"},
        {file, "\"numbers\", \"law\"", "\"numbers\",\n\"laws\"", "en/roles/auditor.md:8",
         "there is no tag 'laws': add it to tags.toml"},
        {file, "\"numbers\", \"law\"", "\"law\", \"law\"", "en/roles/auditor.md:7", "stands here twice"},
        {file, "[\"numbers\", \"law\"]", "\"law\"", "en/roles/auditor.md:7", "a list of texts"},
        {file, "[\"numbers\", \"law\"]", "[1]", "en/roles/auditor.md:7", "a list of texts"},
        {file, "order = 2", "order = 2\ncolour = \"red\"", "en/roles/auditor.md:5", "'colour' is not known here"},
        {file, "order = 2", "order = 1", "en/roles/economist.md:4", "'order' is 1 in auditor.md too"},
        {"es/roles/auditor.md", "+++\n\nP", "order = 2\n+++\n\nP", "es/roles/auditor.md:4",
         "'order' is not known here: remove it, or write one of tagline, title"},
    };
    for (const Case& tested : cases)
        check(tested);
}

TEST_CASE("Mistakes in the text of a role") {
    const char* file = "en/roles/auditor.md";
    const std::string long_point = "- " + std::string(901, 'x') + "\n";
    const Case cases[] = {
        {file, "Plan audits.\n", "", "en/roles/auditor.md:9", "the description is empty: write it"},
        {file, "## Typical assignments", "## Typical asignments", "en/roles/auditor.md:12",
         "the heading 'Typical asignments' is not known: write '## Typical assignments' or '## Required skill sets'",
         1},
        {file, "## Required skill sets", "## Typical assignments", "en/roles/auditor.md:17", "stands here twice", 2},
        {file, "- Speak clearly.\n", "", "en/roles/auditor.md:17",
         "there are no bullets under 'Required skill sets': begin each with '- '"},
        {file, "- Speak clearly.", "Speak clearly.", "en/roles/auditor.md:19", "only bullets may stand under a heading",
         1},
        {file, "Plan audits.", "Plan audits.\n\n- Now.", "en/roles/auditor.md:12",
         "a bullet must stand under a heading"},
        {file, "- Audit.\n", long_point, "en/roles/auditor.md:15",
         "the point has 901 characters, 1 more than the 900 allowed"},
        {file, "- Audit.\n", "- Audit *well*.\n", "en/roles/auditor.md:15", "emphasis is not shown"},
        {file, "- Audit.\n", "-\n", "en/roles/auditor.md:15", "the point is empty"},
        {"en/roles/economist.md", "+++\ntitle", "title", "en/roles/economist.md:1", "the first line must be '+++'"},
        {"es/roles/auditor.md", "- Auditar.\n", "", "es/roles/auditor.md:8",
         "there are 1 points under 'Tareas' but 2 in the language 'en': write the same points in the same order, or "
         "remove "
         "the whole section, which is then shown in English"},
        {"es/roles/auditor.md", "## Habilidades", "## Required skill sets", "es/roles/auditor.md:13",
         "write '## Tareas' or '## Habilidades'"},
        {"es/roles/auditor.md", "- Hablar.\n", "", "es/roles/auditor.md:13",
         "there are no bullets under 'Habilidades'"},
    };
    for (const Case& tested : cases)
        check(tested);
}

TEST_CASE("Mistakes in the other files") {
    const Case cases[] = {
        {"en/tags.toml", "law = ", "\"Law!\" = \"x\"\nlaw = ", "en/tags.toml:1",
         "the tag 'Law!' may only have the letters a to z"},
        {"en/tags.toml", "\"Law\"", "\"\"", "en/tags.toml:1", "'law' is empty"},
        {"es/tags.toml", "law", "laws", "es/tags.toml:1", "there is no tag 'laws' in"},
        {"en/organisation.md", "heading = \"What we do\"\n", "", "en/organisation.md:2", "'heading' is missing"},
        {"en/organisation.md", "First.", "- First.", "en/organisation.md:8", "the introduction has paragraphs only"},
        {"es/organisation.md", "Primero.\n", "", "es/organisation.md:7", "the introduction is empty"},
        {"en/slides.toml", "\"auditor\"", "\"auditer\"", "en/slides.toml:8", "there is no role 'auditer'"},
        {"en/slides.toml", "title = \"We help.\"\n", "", "en/slides.toml:1", "'title' is missing"},
        {"en/slides.toml", "role = \"auditor\"", "role = \"auditor\"\ntitle = \"x\"", "en/slides.toml:9",
         "'title' is not known here"},
        {"en/slides.toml", "[[slides]]", "speed = 3\n[[slides]]", "en/slides.toml:1", "'speed' is not known here"},
        {"es/slides.toml", "\"auditor\"", "\"economist\"", "es/slides.toml:5", "slide 2 is another one in"},
        {"es/slides.toml", "kind = \"purpose\"", "kind = \"invitation\"", "es/slides.toml:1",
         "slide 1 is another one in"},
        {"en/notes.txt", nullptr, "x", "en/notes.txt", "this is not read"},
        {"fr/organisation.md", nullptr, "x", "fr", "add its language to content.toml"},
        {"en/roles/clerk.txt", nullptr, "x", "en/roles/clerk.txt", "rename it to end in .md"},
        {"es/roles/clerk.md", nullptr, "x", "es/roles/clerk.md", "there is no role 'clerk' in"},
        {"images/moon.gif", nullptr, "GIF89a", "images/moon.gif", "must end in .svg, .png or .jpg"},
        {"images/moon.png", nullptr, "GIF89a", "images/moon.png", "is not what its ending says"},
        {"images/Moon.svg", nullptr, "<svg viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>", "images/Moon.svg",
         "the name 'Moon' may only have"},
        {"images/star.jpg", nullptr, "\xff\xd8\xff\xe0", "images/star.jpg", "cut off or damaged", 1},
    };
    for (const Case& tested : cases)
        check(tested);
}

TEST_CASE("All problems of a folder are reported, not just the first") {
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    test::replace(folder / "content.toml", "version = 7", "version = 0");
    test::replace(folder / "en/roles/auditor.md", "#2a9d8f", "teal");
    test::replace(folder / "en/roles/economist.md", "\"curve\"", "\"curves\"");
    test::replace(folder / "es/roles/auditor.md", "title = \"Auditora\"\n", "");
    test::replace(folder / "en/slides.toml", "\"role\"", "\"rolle\"");
    test::fs::remove(folder / "en/organisation.md");
    Problems problems;
    (void)read(folder.path(), problems);
    std::string all;
    for (const db::Error& error : problems.errors())
        all += error.text() + '\n';
    for (const char* expected : {"content.toml:1", "auditor.md:6", "economist.md:5", "es/roles/auditor.md:2",
                                 "slides.toml:7", "organisation.md: there is no such file"})
        CHECK_MESSAGE(all.find(expected) != std::string::npos, expected << " is not in\n" << all);
}

TEST_CASE("Folders and files that are missing are named") {
    const test::ScratchFolder folder;
    Problems problems;
    (void)read(folder / "none", problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems.errors()[0].message.find("holds content.toml") != std::string::npos);
    (void)read(folder.path(), problems);
    REQUIRE(problems.size() == 2);
    CHECK(problems.errors()[1].where == (folder / "content.toml").string());
    test::write_small_content(folder.path());
    test::fs::remove_all(folder / "en/roles");
    Problems without_roles;
    (void)read(folder.path(), without_roles);
    CHECK(without_roles.errors()[0].message.find("there are no roles") != std::string::npos);
}

TEST_CASE("Files from other systems are read: byte order mark, CR LF") {
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    for (const char* file : {"en/roles/auditor.md", "content.toml", "en/slides.toml", "en/organisation.md"}) {
        std::string text = "\xef\xbb\xbf";
        for (char letter : test::read(folder / file))
            text += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
        test::write(folder / file, text);
    }
    Problems problems;
    const Content content = read(folder.path(), problems);
    CHECK(problems.empty());
    CHECK(content.organisations[0]->introduction == "First.\n\nSecond line.");
    CHECK(content.roles[1].texts[0]->assignments == std::vector<std::string>{"Analyze records.", "Audit."});
}

TEST_CASE("Settings may not have markup, curly quotation marks or dates of another order") {
    const char* role = "en/roles/auditor.md";
    const Case cases[] = {
        {role, "\"Auditor\"", "\"**Auditor**\"", "en/roles/auditor.md:2", "'title' has '**' in it, and emphasis"},
        {role, "\"Follow the records.\"", "\"Follow <br> it.\"", "en/roles/auditor.md:3", "has '<br>' in it, and HTML"},
        {role, "\"Auditor\"", "\"# Auditor\"", "en/roles/auditor.md:2", "'title' has '#' in it"},
        {role, "\"Auditor\"", "\"• Auditor\"", "en/roles/auditor.md:2", "'title' has '•' in it"},
        {"en/tags.toml", "\"Law\"", "\"Law &amp; order\"", "en/tags.toml:1", "write the character itself"},
        {"en/organisation.md", "\"We help.\"", "\"We ~~help~~.\"", "en/organisation.md:5", "struck out"},
        {"en/slides.toml", "\"We help.\"", "\"<!-- x --> We help.\"", "en/slides.toml:3", "'title' has '<!--' in it"},
        {"es/slides.toml", "\"Toca.\"", "\"[ ] Toca.\"", "es/slides.toml:12", "a box to tick"},
        {"content.toml", "\"English\"", "\"`English`\"", "content.toml:6", "code is not shown"},
    };
    for (const Case& tested : cases)
        check(tested);
    for (const auto& [from, to, message] : std::vector<std::array<std::string, 3>>{
             {"published = 2026-11-24", "published = 11/29/2026", "write year, month and day, as in 2026-11-29"},
             {"published = 2026-11-24", "published = 29.11.2026", "write year, month and day, as in 2026-11-29"},
             {"published = 2026-11-24", "published = 10/11/2026", "write year, month and day, as in 2026-11-24"},
             {"\"English\"", "“English”", "the quotation mark “ is curly"},
             {"\"English\"", "„English“", "write the straight one"}}) {
        CAPTURE(to);
        const test::ScratchFolder folder;
        test::write_small_content(folder.path());
        test::replace(folder / "content.toml", from, to);
        Problems problems;
        (void)read(folder.path(), problems);
        REQUIRE(problems.size() == 1);
        CHECK_MESSAGE(problems.errors()[0].message.find(message) != std::string::npos, problems.errors()[0].message);
    }
}

TEST_CASE("A sign that is meant itself has a backslash before it in the settings, too") {
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    test::replace(folder / "en/roles/auditor.md", "\"Auditor\"", "'Auditor \\*\\*'");
    Problems problems;
    CHECK(read(folder.path(), problems).roles[1].texts[0]->title == "Auditor **");
    CHECK(problems.empty());
}

TEST_CASE("Hidden files of systems and programs are passed over with one note") {
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    for (const char* name : {"desktop.ini", "en/Thumbs.db", "en/roles/Thumbs.db", "en/roles/~$auditor.md",
                             "en/roles/.~lock.auditor.md#", "images/.DS_Store", "images/._star.svg", "es/ehthumbs.db",
                             "es/roles/auditor.md~", "$RECYCLE.BIN/x", "System Volume Information/x", "__MACOSX/x",
                             ".Spotlight-V100/x", ".Trashes/x", ".fseventsd/x", ".git/config", "images/DESKTOP.INI"})
        test::write(folder / name, "x");
    Problems problems;
    (void)read(folder.path(), problems);
    CHECK(problems.empty());
    REQUIRE(problems.notes().size() == 1);
    const std::string note = problems.notes()[0].message;
    for (const char* name : {"desktop.ini", "Thumbs.db (2)", "~$auditor.md", ".~lock.auditor.md#", ".DS_Store",
                             "._star.svg", "ehthumbs.db", "auditor.md~", "$RECYCLE.BIN", "System Volume Information",
                             "__MACOSX", ".Spotlight-V100", ".Trashes", ".fseventsd", ".git", "DESKTOP.INI"})
        CHECK_MESSAGE(note.find(name) != std::string::npos, name << " is not in " << note);
}

TEST_CASE("What is too long to be read standing is a note") {
    const test::ScratchFolder folder;
    test::write_small_content(folder.path());
    test::replace(folder / "en/roles/auditor.md", "- Audit.", "- " + std::string(401, 'x'));
    test::replace(folder / "en/roles/auditor.md", "Plan audits.", std::string(2001, 'y'));
    test::replace(folder / "en/roles/economist.md", "- Gather data.", "- " + std::string(400, 'x'));
    Problems problems;
    (void)read(folder.path(), problems);
    CHECK(problems.empty());
    REQUIRE(problems.notes().size() == 2);
    CHECK(problems.notes()[0].where == (folder / "en/roles/auditor.md").string() + ":15");
    CHECK(problems.notes()[0].message.find("the point has 401 characters: more than 400") != std::string::npos);
    CHECK(problems.notes()[1].where == (folder / "en/roles/auditor.md").string() + ":10");
    CHECK(problems.notes()[1].message.find("the description has 2001 characters") != std::string::npos);
}
