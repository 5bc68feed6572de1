#include "platform/logs/review/event_text.h"
#include "platform/base/printable.h"
#include "platform/logs/vocabulary.h"
#include "platform/logs/wall_time.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <vector>

namespace platform::logs::review {
namespace {

/// = + - @ of Chinese and Japanese keyboards, which spreadsheets take for the same.
constexpr std::array<std::string_view, 4> kFullWidthSigns{"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                                          "\xEF\xBC\xA0"};

void append_escape(char32_t code, std::string& text) {
    fmt::format_to(std::back_inserter(text), "\\u{:04x}", static_cast<unsigned>(code));
}

void append_quoted(std::string_view value, std::string& text) {
    text += '"';
    for (std::size_t at = 0; at < value.size();) {
        const platform::Character character = platform::character_at(value, at);
        if (character.code == '"' || character.code == '\\')
            (text += '\\') += value[at];
        else if (character.is_harmless)
            text.append(value, at, character.bytes);
        else
            append_escape(character.code, text);
        at += character.bytes;
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
    const bool is_formula = start != std::string::npos
                            && (std::string_view("=+-@").find(value[start]) != std::string_view::npos
                                || std::ranges::any_of(kFullWidthSigns, [&](std::string_view sign) {
                                       return std::string_view(value).substr(start).starts_with(sign);
                                   }));
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
    return platform::printable(text, ' ');
}

std::string harmless_json(std::string_view json) {
    std::string text;
    text.reserve(json.size());
    for (std::size_t at = 0; at < json.size();) {
        const platform::Character character = platform::character_at(json, at);
        if (character.is_harmless)
            text.append(json, at, character.bytes);
        else
            append_escape(character.code, text);
        at += character.bytes;
    }
    return text;
}

} // namespace platform::logs::review
