// TOML as a list of keys with their lines. Keeps toml++ in toml_section.cpp.
#pragma once
#include "db/authoring/problems.h"
#include "db/bounds.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace db::authoring {

/// A local date as TOML writes it: 2026-11-24.
struct TomlDate {
    std::string iso;
};

/// A text in an array, with its line.
struct TomlText {
    std::string text;
    int line = 0;
};

/// std::monostate stands for every type that no file of ours uses.
using TomlValue = std::variant<std::monostate, std::string, std::int64_t, TomlDate, std::vector<TomlText>>;

struct TomlField {
    std::string key;
    TomlValue value;
    int line = 0;
};

/// The top of a file (no name), or one table of an array of tables such as [[slide]]. Fields are in the file's order.
struct TomlSection {
    std::string name;
    int line = 0;
    std::vector<TomlField> fields;
};

/// The top first, then the tables in the file's order. Reports what is wrong and returns what could be read.
/// `first_line` is the line of the file in which `text` begins.
[[nodiscard]] std::vector<TomlSection> parse_toml(std::string_view text, const std::filesystem::path& file,
                                                  int first_line, Problems& problems);

/// Takes the known fields out of one section, reporting missing, mistyped and over-long ones as it goes.
class SectionReader {
public:
    SectionReader(const TomlSection& section, const std::filesystem::path& file, Problems& problems)
        : m_section(section), m_file(file), m_problems(problems) {}

    /// A text that must be there, within its bound and without markup, in which a backslash before a sign
    /// says that it is meant itself; empty after a report.
    std::string text(std::string_view key, const TextBound& bound);
    /// The same, but it may be left out.
    std::string optional_text(std::string_view key, const TextBound& bound);
    /// A text whose form the caller checks; nothing after a report. Second is its line.
    std::optional<TomlText> raw_text(std::string_view key, std::string_view example);
    /// A whole number within limits; nothing after a report.
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t least, std::int64_t most);
    /// A date, as ISO 8601; empty after a report.
    std::string date(std::string_view key);
    /// A list of texts, empty where it is left out.
    std::vector<TomlText> texts(std::string_view key, std::string_view example);

    /// Reports the fields that nobody took, naming those that are known.
    void report_unknown_fields();

    [[nodiscard]] int line_of(std::string_view key) const;

private:
    const TomlField* find(std::string_view key);
    const TomlField* require(std::string_view key, std::string_view example);
    void report(const TomlField& field, std::string_view message);

    const TomlSection& m_section;
    const std::filesystem::path& m_file;
    Problems& m_problems;
    std::vector<std::string> m_known;
};

/// `text` as a TOML string with its quotes.
[[nodiscard]] std::string toml_quoted(std::string_view text);

/// The same of words that visitors read, as SectionReader::text reads them: with a backslash before what is not markup.
[[nodiscard]] std::string toml_text(std::string_view text);

} // namespace db::authoring
