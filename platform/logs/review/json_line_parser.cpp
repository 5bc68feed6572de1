#include "platform/logs/review/json_line_parser.h"
#include "platform/logs/journal_fields.h"
#include "platform/logs/log_source.h"
#include "platform/logs/review/byte_input.h"
#include "platform/logs/review/entry_builder.h"
#include "platform/logs/wall_time.h"
#include <algorithm>
#include <optional>
#include <simdjson.h>
#include <string>

namespace platform::logs::review {
namespace {

namespace ondemand = simdjson::ondemand;
using ondemand::json_type;

static_assert(ByteInput::kPaddingBytes >= simdjson::SIMDJSON_PADDING);

constexpr const char* kTorn = "it is no JSON";
constexpr const char* kWrongType = "a value of it has a wrong type";

/// simdjson looks at a number only when it is asked to, and must not be asked for one that does not fit.
bool is_json_number(std::string_view text) {
    std::size_t at = 0;
    const auto digits = [&] {
        const std::size_t start = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at > start;
    };
    if (at < text.size() && text[at] == '-')
        ++at;
    if (at + 1 < text.size() && text[at] == '0' && text[at + 1] >= '0' && text[at + 1] <= '9')
        return false;
    if (!digits())
        return false;
    if (at < text.size() && text[at] == '.' && (++at, !digits()))
        return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '-' || text[at] == '+'))
            ++at;
        if (!digits())
            return false;
    }
    return at == text.size();
}

std::string_view without_space(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

bool is_journal_key(std::string_view key) {
    return !key.empty() && (key.front() == '_' || (key.front() >= 'A' && key.front() <= 'Z'));
}

} // namespace

struct JsonLineParser::State {
    ondemand::parser parser{kMaxLineBytes};
    EntryBuilder entry;
    std::string bytes; ///< of a value of the journal that is no text
    bool has_monotonic = false;
    bool has_seq = false;
    bool is_journal = false;

    const char* parse(std::string_view line, ReadEvent& event);
    const char* take_member(std::string_view key, ondemand::value value, ReadEvent& event);
    static const char* take_text(std::string_view key, std::string_view text, ReadEvent& event);
    const char* take_number(std::string_view key, std::string_view text, ReadEvent& event);
    const char* take_entry_member(std::string_view key, ondemand::value value);
    const char* take_entry_array(std::string_view key, ondemand::array values);
};

namespace {

const char* set_field(std::string_view key, std::string_view text, std::optional<std::int64_t> number,
                      ReadEvent& event) {
    const auto same = std::ranges::find(event.fields, key, &ReadField::name);
    if (same != event.fields.end())
        *same = {key, text, number};
    else if (event.fields.size() >= kMaxFields)
        return "it has more than 200 fields";
    else
        event.fields.push_back({key, text, number});
    return nullptr;
}

} // namespace

const char* JsonLineParser::State::take_text(std::string_view key, std::string_view text, ReadEvent& event) {
    if (key == "event")
        event.name = text;
    else if (key == "kiosk")
        event.kiosk = text;
    else if (key == "boot_id")
        event.boot_id = text;
    else if (key == "wall")
        event.wall_ms = parse_wall(text);
    else if (key == "run" || key == "monotonic_ms" || key == "seq")
        return kWrongType;
    else
        return set_field(key, text, std::nullopt, event);
    return nullptr;
}

const char* JsonLineParser::State::take_number(std::string_view key, std::string_view text, ReadEvent& event) {
    if (!is_json_number(text))
        return kTorn;
    const auto number = whole_number(text);
    const bool is_run = key == "run";
    const bool is_monotonic = key == "monotonic_ms";
    const bool is_seq = key == "seq";
    if (key == "event" || key == "kiosk" || key == "boot_id" || key == "wall"
        || (!number && (is_run || is_monotonic || is_seq)))
        return kWrongType;
    if (is_run)
        event.run = *number;
    else if (is_monotonic)
        event.monotonic_ms = *number;
    else if (is_seq)
        event.seq = *number;
    else
        return set_field(key, text, number, event);
    has_monotonic = has_monotonic || is_monotonic;
    has_seq = has_seq || is_seq;
    return nullptr;
}

const char* JsonLineParser::State::take_member(std::string_view key, ondemand::value value, ReadEvent& event) {
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return kTorn;
    std::string_view text;
    bool truth = false;
    bool is_null = false;
    switch (type) {
    case json_type::string:
        return value.get_string().get(text) == simdjson::SUCCESS ? take_text(key, text, event) : kTorn;
    case json_type::number:
        return take_number(key, without_space(value.raw_json_token()), event);
    case json_type::boolean:
        if (value.get_bool().get(truth) != simdjson::SUCCESS)
            return kTorn;
        return take_text(key, truth ? "true" : "false", event);
    case json_type::null:
        if (value.is_null().get(is_null) != simdjson::SUCCESS || !is_null) // "nope"
            return kTorn;
        if (key == "event" || key == "kiosk" || key == "boot_id" || key == "wall" || key == "run"
            || key == "monotonic_ms" || key == "seq")
            return nullptr;
        return set_field(key, {}, std::nullopt, event);
    case json_type::array:
    case json_type::object:
        return nullptr;
    }
    return nullptr;
}

/// Bytes that are no text come as numbers; a field that the entry has twice comes as an array of texts.
const char* JsonLineParser::State::take_entry_array(std::string_view key, ondemand::array values) {
    bytes.clear();
    bool is_bytes = false;
    for (auto element : values) {
        ondemand::value value;
        json_type type{};
        if (element.get(value) != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS)
            return kTorn;
        std::string_view text;
        std::uint64_t number = 0;
        if (type == json_type::string && value.get_string().get(text) == simdjson::SUCCESS)
            entry.add(key, text);
        else if (type == json_type::number && value.get_uint64().get(number) == simdjson::SUCCESS && number < 256) {
            bytes += static_cast<char>(number);
            is_bytes = true;
        } else if (type != json_type::array)
            return kWrongType;
    }
    if (is_bytes)
        entry.add(key, bytes);
    return nullptr;
}

const char* JsonLineParser::State::take_entry_member(std::string_view key, ondemand::value value) {
    json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return kTorn;
    std::string_view text;
    ondemand::array values;
    if (type == json_type::string) {
        if (value.get_string().get(text) != simdjson::SUCCESS)
            return kTorn;
        entry.add(key, text);
    } else if (type == json_type::array) {
        if (value.get_array().get(values) != simdjson::SUCCESS)
            return kTorn;
        return take_entry_array(key, values);
    } else if (type == json_type::number)
        entry.add(key, without_space(value.raw_json_token()));
    return nullptr;
}

const char* JsonLineParser::State::parse(std::string_view line, ReadEvent& event) {
    ondemand::document document;
    ondemand::object object;
    const simdjson::padded_string_view padded(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING);
    const auto opened = parser.iterate(padded).get(document);
    if (opened == simdjson::UTF8_ERROR)
        return "it is not UTF-8";
    if (opened != simdjson::SUCCESS || document.get_object().get(object) != simdjson::SUCCESS)
        return kTorn;
    bool is_first = true;
    for (auto member : object) {
        ondemand::field field;
        std::string_view key;
        if (std::move(member).get(field) != simdjson::SUCCESS || field.unescaped_key().get(key) != simdjson::SUCCESS)
            return kTorn;
        if (is_first && is_journal_key(key)) {
            is_journal = true;
            entry.clear();
        }
        is_first = false;
        const char* problem =
            is_journal ? take_entry_member(key, field.value()) : take_member(key, field.value(), event);
        if (problem != nullptr)
            return problem;
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? nullptr
                                                                          : kTorn; // nothing behind the object
}

JsonLineParser::JsonLineParser() : m_state(std::make_unique<State>()) {}

JsonLineParser::~JsonLineParser() = default;

JsonLineParser::Kind JsonLineParser::parse(std::string_view line, ReadEvent& event) {
    event.kiosk = event.boot_id = event.name = {};
    event.run = event.monotonic_ms = event.seq = 0;
    event.wall_ms.reset();
    event.fields.clear();
    State& state = *m_state;
    state.has_monotonic = state.has_seq = state.is_journal = false;
    m_problem = state.parse(line, event);
    if (m_problem == nullptr && state.is_journal) {
        if (!state.entry.is_event())
            return Kind::Other;
        m_problem = state.entry.finish(event);
    } else if (m_problem == nullptr) {
        m_problem = identity_problem(event);
        if (event.name == "unreadable_line")
            m_problem = "the kiosk itself could not read it";
        else if (m_problem == nullptr && (!state.has_monotonic || !state.has_seq))
            m_problem = "it has no time or no number of its own";
    }
    return m_problem == nullptr ? Kind::Event : Kind::Problem;
}

} // namespace platform::logs::review
