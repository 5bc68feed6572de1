#include "db/sqlite.h"

#include "db/check.h"
#include "tests/support/database_support.h"

using db::Connection;
using db::ErrorCode;
using db::Row;

TEST_CASE("A hardened connection is set as db/README.md says, every setting read back from SQLite") {
    const test::ScratchFolder folder;
    auto connection = Connection::open_hardened(test::small_database(folder));
    REQUIRE(connection);
    const db::ConnectionSettings settings = connection->settings();
    CHECK(settings.read_only);
    CHECK(settings.immutable);
    CHECK(settings.defensive);
    CHECK_FALSE(settings.trusted_schema);
    CHECK_FALSE(settings.views);
    CHECK_FALSE(settings.triggers);
    CHECK_FALSE(settings.double_quoted_strings_in_schema);
    CHECK_FALSE(settings.double_quoted_strings);
    CHECK_FALSE(settings.writable_schema);
    CHECK_FALSE(settings.load_extension);
    CHECK_FALSE(settings.checkpoint_on_close);
    CHECK(settings.cell_size_check);
    CHECK(settings.query_only);
    CHECK(settings.mmap_size == 0);
    CHECK(settings.temp_store == 2);
    CHECK(settings.limits
          == db::ConnectionLimits{.length = 5 * 1024 * 1024,
                                  .sql_length = 100'000,
                                  .columns = 100,
                                  .expression_depth = 20,
                                  .compound_select = 3,
                                  .vdbe_ops = 25'000,
                                  .function_arguments = 8,
                                  .attached = 0,
                                  .like_pattern_length = 50,
                                  .variables = 10,
                                  .trigger_depth = 10});
    CHECK_FALSE(settings.deadline);
}

TEST_CASE("The settings tell a hardened connection from a plain one") {
    auto connection = Connection::in_memory();
    REQUIRE(connection);
    const db::ConnectionSettings settings = connection->settings();
    CHECK_FALSE(settings.read_only);
    CHECK_FALSE(settings.immutable);
    CHECK_FALSE(settings.defensive);
    CHECK(settings.trusted_schema);
    CHECK(settings.views);
    CHECK(settings.triggers);
    CHECK(settings.checkpoint_on_close);
    CHECK_FALSE(settings.cell_size_check);
    CHECK_FALSE(settings.query_only);
    CHECK(settings.temp_store == 0);
    CHECK(settings.limits.length > 5 * 1024 * 1024);
    CHECK(settings.limits.attached > 0);
}

TEST_CASE("A checked file has a deadline for every statement") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    for (db::Trust trust : {db::Trust::Factory, db::Trust::Foreign}) {
        auto connection = db::open_checked(file, trust);
        REQUIRE(connection);
        CHECK(connection->settings().deadline == std::chrono::milliseconds(2000));
        CHECK(connection->settings().read_only);
        CHECK(connection->settings().defensive);
        (void)db::find_problems(*connection, 1);
        CHECK(connection->settings().deadline == std::chrono::milliseconds(2000));
    }
}

// Other defences would stop most of these too: the words show that it is the authorizer, before anything runs.
TEST_CASE("The authorizer refuses each class of what reading does not need") {
    const test::ScratchFolder folder;
    auto connection = Connection::open_hardened(test::small_database(folder));
    REQUIRE(connection);
    for (const char* sql :
         {"INSERT INTO tags VALUES (9, 'x')",
          "DELETE FROM roles",
          "UPDATE roles SET id = 'x'",
          "INSERT INTO search (title) VALUES ('x')",
          "CREATE TABLE other (a)",
          "CREATE TEMP TABLE other (a)",
          "CREATE INDEX other ON roles (emblem)",
          "CREATE VIEW other AS SELECT 1",
          "CREATE TEMP VIEW other AS SELECT 1",
          "CREATE TEMP TRIGGER other AFTER INSERT ON tags BEGIN SELECT 1; END",
          "CREATE TRIGGER other AFTER INSERT ON tags BEGIN SELECT 1; END",
          "CREATE VIRTUAL TABLE other USING fts5 (a)",
          "CREATE VIRTUAL TABLE temp.other USING fts5 (a)",
          "DROP TABLE roles",
          "DROP TABLE search",
          "ALTER TABLE roles ADD COLUMN other TEXT",
          "ATTACH ':memory:' AS other",
          "DETACH main",
          "ANALYZE",
          "REINDEX",
          "BEGIN",
          "BEGIN IMMEDIATE",
          "SAVEPOINT other",
          "PRAGMA writable_schema = ON",
          "PRAGMA journal_mode = WAL",
          "PRAGMA locking_mode = EXCLUSIVE",
          "PRAGMA trusted_schema = ON",
          "PRAGMA ignore_check_constraints = ON",
          "PRAGMA schema_version = 9",
          "PRAGMA table_info(roles)",
          "PRAGMA temp_store_directory = '/'",
          "PRAGMA hard_heap_limit = 1",
          "SELECT load_extension('x')",
          "SELECT randomblob(9)",
          "SELECT zeroblob(9)",
          "SELECT printf('%s', 'x')",
          "SELECT replace('a', 'b', 'c')",
          "SELECT hex('a')",
          "SELECT fts3_tokenizer('simple')",
          "SELECT highlight(search, 0, 'a', 'b') FROM search WHERE search MATCH 'a'",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 9"}) {
        CAPTURE(sql);
        const auto outcome = connection->run(sql, {});
        REQUIRE_FALSE(outcome);
        CHECK_MESSAGE(outcome.error().message.find("not authorized") != std::string::npos, outcome.error().message);
    }
}

TEST_CASE("A hardened connection refuses all that reading does not need") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    test::change(file,
                 "CREATE VIEW spy AS SELECT id FROM roles; CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t "
                 "BEGIN DELETE FROM roles; END;");
    auto connection = Connection::open_hardened(file);
    REQUIRE(connection);
    for (const char* sql : {"DELETE FROM roles",
                            "INSERT INTO tags VALUES (9, 'x')",
                            "CREATE TABLE other (a)",
                            "CREATE TEMP TABLE other (a)",
                            "ATTACH 'x.db' AS x",
                            "PRAGMA writable_schema = ON",
                            "PRAGMA journal_mode = WAL",
                            "PRAGMA user_version",
                            "SELECT * FROM spy",
                            "SELECT load_extension('x')",
                            "SELECT randomblob(9)",
                            "SELECT readfile('x')",
                            "SELECT writefile('x', 'y')",
                            "SELECT edit('x')",
                            "SELECT * FROM generate_series(1, 2)",
                            "VACUUM",
                            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT 9",
                            "VACUUM INTO 'copy.db'",
                            "SELECT \"no column\" FROM roles",
                            "UPDATE roles SET id = 'x'",
                            "UPDATE sqlite_master SET sql = ''"}) {
        CAPTURE(sql);
        const bool is_harmless_read = std::string_view(sql) == "PRAGMA user_version";
        CHECK(connection->run(sql, {}).has_value() == is_harmless_read);
    }
    int roles = 0;
    CHECK(connection->query("SELECT count(*) FROM roles", {},
                            [&](const Row& row) { roles = static_cast<int>(row.integer(0)); }));
    CHECK(roles == 2);
}

TEST_CASE("Full text search works on a hardened connection") {
    const test::ScratchFolder folder;
    auto connection = Connection::open_hardened(test::small_database(folder));
    REQUIRE(connection);
    std::vector<std::int64_t> found;
    const auto outcome = connection->query("SELECT rowid FROM search WHERE search MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
                                           {"analiz*", std::int64_t{2} << 32, std::int64_t{3} << 32},
                                           [&](const Row& row) { found.push_back(row.integer(0)); });
    REQUIRE_MESSAGE(outcome.has_value(), outcome.error().text());
    CHECK(found == std::vector<std::int64_t>{(std::int64_t{2} << 32) + 2});
}

TEST_CASE("A statement that runs past its deadline fails") {
    const test::ScratchFolder folder;
    auto connection = Connection::open_hardened(test::small_database(folder));
    REQUIRE(connection);
    constexpr std::string_view kLong = "SELECT count(*) FROM points a, points b, points c, points d, points e";
    CHECK(connection->run(kLong, {}));
    connection->set_deadline(std::chrono::milliseconds(0));
    const auto outcome = connection->run(kLong, {});
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == ErrorCode::Corrupt);
    CHECK(outcome.error().message.find("too long") != std::string::npos);
    connection->set_deadline(std::chrono::hours(1));
    CHECK(connection->run(kLong, {}));
}

TEST_CASE("Values come back as they were bound") {
    auto connection = Connection::in_memory();
    REQUIRE(connection);
    REQUIRE(connection->execute("CREATE TABLE t (a, b, c, d)"));
    using namespace std::string_view_literals;
    REQUIRE(connection->run("INSERT INTO t VALUES (?, ?, ?, ?)",
                            {std::int64_t{-5}, "Español"sv, db::Blob{"\0\xff"sv}, std::monostate{}}));
    int rows = 0;
    REQUIRE(connection->query("SELECT a, b, c, d FROM t", {}, [&](const Row& row) {
        ++rows;
        CHECK(row.integer(0) == -5);
        CHECK(row.text(1) == "Español");
        CHECK(row.text(2) == "\0\xff"sv);
        CHECK(row.is_null(3));
        CHECK(row.integer(1) == 0);
        CHECK(row.text(3).empty());
    }));
    CHECK(rows == 1);
    CHECK(connection->steps_taken("SELECT a, b, c, d FROM t") > 0);
    CHECK_FALSE(connection->run("SELECT nothing FROM nowhere", {}));
    CHECK_FALSE(connection->execute("not sql"));
}

TEST_CASE("Paths with the characters of an URI are opened as they are") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    for (const char* name : {"a?mode=rwc.db", "b#c.db", "100%41.db", "with space.db"}) {
        CAPTURE(name);
        test::fs::copy_file(file, folder / name);
        auto connection = Connection::open_hardened(folder / name);
        REQUIRE(connection);
        CHECK(connection->run("SELECT id FROM roles", {}));
    }
    const auto missing = Connection::open_hardened(folder / "none.db");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::NotFound);
    CHECK_FALSE(test::fs::exists(folder / "none.db"));
}
