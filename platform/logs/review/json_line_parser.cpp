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
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') // JSON allows no other of these there
        text.remove_suffix(1);
    return text;
}

/// Also whether it is JSON: std::from_chars takes zeros in front.
std::optional<std::int64_t> whole_json_number(std::string_view text) {
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    return digits.size() > 1 && digits.front() == '0' ? std::nullopt : whole_number(text);
}

enum class Member { Event, Kiosk, BootId, Wall, Run, MonotonicMs, Seq, Field };

Member member_of(std::string_view key) {
    switch (key.size()) { // most names of fields have another length
    case 3:
        return key == "run" ? Member::Run : key == "seq" ? Member::Seq : Member::Field;
    case 4:
        return key == "wall" ? Member::Wall : Member::Field;
    case 5:
        return key == "event" ? Member::Event : key == "kiosk" ? Member::Kiosk : Member::Field;
    case 7:
        return key == "boot_id" ? Member::BootId : Member::Field;
    case 12:
        return key == "monotonic_ms" ? Member::MonotonicMs : Member::Field;
    default:
        return Member::Field;
    }
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
    switch (member_of(key)) {
    case Member::Event:
        event.name = text;
        break;
    case Member::Kiosk:
        event.kiosk = text;
        break;
    case Member::BootId:
        event.boot_id = text;
        break;
    case Member::Wall:
        event.wall_ms = parse_wall(text);
        break;
    case Member::Run:
    case Member::MonotonicMs:
    case Member::Seq:
        return kWrongType;
    case Member::Field:
        return set_field(key, text, std::nullopt, event);
    }
    return nullptr;
}

const char* JsonLineParser::State::take_number(std::string_view key, std::string_view text, ReadEvent& event) {
    const auto number = whole_json_number(text);
    if (!number && !is_json_number(text))
        return kTorn;
    const Member member = member_of(key);
    if (member == Member::Field)
        return set_field(key, text, number, event);
    if (!number)
        return kWrongType;
    switch (member) {
    case Member::Run:
        event.run = *number;
        break;
    case Member::MonotonicMs:
        event.monotonic_ms = *number;
        has_monotonic = true;
        break;
    case Member::Seq:
        event.seq = *number;
        has_seq = true;
        break;
    default:
        return kWrongType;
    }
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
        return member_of(key) == Member::Field ? set_field(key, {}, std::nullopt, event) : nullptr;
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
        bound_times(event);
        m_problem = identity_problem(event);
        if (event.name == "unreadable_line")
            m_problem = "the kiosk itself could not read it";
        else if (m_problem == nullptr && (!state.has_monotonic || !state.has_seq))
            m_problem = "it has no time or no number of its own";
    }
    return m_problem == nullptr ? Kind::Event : Kind::Problem;
}

} // namespace platform::logs::review
