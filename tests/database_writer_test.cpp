#include "db/authoring/database_writer.h"

#include "db/authoring/content_writer.h"
#include "db/authoring/database_reader.h"
#include "db/check.h"
#include "tests/support/database_support.h"

#include <sys/stat.h>

namespace {

/// Exports `file` to `folder` and builds that again, to `again`.
void round_trip(const test::fs::path& file, const test::fs::path& folder, const test::fs::path& again) {
    auto connection = db::open_checked(file, db::Trust::Foreign);
    REQUIRE(connection);
    for (const db::Error& error : db::find_problems(*connection, 10))
        FAIL_CHECK(error.text());
    const auto content = db::authoring::read_database(*connection);
    REQUIRE(content);
    const auto written = db::authoring::write_content(*content, folder);
    REQUIRE_MESSAGE(written.has_value(), written.error().text());
    test::build(folder, again);
}

} // namespace

TEST_CASE("The same content gives the same bytes, and so does an export of it") {
    const test::ScratchFolder folder;
    const auto first = test::small_database(folder);
    test::build(folder / "content", folder / "second.db");
    CHECK(test::read(first) == test::read(folder / "second.db"));
    round_trip(first, folder / "export", folder / "third.db");
    CHECK(test::read(first) == test::read(folder / "third.db"));
}

TEST_CASE("The bundled database survives a round trip") {
    const test::ScratchFolder folder;
    const auto bundled = test::fs::path(KIOSK_SHARE_DIR) / "roles.db";
    round_trip(bundled, folder / "export", folder / "again.db");
    CHECK(test::read(bundled) == test::read(folder / "again.db"));
}

TEST_CASE("Texts that look like markup survive a round trip") {
    const test::ScratchFolder folder;
    auto content = test::many_roles(1);
    db::authoring::RoleText& text = *content.roles[0].texts[0];
    text.title = "\"Quoted\" \\ back";
    text.tagline = "1. *Not* a list: [x](y) <b> & `code`";
    text.description = "- One\n\n# Two\n\n3) Three\n\n> Four\n\n+++\n\n---\n\nfive_six_ *";
    text.assignments = {"- nested", "## Required skill sets", "1. one", "***", "&amp;"};
    content.languages[0].assignments_heading = "What *you* do #";
    content.organisations[0]->introduction = "+++\n\n[a]: b";
    REQUIRE(db::authoring::write_database(content, folder / "a.db"));
    round_trip(folder / "a.db", folder / "export", folder / "b.db");
    CHECK(test::read(folder / "a.db") == test::read(folder / "b.db"));
}

TEST_CASE("A file is replaced whole or not at all") {
    const test::ScratchFolder folder;
    test::write(folder / "roles.db", "old");
    auto content = test::many_roles(2);
    content.roles[1].id = content.roles[0].id;
    const auto outcome = db::authoring::write_database(content, folder / "roles.db");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == db::ErrorCode::Io);
    CHECK(outcome.error().where == (folder / "roles.db").string());
    CHECK(test::read(folder / "roles.db") == "old");
    content.roles[1].id = "other";
    REQUIRE(db::authoring::write_database(content, folder / "roles.db"));
    CHECK(test::read(folder / "roles.db").starts_with("SQLite format 3"));
    CHECK(std::distance(test::fs::directory_iterator(folder.path()), {}) == 1);
    const auto nowhere = db::authoring::write_database(content, folder / "none" / "roles.db");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().where == (folder / "none" / "roles.db").string());
}

TEST_CASE("An export does not overwrite what is there") {
    const test::ScratchFolder folder;
    test::write(folder / "full" / "letter.txt", "mine");
    const auto outcome = db::authoring::write_content(test::many_roles(1), folder / "full");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().message.find("new or an empty folder") != std::string::npos);
    test::fs::create_directories(folder / "empty");
    CHECK(db::authoring::write_content(test::many_roles(1), folder / "empty"));
}
