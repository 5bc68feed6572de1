#include "db/schema.h"

#include "db/sqlite.h"
#include "tests/support/database_support.h"

using db::ErrorCode;

TEST_CASE("The embedded schema is db/schema.sql and carries the numbers of schema.h") {
    CHECK(db::schema_sql() == test::read(test::fs::path(KIOSK_SOURCE_DIR) / "db/schema.sql"));
    auto memory = db::Connection::in_memory();
    REQUIRE(memory);
    REQUIRE(memory->execute(db::schema_sql()));
    std::int64_t application = 0;
    std::int64_t version = 0;
    CHECK(memory->query("PRAGMA application_id", {}, [&](const db::Row& row) { application = row.integer(0); }));
    CHECK(memory->query("PRAGMA user_version", {}, [&](const db::Row& row) { version = row.integer(0); }));
    CHECK(application == db::kApplicationId);
    CHECK(version == db::kSchemaVersion);
}

TEST_CASE("Every table is STRICT") {
    auto memory = db::Connection::in_memory();
    REQUIRE(memory);
    REQUIRE(memory->execute(db::schema_sql()));
    CHECK(memory->query("SELECT name, strict, type FROM pragma_table_list WHERE schema = 'main'", {},
                        [](const db::Row& row) {
                            const std::string name = row.text(0);
                            if (row.text(2) == "table" && name != "sqlite_schema")
                                CHECK_MESSAGE(row.integer(1) == 1, name);
                        }));
}

TEST_CASE("The header tells what a file is before SQLite sees it") {
    const test::ScratchFolder folder;
    const auto good = test::small_database(folder);
    const std::string bytes = test::read(good);
    auto spoiled = [&](std::size_t offset, std::string_view with) {
        std::string copy = bytes;
        return copy.replace(offset, with.size(), with);
    };
    using namespace std::string_view_literals;
    struct Case {
        const char* name;
        std::string bytes;
        ErrorCode code;
        const char* message;
    };
    const Case cases[] = {
        {"empty", "", ErrorCode::NotARolesDatabase, "the file is empty"},
        {"text", "Dear visitor, this is a letter and no database at all.", ErrorCode::NotARolesDatabase,
         "not a database"},
        {"cut off", bytes.substr(0, 60), ErrorCode::Corrupt, "cut off"},
        {"another program's", spoiled(68, "\0\0\0\0"sv), ErrorCode::NotARolesDatabase, "another program"},
        {"newer", spoiled(60, "\0\0\0\2"sv), ErrorCode::NewerSchema, "format 2, and this program reads format 1"},
        {"much newer", spoiled(60, "\xff\0\0\0"sv), ErrorCode::NewerSchema, "update the kiosk"},
        {"version 0", spoiled(60, "\0\0\0\0"sv), ErrorCode::Corrupt, "format 0"},
        {"write-ahead log", spoiled(18, "\2\2"sv), ErrorCode::Corrupt, "journal mode"},
        {"UTF-16", spoiled(56, "\0\0\0\2"sv), ErrorCode::Corrupt, "text encoding"},
    };
    for (const Case& spoilt : cases) {
        CAPTURE(spoilt.name);
        test::write(folder / "x.db", spoilt.bytes);
        const auto outcome = db::check_header(folder / "x.db");
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == spoilt.code);
        CHECK_MESSAGE(outcome.error().message.find(spoilt.message) != std::string::npos, outcome.error().message);
        CHECK(outcome.error().where == (folder / "x.db").string());
    }
    CHECK(db::check_header(good));
    CHECK(db::check_header(folder / "none").error().code == ErrorCode::NotFound);
    CHECK(db::check_header(folder.path()).error().code == ErrorCode::NotARolesDatabase);
    CHECK(db::check_header("/dev/null").error().code == ErrorCode::NotARolesDatabase);
}

TEST_CASE("A schema that differs by a letter is refused") {
    struct Case {
        const char* sql;
        const char* message;
    };
    const Case cases[] = {
        {"CREATE TABLE extra (a)", "the table extra does not belong here"},
        {"CREATE VIEW spy AS SELECT 1", "the view spy does not belong here"},
        {"CREATE TRIGGER t AFTER INSERT ON tags BEGIN SELECT 1; END", "the trigger t does not belong here"},
        {"CREATE INDEX i ON roles (emblem)", "the index i does not belong here"},
        {"DROP TABLE related_roles", "the table related_roles is missing"},
        {"ALTER TABLE images RENAME COLUMN bytes TO bites", "the table images is not defined as it should be"},
        {"ANALYZE", "does not belong here"},
    };
    for (const Case& spoilt : cases) {
        CAPTURE(spoilt.sql);
        const test::ScratchFolder folder;
        const auto file = test::small_database(folder);
        test::change(file, spoilt.sql);
        auto connection = db::Connection::open_hardened(file);
        REQUIRE(connection);
        const auto outcome = db::check_schema(*connection);
        REQUIRE_FALSE(outcome);
        CHECK(outcome.error().code == ErrorCode::Corrupt);
        CHECK_MESSAGE(outcome.error().message.find(spoilt.message) != std::string::npos, outcome.error().message);
    }
}
