#include "platform/logs/review/event_text.h"
#include "platform/logs/vocabulary.h"
#include "platform/logs/wall_time.h"
#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <vector>

namespace platform::logs::review {
namespace {

/// U+0080 to U+009F drive terminals, too.
bool is_late_control(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]) == 0xc2 && at + 1 < text.size()
           && static_cast<unsigned char>(text[at + 1]) < 0xa0;
}

void append_quoted(std::string_view value, std::string& text) {
    text += '"';
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (text += '\\') += c;
        else if (byte < 0x20 || byte == 0x7f)
            fmt::format_to(std::back_inserter(text), "\\u{:04x}", byte);
        else if (is_late_control(value, i))
            fmt::format_to(std::back_inserter(text), "\\u{:04x}", static_cast<unsigned char>(value[++i]));
        else
            text += c;
    }
    text += '"';
}

std::vector<std::string> field_names() {
    std::vector<std::string> names;
    for (const Record& record : blank_records())
        for (const Field& field : record.fields)
            if (std::ranges::find(names, field.name) == names.end())
                names.emplace_back(field.name);
    return names;
}

const std::vector<std::string>& columns() {
    static const auto names = field_names();
    return names;
}

void append_cell(std::string_view raw, std::string& text) {
    const std::string value = printable(raw);
    const std::size_t start = value.find_first_not_of(' ');
    const bool is_formula =
        start != std::string::npos && std::string_view("=+-@").find(value[start]) != std::string_view::npos;
    const bool needs_quotes = is_formula || value.find_first_of(",\"") != std::string::npos;
    if (!needs_quotes) {
        text += value;
        return;
    }
    text += is_formula ? "\"'" : "\"";
    for (const char c : value)
        text.append(c == '"' ? 2 : 1, c);
    text += '"';
}

std::string wall_of(const ReadEvent& event) {
    return event.wall_ms ? format_wall(*event.wall_ms) : std::string();
}

} // namespace

void append_json(const ReadEvent& event, std::string& text) {
    text += R"({"event":)";
    append_quoted(event.name, text);
    text += R"(,"kiosk":)";
    append_quoted(event.kiosk, text);
    text += R"(,"boot_id":)";
    append_quoted(event.boot_id, text);
    const std::string wall = wall_of(event);
    fmt::format_to(std::back_inserter(text), R"(,"run":{},"monotonic_ms":{},"seq":{},"wall":{})", event.run,
                   event.monotonic_ms, event.seq, wall.empty() ? "null" : '"' + wall + '"');
    for (const ReadField& field : event.fields) {
        text += ',';
        append_quoted(field.name, text);
        text += ':';
        if (field.number)
            fmt::format_to(std::back_inserter(text), "{}", *field.number);
        else if (field.text.data() == nullptr)
            text += "null";
        else
            append_quoted(field.text, text);
    }
    text += "}\n";
}

std::string csv_header() {
    std::string text = "kiosk,boot_id,run,seq,monotonic_ms,wall,event";
    for (const std::string& name : columns())
        (text += ',') += name;
    return text + "\r\n";
}

void append_csv(const ReadEvent& event, std::string& text) {
    append_cell(event.kiosk, text);
    text += ',';
    append_cell(event.boot_id, text);
    fmt::format_to(std::back_inserter(text), ",{},{},{},{},", event.run, event.seq, event.monotonic_ms, wall_of(event));
    append_cell(event.name, text);
    for (const std::string& name : columns()) {
        text += ',';
        const auto field = std::ranges::find(event.fields, std::string_view(name), &ReadField::name);
        if (field != event.fields.end() && field->number)
            fmt::format_to(std::back_inserter(text), "{}", *field->number);
        else if (field != event.fields.end())
            append_cell(field->text, text);
    }
    text += "\r\n";
}

std::string printable(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool is_late = is_late_control(text, i);
        plain += byte < 0x20 || byte == 0x7f || is_late ? ' ' : text[i];
        i += is_late ? 1 : 0;
    }
    return plain;
}

} // namespace platform::logs::review
