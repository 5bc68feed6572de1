#include "db/check.h"

#include "db/bounds.h"
#include "db/files.h"
#include "db/schema.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <string_view>

namespace db {
namespace {

using namespace std::chrono_literals;

constexpr auto kCheckDeadline = 120s; // for statements that read the largest file whole, on a Raspberry Pi
constexpr auto kQueryDeadline = 2s;

Result<void> check_pages(Connection& connection, Trust trust) {
    // Only the first problem is shown, so that more than a few are not searched for.
    const char* pragma = trust == Trust::Foreign ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
    std::string first;
    auto outcome = connection.query(pragma, {}, [&](const Row& row) {
        if (first.empty())
            first = row.text(0);
    });
    if (!outcome)
        return outcome;
    if (first != "ok")
        return fail(ErrorCode::Corrupt,
                    fmt::format("the file is damaged ({}); copy it again from where it came from", first));
    return {};
}

Result<Connection> open_file(const std::filesystem::path& path, Trust trust) {
    if (auto header = check_header(path); !header)
        return tl::unexpected(header.error());
    auto connection = Connection::open_hardened(path);
    if (!connection)
        return connection;
    connection->set_deadline(kCheckDeadline);
    // The schema first: it is quick, and SQLite's check runs over whatever tables there are.
    auto outcome = check_schema(*connection);
    if (outcome)
        outcome = check_pages(*connection, trust);
    if (!outcome)
        return tl::unexpected(outcome.error());
    connection->set_deadline(kQueryDeadline);
    return connection;
}

/// One text column to hold against its bound. `key` is SQL that gives two numbers or texts which name the row.
struct TextColumn {
    const char* table;
    const char* key;
    const char* column;
    TextBound bound;
};

constexpr std::array kTextColumns = {
    TextColumn{"languages", "position, code", "name", kLanguageName},
    TextColumn{"languages", "position, code", "assignments_heading", kHeading},
    TextColumn{"languages", "position, code", "skills_heading", kHeading},
    TextColumn{"organisation", "language, ''", "name", kOrganisationName},
    TextColumn{"organisation", "language, ''", "short_name", kShortName},
    TextColumn{"organisation", "language, ''", "heading", kHeading},
    TextColumn{"organisation", "language, ''", "purpose", kPurpose},
    TextColumn{"organisation", "language, ''", "introduction", kIntroduction},
    TextColumn{"role_texts", "language, role", "title", kTitle},
    TextColumn{"role_texts", "language, role", "tagline", kTagline},
    TextColumn{"role_texts", "language, role", "description", kDescription},
    TextColumn{"points", "language, role", "text", kPoint},
    TextColumn{"tag_texts", "language, tag", "name", kTagName},
    TextColumn{"slide_texts", "language, slide", "title", kSlideTitle},
    TextColumn{"slide_texts", "language, slide", "text", kSlideText},
};

/// A query that gives one row for each problem: two columns that name the row.
struct Rule {
    const char* table;
    const char* sql;
    const char* message;
};

constexpr std::array kRules = {
    Rule{"languages", "SELECT count(*), '' FROM languages HAVING count(*) = 0 OR max(position) <> count(*)",
         "there must be a language, and their positions must be 1, 2, 3..."},
    Rule{"settings", "SELECT count(*), '' FROM settings HAVING count(*) <> 1", "there must be one row"},
    Rule{"organisation", "SELECT count(*), '' FROM organisation WHERE language = 1 HAVING count(*) = 0",
         "the default language is missing"},
    Rule{"roles", "SELECT count(*), '' FROM roles HAVING count(*) = 0 OR max(position) <> count(*)",
         "there must be a role, and their positions must be 1, 2, 3..."},
    Rule{
        "role_texts",
        "SELECT position, id FROM roles r WHERE NOT EXISTS (SELECT 1 FROM role_texts t WHERE t.language = 1 AND t.role "
        "= r.position)",
        "the text in the default language is missing"},
    Rule{"points",
         "SELECT language, role FROM role_texts t WHERE language = 1 AND (NOT EXISTS (SELECT 1 FROM points p WHERE "
         "p.language = "
         "t.language AND p.role = t.role AND p.section = 'assignment') OR NOT EXISTS (SELECT 1 FROM points p WHERE "
         "p.language = t.language AND p.role = t.role AND p.section = 'skill'))",
         "a section without points"},
    Rule{"points",
         "SELECT language, role FROM points GROUP BY language, role, section HAVING max(position) <> count(*) OR "
         "count(*) > 40",
         "positions must be 1, 2, 3... up to 40"},
    Rule{"points",
         "SELECT language, role FROM points p WHERE language > 1 GROUP BY language, role, section HAVING count(*) <> "
         "(SELECT count(*) FROM points d WHERE d.language = 1 AND d.role = p.role AND d.section = p.section)",
         "another number of points than in the default language"},
    Rule{"tags", "SELECT count(*), '' FROM tags HAVING count(*) > 0 AND max(position) <> count(*)",
         "positions must be 1, 2, 3..."},
    Rule{"tag_texts",
         "SELECT position, id FROM tags WHERE NOT EXISTS (SELECT 1 FROM tag_texts WHERE language = 1 AND tag = "
         "position)",
         "the name in the default language is missing"},
    Rule{"role_tags",
         "SELECT role, count(*) FROM role_tags GROUP BY role HAVING max(position) <> count(*) OR count(*) > 8",
         "positions must be 1, 2, 3... up to 8"},
    Rule{"related_roles", "SELECT role, position FROM related_roles WHERE role = related",
         "a role is related to itself"},
    Rule{"related_roles", "SELECT role, count(*) FROM related_roles GROUP BY role HAVING max(position) <> count(*)",
         "positions must be 1, 2, 3"},
    Rule{"slides", "SELECT count(*), '' FROM slides HAVING count(*) = 0 OR max(position) <> count(*)",
         "there must be a slide, and their positions must be 1, 2, 3..."},
    Rule{"slide_texts",
         "SELECT position, kind FROM slides WHERE kind <> 'role' AND NOT EXISTS (SELECT 1 FROM slide_texts WHERE "
         "language = 1 AND slide = position)",
         "the text in the default language is missing"},
    Rule{"slide_texts",
         "SELECT language, slide FROM slide_texts WHERE (SELECT kind FROM slides WHERE position = slide) = 'role'",
         "a role slide has no text of its own"},
    Rule{"slide_texts",
         "SELECT language, count(*) FROM slide_texts GROUP BY language HAVING count(*) <> (SELECT count(*) FROM slides "
         "WHERE kind <> 'role')",
         "a language translates all slides or none"},
    Rule{"images", "SELECT count(*), '' FROM images HAVING count(*) > 256", "more than 256 images"},
    // The CHECK constraints of the schema: SQLite leaves them out where a file is open for reading only, and then
    // integrity_check says nothing of them.
    Rule{"languages", "SELECT position, code FROM languages WHERE position NOT BETWEEN 1 AND 16",
         "the position is not 1 to 16"},
    Rule{"settings", "SELECT id, '' FROM settings WHERE id <> 1 OR content_version < 1 OR default_language <> 1",
         "the row must be 1, with a content version above 0 and the default language 1"},
    Rule{"roles", "SELECT position, id FROM roles WHERE position NOT BETWEEN 1 AND 200000",
         "the position is not 1 to 200000"},
    Rule{"roles", "SELECT position, id FROM roles WHERE accent_rgb NOT BETWEEN 0 AND 16777215",
         "the accent is no colour"},
    Rule{"points", "SELECT language, role FROM points WHERE section NOT IN ('assignment', 'skill') OR position < 1",
         "the section is neither 'assignment' nor 'skill', or the position is below 1"},
    Rule{"tags", "SELECT position, id FROM tags WHERE position NOT BETWEEN 1 AND 64", "the position is not 1 to 64"},
    Rule{"role_tags", "SELECT role, position FROM role_tags WHERE position < 1", "the position is below 1"},
    Rule{"related_roles", "SELECT role, position FROM related_roles WHERE position NOT BETWEEN 1 AND 3",
         "the position is not 1 to 3"},
    Rule{"slides",
         "SELECT position, kind FROM slides WHERE position NOT BETWEEN 1 AND 200 OR kind NOT IN ('purpose', 'role', "
         "'invitation') OR (kind = 'role') <> (role IS NOT NULL)",
         "the position is not 1 to 200, the kind is unknown, or only one of kind and role says that it is a role's"},
    Rule{"search",
         "SELECT language, role FROM role_texts WHERE NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = language * "
         "4294967296 + role)",
         "the search index does not know this text"},
    Rule{"search",
         "SELECT (SELECT count(*) FROM search_docsize), count(*) FROM role_texts HAVING count(*) <> (SELECT count(*) "
         "FROM search_docsize)",
         "the search index knows other texts than there are"},
};

static_assert(kMaxPoints == 40 && kMaxTagsOfRole == 8 && kMaxImages == 256 && kMaxLanguages == 16
                  && kMaxRoles == 200'000 && kMaxTags == 64 && kMaxRelated == 3 && kMaxSlides == 200,
              "the rules above spell these out");

class Checker {
public:
    Checker(Connection& connection, std::size_t limit) : m_connection(connection), m_limit(limit) {}

    std::vector<Error> check() {
        m_connection.set_deadline(kCheckDeadline);
        check_references();
        for (const Rule& rule : kRules)
            query(rule.sql, [&](const Row& row) { add(rule.table, row, rule.message); });
        for (auto first = kTextColumns.begin(); first != kTextColumns.end();) {
            const auto end = std::find_if(first, kTextColumns.end(), [&](const TextColumn& column) {
                return std::string_view(column.table) != first->table;
            });
            check_texts({first, end});
            first = end;
        }
        check_keys();
        check_roles();
        check_images();
        m_connection.set_deadline(kQueryDeadline);
        return std::move(m_problems);
    }

private:
    [[nodiscard]] bool is_full() const { return m_problems.size() >= m_limit; }

    void query(std::string_view sql, const RowFunction& on_row) {
        if (is_full())
            return;
        if (auto outcome = m_connection.query(sql, {}, on_row); !outcome && !is_full())
            m_problems.push_back(outcome.error());
    }

    /// The first two columns of `row` name it.
    void add(std::string_view table, const Row& row, std::string message) {
        if (is_full())
            return;
        std::string where = fmt::format("table {}, row {}", table, name_of(row, 0));
        if (const std::string second = name_of(row, 1); !second.empty())
            where += ", " + second;
        m_problems.push_back({ErrorCode::Corrupt, std::move(message), std::move(where)});
    }

    /// Texts of a damaged file may be anything; only those that are keys are shown.
    static std::string name_of(const Row& row, int column) {
        if (std::string text = row.text(column);
            text.size() < 100 && text_problem({"", 100, false, true}, text).empty())
            return text;
        return "?";
    }

    void check_references() {
        query("PRAGMA foreign_key_check", [&](const Row& row) {
            if (!is_full())
                m_problems.push_back({ErrorCode::Corrupt, "a row refers to one that does not exist",
                                      fmt::format("table {}", row.text(0))});
        });
    }

    /// All of one table, in one pass: it may be most of the file.
    void check_texts(std::span<const TextColumn> columns) {
        std::string sql = fmt::format("SELECT {}", columns.front().key);
        for (const TextColumn& column : columns)
            sql += fmt::format(", {}", column.column);
        query(fmt::format("{} FROM {}", sql, columns.front().table), [&](const Row& row) {
            int place = 2;
            for (const TextColumn& column : columns)
                if (std::string problem = text_problem(column.bound, row.text_view(place++)); !problem.empty())
                    add(column.table, row, fmt::format("'{}' {}", column.column, problem));
        });
    }

    void check_keys() {
        auto check = [&](const char* sql, const char* table, std::string (*problem_of)(std::string_view)) {
            query(sql, [&, table, problem_of](const Row& row) {
                if (std::string problem = problem_of(row.text(1)); !problem.empty())
                    add(table, row, "its key " + problem);
            });
        };
        check("SELECT position, code FROM languages", "languages", language_code_problem);
        check("SELECT position, id FROM roles", "roles", key_problem);
        check("SELECT position, id FROM tags", "tags", key_problem);
        check("SELECT rowid, name FROM images", "images", key_problem);
        check("SELECT id, published FROM settings", "settings", date_problem);
        query("SELECT id, content_version FROM settings", [&](const Row& row) {
            if (row.integer(1) > kMaxContentVersion)
                add("settings", row, fmt::format("content_version is above {}", kMaxContentVersion));
        });
    }

    void check_roles() {
        query("SELECT r.position, r.id, r.emblem, (SELECT count(*) FROM images WHERE 'image:' || name = r.emblem) "
              "FROM roles r WHERE r.emblem NOT IN ('scales', 'ledger', 'curve', 'globe', 'container', 'board', "
              "'compass')",
              [&](const Row& row) {
                  if (row.integer(3) == 0)
                      add("roles", row, "there is no such emblem: use one of " + library_emblems() + ", or image:NAME");
              });
    }

    void check_images() {
        query("SELECT rowid, name, media_type, bytes FROM images", [&](const Row& row) {
            if (std::string problem = image_problem({row.text(2), row.text(3)}); !problem.empty())
                add("images", row, "the image " + problem);
        });
    }

    Connection& m_connection;
    std::size_t m_limit;
    std::vector<Error> m_problems;
};

} // namespace

Result<Connection> open_checked(const std::filesystem::path& path, Trust trust) {
    auto named = [&](Error error) {
        error.where = path.string();
        return tl::unexpected(std::move(error));
    };
    if (auto header = check_header(path); !header)
        return named(header.error());
    std::optional<PrivateCopy> copy; // removed when this returns; the open file lives on
    if (trust == Trust::Foreign) {
        auto made = PrivateCopy::make(path, kMaxDatabaseBytes);
        if (!made)
            return tl::unexpected(made.error());
        copy.emplace(std::move(*made));
    }
    auto connection = open_file(copy ? copy->path() : path, trust);
    if (!connection)
        return named(connection.error());
    return connection;
}

Result<Connection> open_checked_copy(const std::filesystem::path& path) {
    auto connection = open_file(path, Trust::Foreign);
    if (!connection)
        return fail(connection.error().code, connection.error().message, path.string());
    return connection;
}

std::vector<Error> find_problems(Connection& connection, std::size_t limit) {
    return Checker(connection, limit).check();
}

} // namespace db
