#include "platform/logs/review/table_text.h"
#include "tests/support/log_support.h"

#include <doctest/doctest.h>
#include <map>
#include <regex>

using namespace platform::logs::review;

namespace {

std::vector<std::string> cells(std::string row) {
    REQUIRE(row.ends_with('\n'));
    row.pop_back();
    std::vector<std::string> all;
    std::stringstream stream(row + '\t');
    for (std::string cell; std::getline(stream, cell, '\t');)
        all.push_back(cell);
    return all;
}

std::map<std::string, std::string> row_of(const ReadEvent& event) {
    std::string text;
    append_row(event, text);
    const auto names = cells(table_header());
    const auto values = cells(text);
    REQUIRE(names.size() == values.size());
    std::map<std::string, std::string> row;
    for (std::size_t i = 0; i < names.size(); ++i)
        row[names[i]] = values[i];
    return row;
}

} // namespace

TEST_CASE("a row says what is not known, what is empty, and changes no text") {
    auto row = row_of({.kiosk = "=1+1\t\\",
                       .boot_id = "b",
                       .run = 5,
                       .monotonic_ms = 7,
                       .seq = 9,
                       .wall_ms = {},
                       .name = "health",
                       .fields = {{"frames", "-3", -3}, {"touches", "many", {}}, {"detail", "a\nb", {}}}});
    CHECK(row["kiosk"] == "=1+1\\t\\\\");
    CHECK(row["run"] == "5");
    CHECK(row["seq"] == "9");
    CHECK(row["monotonic_ms"] == "7");
    CHECK(row["wall_ms"] == "\\N");
    CHECK(row["event"] == "health");
    CHECK(row["severity"] == "info");
    CHECK(row["summary"].empty());
    CHECK(row["frames"] == "-3");
    CHECK(row["touches"] == "\\N");
    CHECK(row["detail"] == "a\\nb");
    CHECK(row["how"].empty());
}

TEST_CASE("what drives a terminal is escaped as databases read it back") {
    auto row = row_of({.kiosk = "a\u202e\x1b[2J\xc2\x9b\x7fé",
                       .boot_id = "b",
                       .wall_ms = {},
                       .name = "stick_refused",
                       .fields = {{"verdict", "\u2066", {}}}});
    CHECK(row["kiosk"] == R"(a\xe2\x80\xae\x1b[2J\xc2\x9b\x7fé)");
    CHECK(row["summary"] == R"(verdict=\xe2\x81\xa6)");
}

TEST_CASE("what is more than a visit has a summary, and so has what this program does not know") {
    auto row = row_of({.kiosk = "k",
                       .boot_id = "b",
                       .wall_ms = -1,
                       .name = "stick_refused",
                       .fields = {{"verdict", "stale", {}}, {"version", "7", 7}, {"detail", {}, {}}, {"x", "y", {}}}});
    CHECK(row["summary"] == "verdict=stale version=7 x=y");
    CHECK(row["severity"] == "warning");
    CHECK(row["version"] == "7");
    CHECK(row["wall_ms"] == "-1");
    row = row_of({.kiosk = "k", .boot_id = "b", .wall_ms = {}, .name = "tomorrow", .fields = {{"x", "y", {}}}});
    CHECK(row["severity"].empty());
    CHECK(row["summary"] == "x=y");
}

TEST_CASE("a summary ends before a letter that does not fit") {
    for (const auto& [longest, wanted] : {std::pair<std::size_t, std::string>{6, "a=é"}, {4, "a=é"}, {3, "a="}}) {
        std::string text;
        append_summary({.kiosk = "", .boot_id = "", .wall_ms = {}, .name = "x", .fields = {{"a", "é", {}}}}, longest,
                       text);
        CHECK(text == wanted);
    }
}

TEST_CASE("the table of ClickHouse has the columns of the rows") {
    const std::string schema = test::read(test::fs::path(KIOSK_SOURCE_DIR) / "platform/logs/clickhouse/schema.sql");
    const std::regex line("\n    `(\\w+)` ([^,\n]+)");
    std::vector<std::pair<std::string, std::string>> found;
    for (std::sregex_iterator at(schema.begin(), schema.end(), line), end; at != end; ++at)
        found.emplace_back((*at)[1], (*at)[2]);
    std::vector<std::pair<std::string, std::string>> wanted{{"month", "UInt32"}};
    for (const TableColumn& column : table_columns())
        wanted.emplace_back(column.name, !column.is_number    ? "String"
                                         : column.may_be_null ? "Nullable(Int64)"
                                                              : "Int64");
    CHECK_MESSAGE(found == wanted, "a new field goes to platform/logs/clickhouse/schema.sql, too");
}
