#include "platform/logs/review/table_text.h"
#include "platform/base/printable.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/vocabulary.h"
#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace platform::logs::review {
namespace {

std::vector<TableColumn> make_columns() {
    std::vector<TableColumn> columns{{"kiosk", false, false}, {"boot_id", false, false},     {"run", true, false},
                                     {"seq", true, false},    {"monotonic_ms", true, false}, {"wall_ms", true, true},
                                     {"event", false, false}, {"severity", false, false},    {"summary", false, false}};
    for (const Record& record : blank_records()) {
        for (const Field& field : record.fields) {
            const bool is_number = std::holds_alternative<std::int64_t>(field.value);
            const auto found = std::ranges::find(columns, field.name, &TableColumn::name);
            if (found == columns.end())
                columns.push_back({field.name, is_number, is_number});
            else if (!is_number)
                *found = {field.name, false, false};
        }
    }
    return columns;
}

std::size_t first_field() {
    static const auto place = static_cast<std::size_t>(std::ranges::find(table_columns(), "summary", &TableColumn::name)
                                                       - table_columns().begin() + 1);
    return place;
}

/// As \x1b, which both databases read back; a letter of more than one byte as that many.
void append_bytes(std::string_view bytes, std::string& text) {
    for (const char c : bytes)
        fmt::format_to(std::back_inserter(text), "\\x{:02x}", static_cast<unsigned char>(c));
}

void append_escaped(std::string_view value, std::string& text) {
    for (std::size_t at = 0; at < value.size();) {
        const platform::Character character = platform::character_at(value, at);
        const std::string_view bytes = value.substr(at, character.bytes);
        at += character.bytes;
        switch (character.code) {
        case '\t':
            text += "\\t";
            break;
        case '\n':
            text += "\\n";
            break;
        case '\r':
            text += "\\r";
            break;
        case '\\':
            text += "\\\\";
            break;
        case '\0':
            text += "\\0";
            break;
        default:
            if (character.is_harmless)
                text += bytes;
            else
                append_bytes(bytes, text);
        }
    }
}

void append_number(std::int64_t number, std::string& text) {
    const fmt::format_int digits(number);
    text.append(digits.data(), digits.size());
}

void append_field(const TableColumn& column, const ReadEvent& event, std::string& text) {
    const auto field = std::ranges::find(event.fields, column.name, &ReadField::name);
    const bool is_there = field != event.fields.end();
    if (is_there && field->number && (column.is_number || field->text.empty()))
        append_number(*field->number, text);
    else if (column.is_number)
        text += "\\N";
    else if (is_there)
        append_escaped(field->text, text);
}

} // namespace

const std::vector<TableColumn>& table_columns() {
    static const auto columns = make_columns();
    return columns;
}

std::string table_header() {
    std::string text;
    for (const TableColumn& column : table_columns())
        text.append(text.empty() ? "" : "\t").append(column.name);
    return text + '\n';
}

void append_row(const ReadEvent& event, std::string& text) {
    const std::size_t index = event_index(event.name);
    const bool is_known = index < kKnownEvents;
    append_escaped(event.kiosk, text);
    text += '\t';
    append_escaped(event.boot_id, text);
    fmt::format_to(std::back_inserter(text), "\t{}\t{}\t{}\t", event.run, event.seq, event.monotonic_ms);
    if (event.wall_ms)
        append_number(*event.wall_ms, text);
    else
        text += "\\N";
    text += '\t';
    append_escaped(event.name, text);
    text += '\t';
    text += is_known ? severity_name(event_severity(index)) : "";
    text += '\t';
    if (!is_known || event_severity(index) != Severity::Info) {
        std::string summary;
        append_summary(event, kLongestSummary, summary);
        append_escaped(summary, text);
    }
    for (std::size_t place = first_field(); place < table_columns().size(); ++place) {
        text += '\t';
        append_field(table_columns()[place], event, text);
    }
    text += '\n';
}

void append_summary(const ReadEvent& event, std::size_t longest, std::string& text) {
    const std::size_t start = text.size();
    for (const ReadField& field : event.fields) {
        if (field.text.empty() && !field.number)
            continue;
        text.append(text.size() == start ? "" : " ").append(field.name).append("=");
        if (field.text.empty())
            append_number(*field.number, text);
        else
            text.append(field.text);
        if (text.size() - start > longest)
            break;
    }
    if (text.size() - start <= longest)
        return;
    std::size_t end = start + longest;
    while (end > start && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end; // no half letter
    text.resize(end);
}

} // namespace platform::logs::review
