// Damage through SQL: the file stays well formed, and what it says is hostile.
#include "tests/fuzz/damage.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <sqlite3.h>

namespace fuzz {
namespace {

struct Column {
    std::string_view table;
    std::string_view name;
};

constexpr std::array<Column, 43> kColumns = {{
    {"languages", "position"},
    {"languages", "code"},
    {"languages", "name"},
    {"languages", "assignments_heading"},
    {"languages", "skills_heading"},
    {"settings", "id"},
    {"settings", "content_version"},
    {"settings", "published"},
    {"settings", "default_language"},
    {"organisation", "language"},
    {"organisation", "name"},
    {"organisation", "short_name"},
    {"organisation", "heading"},
    {"organisation", "purpose"},
    {"organisation", "introduction"},
    {"images", "name"},
    {"images", "media_type"},
    {"images", "bytes"},
    {"roles", "position"},
    {"roles", "id"},
    {"roles", "emblem"},
    {"roles", "accent_rgb"},
    {"role_texts", "language"},
    {"role_texts", "role"},
    {"role_texts", "title"},
    {"role_texts", "tagline"},
    {"role_texts", "description"},
    {"points", "role"},
    {"points", "section"},
    {"points", "position"},
    {"points", "text"},
    {"tags", "position"},
    {"tags", "id"},
    {"tag_texts", "tag"},
    {"tag_texts", "name"},
    {"role_tags", "position"},
    {"role_tags", "tag"},
    {"related_roles", "position"},
    {"related_roles", "related"},
    {"slides", "kind"},
    {"slides", "role"},
    {"slide_texts", "title"},
    {"slide_texts", "text"},
}};

constexpr std::array<std::string_view, 13> kTables = {
    "languages", "settings",  "organisation", "images",        "roles",  "role_texts", "points",
    "tags",      "tag_texts", "role_tags",    "related_roles", "slides", "slide_texts"};

/// A database in memory that may be changed in every way.
class Writable {
public:
    explicit Writable(std::string_view bytes) {
        require(sqlite3_open(":memory:", &m_handle) == SQLITE_OK, "SQLite does not open");
        auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
        std::memcpy(copy, bytes.data(), bytes.size());
        constexpr unsigned kFlags = SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE;
        const auto size = static_cast<sqlite3_int64>(bytes.size());
        require(sqlite3_deserialize(m_handle, "main", copy, size, size, kFlags) == SQLITE_OK,
                "SQLite does not take the database");
        run("PRAGMA writable_schema = ON; PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;");
    }
    Writable(const Writable&) = delete;
    Writable& operator=(const Writable&) = delete;
    Writable(Writable&&) = delete;
    Writable& operator=(Writable&&) = delete;
    ~Writable() { sqlite3_close(m_handle); }

    /// What SQLite refuses stays as it was: most attempts are not allowed even here.
    void run(const std::string& sql) { sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr); }

    [[nodiscard]] std::string first_text(const std::string& sql) {
        std::string text;
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(m_handle, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK
            && sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
            text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
        sqlite3_finalize(statement);
        return text;
    }

    [[nodiscard]] std::string bytes() {
        sqlite3_int64 size = 0;
        unsigned char* copy = sqlite3_serialize(m_handle, "main", &size, 0);
        std::string text(reinterpret_cast<const char*>(copy), copy ? static_cast<std::size_t>(size) : 0);
        sqlite3_free(copy);
        return text;
    }

private:
    sqlite3* m_handle = nullptr;
};

std::string as_text(std::string_view bytes) {
    std::string hex;
    for (char byte : bytes)
        hex += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return "CAST(x'" + hex + "' AS TEXT)";
}

/// Lengths around each bound, and characters that no text may have.
std::string hostile_text(Random& random) {
    using namespace std::string_view_literals;
    constexpr std::array<std::string_view, 26> kTexts = {""sv,
                                                         " "sv,
                                                         "\0"sv,
                                                         "a\0b"sv,
                                                         "\xff"sv,
                                                         "\xc0\xaf"sv,
                                                         "\xed\xa0\x80"sv,
                                                         "\xf4\x90\x80\x80"sv,
                                                         "\xe2\x80\xae x"sv,
                                                         "\xe2\x80\x8b"sv,
                                                         "\xc2\x9b"sv,
                                                         "\x1b[2J"sv,
                                                         "a  b"sv,
                                                         " a"sv,
                                                         "a "sv,
                                                         "a\n\nb"sv,
                                                         "a\n\n"sv,
                                                         "a\r\nb"sv,
                                                         "../../etc"sv,
                                                         "image:star"sv,
                                                         "image:../x"sv,
                                                         "role"sv,
                                                         "purpose"sv,
                                                         "'; DROP TABLE roles; --"sv,
                                                         "<svg"sv,
                                                         "<svg><!ENTITY a 'b'><script>"sv};
    constexpr std::array<std::size_t, 16> kLengths = {39,  40,  41,  60,  61,  80,   81,   120,
                                                      121, 160, 161, 400, 401, 2000, 2001, 70'000};
    if (random.one_in(2))
        return as_text(random.pick(kTexts));
    return fmt::format("printf('%.{}c', '{}')", random.pick(kLengths), random.one_in(2) ? "x" : "é");
}

std::string hostile_value(Random& random) {
    constexpr std::array<std::string_view, 18> kNumbers = {"0",
                                                           "-1",
                                                           "1",
                                                           "2",
                                                           "3",
                                                           "17",
                                                           "41",
                                                           "64",
                                                           "65",
                                                           "201",
                                                           "1000000000",
                                                           "2147483648",
                                                           "4294967296",
                                                           "16777216",
                                                           "9223372036854775807",
                                                           "-9223372036854775808",
                                                           "1.5",
                                                           "9e999"};
    switch (random.below(6)) {
    case 0:
    case 1:
        return std::string(random.pick(kNumbers));
    case 2:
        return "NULL";
    case 3:
        return random.one_in(8) ? "zeroblob(6000000)" : "x'00ff'";
    default:
        return hostile_text(random);
    }
}

/// What a column holds in some row.
std::string some_value(const Column& column, Random& random) {
    return fmt::format("(SELECT {1} FROM {0} LIMIT 1 OFFSET {2} % max(1, (SELECT count(*) FROM {0})))", column.table,
                       column.name, random.below(1000));
}

/// One row, or those that say the same.
std::string one_row_update(const Column& column, Random& random) {
    return fmt::format("UPDATE OR IGNORE {0} SET {1} = {2} WHERE {1} IS {3}", column.table, column.name,
                       hostile_value(random), some_value(column, random));
}

void change_rows(Writable& database, Random& random) {
    const std::string_view table = random.pick(kTables);
    const Column& column = random.pick(kColumns);
    switch (random.below(6)) {
    case 0:
        database.run(fmt::format("DELETE FROM {}", table));
        break;
    case 1:
        database.run(
            fmt::format("DELETE FROM {0} WHERE {1} IS {2}", column.table, column.name, some_value(column, random)));
        break;
    case 2:
        database.run(fmt::format("UPDATE OR IGNORE roles SET position = position + {}", random.below(3)));
        database.run(fmt::format("UPDATE OR IGNORE points SET position = position * {}", 1 + random.below(3)));
        break;
    case 3:
        database.run("INSERT INTO roles SELECT position + (SELECT max(position) FROM roles), id || '-x', emblem, "
                     "accent_rgb FROM roles");
        break;
    case 4:
        database.run(fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) INSERT "
                                 "OR IGNORE INTO {}",
                                 random.one_in(6) ? 20'000 : 300,
                                 random.one_in(2) ? "points SELECT 1, 1, 'skill', i, 'x' FROM n"
                                                  : "images SELECT 'n' || i, 'image/png', x'89504e470d0a1a0a' FROM n"));
        break;
    default:
        database.run(
            fmt::format("UPDATE OR IGNORE {0} SET {1} = {2}", column.table, column.name, some_value(column, random)));
        break;
    }
}

/// Without its rules a table takes what they forbid; put back to the letter, they hold a file that broke them.
std::string relaxed(std::string_view bytes, Random& random) {
    const Column& column = random.pick(kColumns);
    const std::string where = fmt::format(" WHERE name = '{}' AND type = 'table'", column.table);
    std::string sql;
    std::string loose;
    {
        Writable database(bytes);
        sql = database.first_text("SELECT sql FROM sqlite_schema" + where);
        database.run("UPDATE sqlite_schema SET sql = replace(replace(replace(replace(replace(sql, 'STRICT, WITHOUT', "
                     "'WITHOUT'), ') STRICT', ')'), 'INTEGER NOT NULL', 'BLOB'), 'TEXT NOT NULL', 'BLOB'), 'BLOB NOT "
                     "NULL', 'BLOB')"
                     + where);
        loose = database.bytes();
    }
    Writable database(loose);
    for (std::size_t changes = 1 + random.below(2); changes > 0; --changes)
        database.run(one_row_update(column, random));
    database.run("UPDATE sqlite_schema SET sql = " + as_text(sql) + where);
    return database.bytes();
}

void change_schema(Writable& database, Random& random) {
    constexpr std::array<std::string_view, 18> kChanges = {
        "CREATE VIEW spy AS SELECT * FROM roles",
        "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n",
        "CREATE TRIGGER t AFTER INSERT ON tags BEGIN DELETE FROM roles; END",
        "CREATE TABLE extra (a, b AS (a + 1), c DEFAULT (randomblob(1000000000)))",
        "CREATE INDEX extra ON roles (emblem)",
        "CREATE INDEX extra ON roles (length(emblem) + 1) WHERE emblem LIKE '%a%'",
        "CREATE VIRTUAL TABLE extra USING fts5 (a)",
        "CREATE VIRTUAL TABLE extra USING rtree (a, b, c)",
        "ANALYZE",
        "DROP TABLE related_roles",
        "DROP TABLE search",
        "ALTER TABLE roles ADD COLUMN extra TEXT",
        "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'roles'",
        "UPDATE sqlite_schema SET rootpage = rootpage + 1 WHERE name = 'roles'",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'tags') WHERE name = "
        "'roles'",
        "UPDATE sqlite_schema SET type = 'view', rootpage = 0, sql = 'CREATE VIEW roles AS SELECT 1 AS position, "
        "load_extension(''x'') AS id, ''curve'' AS emblem, 0 AS accent_rgb' WHERE name = 'roles'",
        "UPDATE sqlite_schema SET sql = sql || ' ' WHERE name = 'points'",
        "INSERT INTO sqlite_schema VALUES ('table', 'sqlite_stat1', 'sqlite_stat1', 2, 'CREATE TABLE "
        "sqlite_stat1(tbl,idx,stat)')",
    };
    if (random.one_in(5))
        database.run(fmt::format("UPDATE sqlite_schema SET {} = {} WHERE rowid = {}",
                                 random.pick(std::array{"sql", "name", "tbl_name", "type", "rootpage"}),
                                 hostile_value(random), 1 + random.below(30)));
    else
        database.run(std::string(random.pick(kChanges)));
}

void change_search(Writable& database, Random& random) {
    constexpr std::array<std::string_view, 7> kTargets = {
        "search_data SET block", "search_data SET id",    "search_idx SET pgno", "search_idx SET term",
        "search_docsize SET sz", "search_docsize SET id", "search_config SET v"};
    switch (random.below(4)) {
    case 0:
        database.run(fmt::format(
            "DELETE FROM {}", random.pick(std::array{"search_data", "search_idx", "search_docsize", "search_config"})));
        break;
    case 1: { // one byte of one block
        const std::size_t row = random.below(12);
        const std::size_t at = 1 + random.below(200);
        database.run(
            fmt::format("UPDATE search_data SET block = CAST(substr(block, 1, {0}) || x'{1:02x}' || "
                        "substr(block, {0} + 2) AS BLOB) WHERE id = (SELECT id FROM search_data LIMIT 1 OFFSET {2})",
                        at, random.below(256), row));
        break;
    }
    case 2:
        database.run("INSERT OR REPLACE INTO search_config VALUES ('version', 3), ('pgsz', 0), ('rank', 'x()')");
        break;
    default:
        database.run(fmt::format("UPDATE OR IGNORE {} = {}", random.pick(kTargets), hostile_value(random)));
        break;
    }
}

void change_pragmas(Writable& database, Random& random) {
    constexpr std::array<std::string_view, 8> kPragmas = {
        "PRAGMA page_size = 512; VACUUM",
        "PRAGMA page_size = 65536; VACUUM",
        "PRAGMA auto_vacuum = FULL; VACUUM",
        "PRAGMA auto_vacuum = INCREMENTAL; VACUUM",
        "PRAGMA user_version = 0",
        "PRAGMA application_id = 1",
        "PRAGMA schema_version = 2147483647",
        "DELETE FROM points WHERE language = 2; PRAGMA incremental_vacuum"};
    database.run(std::string(random.pick(kPragmas)));
}

} // namespace

std::string damaged_by_sql(std::string_view bytes, Damage damage, Random& random) {
    if (damage == Damage::SqlRelaxed)
        return relaxed(bytes, random);
    Writable database(bytes);
    switch (damage) {
    case Damage::SqlValue:
        for (std::size_t changes = 1 + random.below(3); changes > 0; --changes)
            database.run(one_row_update(random.pick(kColumns), random));
        break;
    case Damage::SqlRows:
        change_rows(database, random);
        break;
    case Damage::SqlSchema:
        change_schema(database, random);
        break;
    case Damage::SqlSearch:
        change_search(database, random);
        break;
    default:
        change_pragmas(database, random);
        break;
    }
    return database.bytes();
}

} // namespace fuzz
