#include "db/authoring/toml_section.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

namespace db::authoring {
namespace {

int line_in_file(const toml::source_region& source, int first_line) {
    return static_cast<int>(source.begin.line) + first_line - 1;
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
        problems.add(file, line_in_file(error.source(), first_line),
                     fmt::format("this is not TOML: {}. A line reads: key = \"text\"", error.description()));
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
    if (std::string problem = text_problem(bound, found->text); !problem.empty()) {
        m_problems.add(m_file, found->line, fmt::format("'{}' {}", key, problem));
        return {};
    }
    return found->text;
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

} // namespace db::authoring
