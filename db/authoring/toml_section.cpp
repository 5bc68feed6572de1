#include "db/authoring/toml_section.h"

#include "db/authoring/escapes.h"
#include "db/authoring/markdown.h"
#include "db/markup.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

namespace db::authoring {
namespace {

int line_in_file(const toml::source_region& source, int first_line) {
    return static_cast<int>(source.begin.line) + first_line - 1;
}

std::string_view line_of(std::string_view text, std::size_t number) {
    for (; number > 1; --number) {
        const std::size_t end = text.find('\n');
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return text.substr(0, text.find_first_of("\r\n"));
}

/// 11/29/2026, 29.11.2026 or 29-11-2026, whose year stands last, as ISO 8601 if only one order makes a date.
std::optional<std::string> date_of_habit(std::string_view value) {
    std::array<int, 3> numbers{};
    std::size_t part = 0;
    for (const char letter : value) {
        const bool is_digit = letter >= '0' && letter <= '9';
        if (!is_digit && (std::string_view("/.-").find(letter) == std::string_view::npos || ++part > 2))
            return std::nullopt;
        if (is_digit)
            numbers[part] = std::min(numbers[part] * 10 + (letter - '0'), 9999);
    }
    const auto [first, second, year] = numbers;
    if (part != 2 || year < 1000)
        return std::nullopt;
    const bool is_month_first = first <= 12;
    if (is_month_first && second <= 12 && first != second)
        return std::string(); // both orders make a date
    return is_month_first ? fmt::format("{:04}-{:02}-{:02}", year, first, second)
                          : fmt::format("{:04}-{:02}-{:02}", year, second, first);
}

/// What word processors and habits make of a line, and the cure; empty where neither is in it.
std::string habit_problem(std::string_view line) {
    const std::size_t equals = std::min(line.find('='), line.size());
    std::string_view value = line.substr(std::min(equals + 1, line.size()));
    value.remove_prefix(std::min(value.find_first_not_of(" \t\xc2\xa0"), value.size()));
    for (const std::string_view quote : {"“", "”", "„", "‘", "’", "«", "`"}) {
        if (value.starts_with(quote) || (value.starts_with('[') && value.find(quote) != std::string_view::npos))
            return fmt::format(
                "the quotation mark {} is curly, as word processors make it: write the straight one, \", "
                "on both sides",
                quote);
    }
    const std::size_t end = std::min(value.find_first_of(" \t#"), value.size());
    if (const auto date = date_of_habit(value.substr(0, end)))
        return fmt::format("'{}' is not read as a date: write year, month and day, as in {}", value.substr(0, end),
                           date->empty() ? "2026-11-24" : *date);
    return {};
}

TomlValue value_of(const toml::node& node, int first_line) {
    if (const auto* text = node.as_string())
        return text->get();
    if (const auto* number = node.as_integer())
        return number->get();
    if (const auto* date = node.as_date()) {
        const toml::date& day = date->get();
        return TomlDate{fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day)};
    }
    const auto* array = node.as_array();
    if (!array)
        return {};
    std::vector<TomlText> texts;
    for (const toml::node& element : *array) {
        const auto* text = element.as_string();
        if (!text)
            return {};
        texts.push_back({text->get(), line_in_file(element.source(), first_line)});
    }
    return texts;
}

/// toml++ keeps keys sorted; a writer reads them, and their errors, in the file's order.
TomlSection section_of(const toml::table& table, std::string name, int first_line) {
    TomlSection section{std::move(name), std::max(1, line_in_file(table.source(), first_line)), {}};
    for (const auto& [key, node] : table) {
        if (!node.is_array_of_tables())
            section.fields.push_back(
                {std::string(key.str()), value_of(node, first_line), line_in_file(key.source(), first_line)});
    }
    std::stable_sort(section.fields.begin(), section.fields.end(),
                     [](const TomlField& left, const TomlField& right) { return left.line < right.line; });
    return section;
}

} // namespace

std::vector<TomlSection> parse_toml(std::string_view text, const std::filesystem::path& file, int first_line,
                                    Problems& problems) {
    toml::table parsed;
    try {
        parsed = toml::parse(text);
    } catch (const toml::parse_error& error) {
        std::string message = habit_problem(line_of(text, error.source().begin.line));
        if (message.empty())
            message = fmt::format("this is not TOML: {}. A line reads: key = \"text\"", error.description());
        problems.add(file, line_in_file(error.source(), first_line), std::move(message));
        return {};
    }
    std::vector<TomlSection> sections = {section_of(parsed, "", first_line)};
    sections.front().line = first_line;
    for (const auto& [key, node] : parsed) {
        if (!node.is_array_of_tables())
            continue;
        for (const toml::node& element : *node.as_array())
            sections.push_back(section_of(*element.as_table(), std::string(key.str()), first_line));
    }
    std::stable_sort(sections.begin() + 1, sections.end(),
                     [](const TomlSection& left, const TomlSection& right) { return left.line < right.line; });
    return sections;
}

const TomlField* SectionReader::find(std::string_view key) {
    m_known.emplace_back(key);
    auto found = std::find_if(m_section.fields.begin(), m_section.fields.end(),
                              [&](const TomlField& field) { return field.key == key; });
    return found == m_section.fields.end() ? nullptr : &*found;
}

const TomlField* SectionReader::require(std::string_view key, std::string_view example) {
    const TomlField* field = find(key);
    if (!field)
        m_problems.add(m_file, m_section.line, fmt::format("'{}' is missing: add a line {} = {}", key, key, example));
    return field;
}

void SectionReader::report(const TomlField& field, std::string_view message) {
    m_problems.add(m_file, field.line, fmt::format("'{}' {}", field.key, message));
}

std::string SectionReader::text(std::string_view key, const TextBound& bound) {
    auto found = raw_text(key, "\"...\"");
    if (!found)
        return {};
    const std::string words = unescaped(found->text);
    if (std::string problem = text_problem(bound, words); !problem.empty()) {
        m_problems.add(m_file, found->line, fmt::format("'{}' {}", key, problem));
        return {};
    }
    const std::string masked = without_escapes(found->text);
    auto mark = find_block_markup(masked);
    if (!mark)
        mark = find_markup(masked);
    if (mark) {
        m_problems.add(m_file, found->line,
                       fmt::format("'{}' has '{}' in it, and {}", key, found->text.substr(mark->offset, mark->size),
                                   markup_cure(mark->kind)));
        return {};
    }
    return words;
}

std::string SectionReader::optional_text(std::string_view key, const TextBound& bound) {
    if (!find(key))
        return {};
    return text(key, bound);
}

std::optional<TomlText> SectionReader::raw_text(std::string_view key, std::string_view example) {
    const TomlField* field = require(key, example);
    if (!field)
        return std::nullopt;
    const auto* text = std::get_if<std::string>(&field->value);
    if (!text) {
        report(*field, fmt::format("must be a text in quotes: {} = {}", key, example));
        return std::nullopt;
    }
    return TomlText{*text, field->line};
}

std::optional<std::int64_t> SectionReader::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const TomlField* field = require(key, std::to_string(least));
    if (!field)
        return std::nullopt;
    const auto* number = std::get_if<std::int64_t>(&field->value);
    if (!number || *number < least || *number > most) {
        report(*field,
               fmt::format("must be a whole number from {} to {}, without quotes: {} = {}", least, most, key, least));
        return std::nullopt;
    }
    return *number;
}

std::string SectionReader::date(std::string_view key) {
    const TomlField* field = require(key, "2026-11-24");
    if (!field)
        return {};
    const auto* date = std::get_if<TomlDate>(&field->value);
    if (!date) {
        report(*field, fmt::format("must be a date without quotes: {} = 2026-11-24", key));
        return {};
    }
    if (std::string problem = date_problem(date->iso); !problem.empty()) {
        report(*field, problem);
        return {};
    }
    return date->iso;
}

std::vector<TomlText> SectionReader::texts(std::string_view key, std::string_view example) {
    const TomlField* field = find(key);
    if (!field)
        return {};
    const auto* texts = std::get_if<std::vector<TomlText>>(&field->value);
    if (!texts) {
        report(*field, fmt::format("must be a list of texts: {} = {}", key, example));
        return {};
    }
    return *texts;
}

void SectionReader::report_unknown_fields() {
    for (const TomlField& field : m_section.fields) {
        if (std::find(m_known.begin(), m_known.end(), field.key) != m_known.end())
            continue;
        std::sort(m_known.begin(), m_known.end());
        m_known.erase(std::unique(m_known.begin(), m_known.end()), m_known.end());
        report(field, fmt::format("is not known here: remove it, or write one of {}", fmt::join(m_known, ", ")));
    }
}

int SectionReader::line_of(std::string_view key) const {
    for (const TomlField& field : m_section.fields) {
        if (field.key == key)
            return field.line;
    }
    return m_section.line;
}

std::string toml_quoted(std::string_view text) {
    std::string quoted = "\"";
    for (char letter : text) {
        if (letter == '"' || letter == '\\')
            quoted += '\\';
        quoted += letter;
    }
    return quoted += '"';
}

std::string toml_text(std::string_view text) {
    const bool is_plain = !find_block_markup(text) && !find_markup(text) && unescaped(text) == text;
    return toml_quoted(is_plain ? std::string(text) : escape_markdown(text));
}

} // namespace db::authoring
