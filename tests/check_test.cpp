#include "db/check.h"

#include "db/bounds.h"
#include "tests/support/database_support.h"

#include <csignal>
#include <sys/stat.h>

using db::ErrorCode;
using db::Trust;

namespace {

std::string problems_of(const test::fs::path& file) {
    auto connection = db::open_checked(file, Trust::Foreign);
    if (!connection)
        return connection.error().text() + '\n';
    std::string all;
    for (const db::Error& error : db::find_problems(*connection, 50)) {
        CHECK(error.code == ErrorCode::Corrupt);
        all += error.text() + '\n';
    }
    return all;
}

} // namespace

TEST_CASE("A good database has no problems") {
    const test::ScratchFolder folder;
    CHECK(problems_of(test::small_database(folder)).empty());
    CHECK(problems_of(test::fs::path(KIOSK_SHARE_DIR) / "roles.db").empty());
}

TEST_CASE("Each broken rule is found and its row named") {
    struct Case {
        std::string sql;
        const char* problem;
    };
    const std::string long_text = "'" + std::string(901, 'x') + "'";
    const Case cases[] = {
        {"UPDATE points SET text = " + long_text + " WHERE language = 1 AND role = 2",
         "table points, row 1, 2: 'text' has 901 characters"},
        {"UPDATE role_texts SET title = ''", "table role_texts, row 1, 1: 'title' is empty"},
        {"UPDATE role_texts SET title = CAST(x'41ff' AS TEXT)", "'title' is not valid UTF-8"},
        {"UPDATE role_texts SET tagline = 'a' || char(0) || 'b'", "'tagline' has the invisible character U+0000"},
        {"UPDATE role_texts SET description = 'a' || char(27) || '[2J'",
         "'description' has the invisible character U+001B"},
        {"UPDATE organisation SET purpose = ' x'",
         "table organisation, row 1: 'purpose' has two spaces together or one at"},
        {"UPDATE languages SET name = 'x' || char(8238)", "U+202E"},
        {"UPDATE tag_texts SET name = ''", "table tag_texts, row 1, 1: 'name' is empty"},
        {"UPDATE slide_texts SET title = ''", "table slide_texts, row 1, 1: 'title' is empty"},
        {"UPDATE roles SET id = 'Über' WHERE position = 1", "table roles, row 1, Über: its key may only have"},
        {"UPDATE roles SET id = '../x' WHERE position = 1", "its key may only have"},
        {"UPDATE roles SET emblem = 'sclaes' WHERE position = 1", "there is no such emblem"},
        {"UPDATE roles SET emblem = 'image:moon' WHERE position = 1", "there is no such emblem"},
        {"UPDATE roles SET position = 5 WHERE position = 2",
         "table roles, row 2: there must be a role, and their positions"},
        {"DELETE FROM roles", "table roles, row 0: there must be a role"},
        {"UPDATE languages SET code = '..' WHERE position = 2",
         "table languages, row 2, ..: its key is no language code"},
        {"UPDATE tags SET id = 'A' WHERE position = 1", "table tags, row 1, A: its key"},
        {"UPDATE settings SET published = '2026-02-30'", "its key is not a date"},
        {"UPDATE settings SET content_version = 9999999999", "content_version is above"},
        {"DELETE FROM settings", "table settings, row 0: there must be one row"},
        {"DELETE FROM organisation WHERE language = 1", "the default language is missing"},
        {"DELETE FROM role_texts WHERE role = 1",
         "table role_texts, row 1, economist: the text in the default language"},
        {"DELETE FROM points WHERE role = 1 AND section = 'skill'", "table points, row 1, 1: a section without points"},
        {"UPDATE points SET position = 9 WHERE role = 1 AND section = 'skill' AND position = 2",
         "positions must be 1, 2, 3"},
        {"DELETE FROM points WHERE language = 2 AND section = 'assignment' AND position = 2",
         "table points, row 2, 2: another number of points than in the default language"},
        {"DELETE FROM tag_texts WHERE language = 1 AND tag = 2",
         "table tag_texts, row 2, numbers: the name in the default"},
        {"DELETE FROM role_tags WHERE role = 2 AND position = 1", "table role_tags, row 2"},
        {"UPDATE related_roles SET related = role", "a role is related to itself"},
        {"UPDATE related_roles SET position = 3", "table related_roles"},
        {"DELETE FROM slides; DELETE FROM slide_texts", "there must be a slide"},
        {"DELETE FROM slide_texts WHERE language = 1 AND slide = 3",
         "table slide_texts, row 3, invitation: the text in the"},
        {"DELETE FROM slide_texts WHERE language = 2 AND slide = 3", "a language translates all slides or none"},
        {"INSERT INTO slide_texts VALUES (1, 2, 'x', '')", "a role slide has no text of its own"},
        {"UPDATE images SET bytes = x'00'", "the image is not what its ending says"},
        {"UPDATE images SET name = 'A B'", "table images, row 1, A B: its key"},
        {"UPDATE points SET role = 77 WHERE role = 2 AND language = 2",
         "table points: a row refers to one that does not exist"},
        {"DELETE FROM search_docsize WHERE id > 8589934592",
         "table search, row 2, 2: the search index does not know this text"},
        {"INSERT INTO search (rowid, title) VALUES (99, 'ghost')", "the search index knows other texts than there are"},
    };
    for (const Case& broken : cases) {
        CAPTURE(broken.sql);
        const test::ScratchFolder folder;
        const auto file = test::small_database(folder);
        test::change(file, broken.sql);
        const std::string all = problems_of(file);
        CHECK_MESSAGE(all.find(broken.problem) != std::string::npos, broken.problem << " is not in\n" << all);
    }
}

TEST_CASE("What the schema's CHECK constraints forbid is found, which SQLite leaves out in a file open for reading") {
    struct Case {
        const char* sql;
        const char* problem;
    };
    const Case cases[] = {
        {"UPDATE languages SET position = 17 WHERE position = 2", "row 17, es: the position is not 1 to 16"},
        {"UPDATE settings SET id = 2", "table settings, row 2: the row must be 1"},
        {"UPDATE settings SET content_version = 0", "table settings, row 1: the row must be 1, with a content version"},
        {"UPDATE settings SET default_language = 2", "and the default language 1"},
        {"UPDATE images SET media_type = 'text/html'", "the image has the type 'text/html'"},
        {"UPDATE roles SET position = 0 WHERE position = 1", "row 0, economist: the position is not 1 to 200000"},
        {"UPDATE roles SET accent_rgb = 16777216 WHERE position = 2", "row 2, auditor: the accent is no colour"},
        {"UPDATE roles SET accent_rgb = -1 WHERE position = 2", "the accent is no colour"},
        {"UPDATE points SET section = 'motto' WHERE role = 1 AND section = 'skill'",
         "row 1, 1: the section is neither"},
        {"UPDATE points SET position = 0 WHERE role = 1 AND position = 1", "or the position is below 1"},
        {"UPDATE tags SET position = 65 WHERE position = 2", "row 65, numbers: the position is not 1 to 64"},
        {"UPDATE role_tags SET position = 0 WHERE position = 1", "table role_tags, row 1, 0: the position is below 1"},
        {"UPDATE related_roles SET position = 4", "table related_roles, row 1, 4: the position is not 1 to 3"},
        {"UPDATE slides SET position = 201 WHERE position = 3", "row 201, invitation: the position is not 1 to 200"},
        {"UPDATE slides SET kind = 'advert' WHERE position = 3",
         "row 3, advert: the position is not 1 to 200, the kind"},
        {"UPDATE slides SET role = 1 WHERE position = 1", "only one of kind and role says that it is a role's"},
        {"UPDATE slides SET role = NULL", "only one of kind and role says that it is a role's"},
    };
    for (const Case& broken : cases) {
        CAPTURE(broken.sql);
        const test::ScratchFolder folder;
        const auto file = test::small_database(folder);
        test::change(file, std::string("PRAGMA ignore_check_constraints = ON;") + broken.sql);
        const std::string all = problems_of(file);
        CHECK_MESSAGE(all.find(broken.problem) != std::string::npos, broken.problem << " is not in\n" << all);
        CHECK_FALSE(db::RoleStore::open(file, Trust::Foreign));
    }
}

TEST_CASE("The number of problems is limited") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    test::change(file, "UPDATE points SET text = ''");
    auto connection = db::open_checked(file, Trust::Foreign);
    REQUIRE(connection);
    CHECK(db::find_problems(*connection, 1).size() == 1);
    CHECK(db::find_problems(*connection, 3).size() == 3);
}

TEST_CASE("Files that cannot be opened are named with the reason") {
    const test::ScratchFolder folder;
    for (Trust trust : {Trust::Factory, Trust::Foreign}) {
        const auto missing = db::open_checked(folder / "none.db", trust);
        REQUIRE_FALSE(missing);
        CHECK(missing.error().code == ErrorCode::NotFound);
        CHECK(missing.error().text() == (folder / "none.db").string() + ": there is no such file");
        CHECK(db::open_checked(folder.path(), trust).error().code == ErrorCode::NotARolesDatabase);
        if (!test::fs::exists(folder / "pipe"))
            REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
        CHECK(db::open_checked(folder / "pipe", trust).error().code == ErrorCode::NotARolesDatabase);
    }
}

TEST_CASE("A damaged page is found") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    std::string bytes = test::read(file);
    // The cell count of the roles table's page, so that SQLite itself must notice.
    std::size_t page = bytes.find("economistcurve");
    REQUIRE(page != std::string::npos);
    page -= page % 4096;
    bytes[page + 3] = '\x7f';
    test::write(file, bytes);
    for (Trust trust : {Trust::Factory, Trust::Foreign}) {
        const auto outcome = db::open_checked(file, trust);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == ErrorCode::Corrupt);
        CHECK(outcome.error().where == file.string());
    }
}

TEST_CASE("No temporary copy is left behind, whether the file is good or bad") {
    const test::ScratchFolder temporary;
    const test::ScratchFolder folder;
    const auto good = test::small_database(folder);
    std::string bytes = test::read(good);
    test::write(folder / "bad.db", bytes.substr(0, bytes.size() / 2));
    REQUIRE(setenv("TMPDIR", temporary.path().c_str(), 1) == 0);
    CHECK(db::open_checked(good, Trust::Foreign));
    CHECK_FALSE(db::open_checked(folder / "bad.db", Trust::Foreign));
    REQUIRE(setenv("TMPDIR", "/nonexistent", 1) == 0);
    const auto no_place = db::open_checked(good, Trust::Foreign);
    unsetenv("TMPDIR");
    CHECK(test::fs::is_empty(temporary.path()));
    REQUIRE_FALSE(no_place);
    CHECK(no_place.error().code == ErrorCode::Io);
}
