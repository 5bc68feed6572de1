#include "platform/logs/review/entry_builder.h"
#include "platform/logs/journal_fields.h"
#include "platform/logs/log_source.h"
#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace platform::logs::review {
namespace {

constexpr std::size_t kMaxNameBytes = 64; ///< of an event, of a boot and of a field
constexpr std::string_view kOurs = "KIOSK_";

/// What JSON lines call the parts of the stamp: a field of that name would pass for them.
bool is_of_the_stamp(std::string_view name) {
    return name == "event" || name == "kiosk" || name == "boot_id" || name == "run" || name == "monotonic_ms"
           || name == "seq" || name == "wall";
}

/// Small letters for those that a field's name may have, 0 for the rest.
constexpr std::array<char, 256> kLetters = [] {
    std::array<char, 256> letters{};
    for (char c = 'A'; c <= 'Z'; ++c)
        letters[static_cast<unsigned char>(c)] = static_cast<char>(c - 'A' + 'a');
    for (char c = '0'; c <= '9'; ++c)
        letters[static_cast<unsigned char>(c)] = c;
    letters['_'] = '_';
    return letters;
}();

char letter_of(char c) {
    return kLetters[static_cast<unsigned char>(c)];
}

void append_lower(std::string& bytes, std::string_view name) {
    const std::size_t start = bytes.size();
    bytes.append(name);
    std::transform(name.begin(), name.end(), bytes.begin() + static_cast<std::ptrdiff_t>(start), letter_of);
}

/// Broken bytes become U+FFFD, as in json_writer.h.
void append_text(std::string& bytes, std::string_view text) {
    const auto is_ascii = [](char c) { return static_cast<signed char>(c) >= 0; };
    if (std::ranges::all_of(text, is_ascii) || simdjson::validate_utf8(text.data(), text.size())) {
        bytes.append(text);
        return;
    }
    const nlohmann::json value = std::string(text);
    bytes.append(nlohmann::json::parse(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace))
                     .get_ref<const std::string&>());
}

} // namespace

bool is_field_name(std::string_view name) {
    return !name.empty() && name.size() <= kMaxNameBytes
           && std::ranges::all_of(name, [](char c) { return letter_of(c) != 0; });
}

const char* identity_problem(const ReadEvent& event) {
    if (event.name.empty())
        return "it has no name of an event";
    if (event.name.size() > kMaxNameBytes)
        return "the name of its event is too long";
    if (event.boot_id.empty())
        return "it has no boot id";
    if (event.boot_id.size() > kMaxNameBytes)
        return "its boot id is too long";
    if (event.kiosk.size() > kMaxKioskBytes)
        return "the name of its kiosk is too long";
    return nullptr;
}

void EntryBuilder::clear() {
    m_bytes.clear();
    m_slots.clear();
    m_hostname.clear();
    m_event.clear();
    m_kiosk.clear();
    m_run.reset();
    m_seq.reset();
    m_monotonic_ms.reset();
    m_fields = m_size = 0;
    m_has_boot = false;
    m_realtime_us.reset();
    m_monotonic_us = 0;
    m_is_event = false;
    m_is_too_large = false;
}

void EntryBuilder::set_boot(std::string_view hex32) {
    m_has_boot = true;
    if (hex32 == m_boot_hex)
        return;
    m_boot_hex = hex32.substr(0, kMaxNameBytes + 1);
    m_boot.clear();
    append_text(m_boot, dashed_boot_id(m_boot_hex));
}

void EntryBuilder::add(std::string_view name, std::string_view value) {
    if (name.starts_with('_')) {
        if (name == "_BOOT_ID" && !m_has_boot)
            set_boot(value);
        else if (name == "_HOSTNAME" && m_hostname.empty())
            append_text(m_hostname, value.substr(0, kMaxKioskBytes + 1));
        else if (name == "__REALTIME_TIMESTAMP")
            m_realtime_us = static_cast<std::uint64_t>(std::max<std::int64_t>(whole_number(value).value_or(0), 0));
        else if (name == "__MONOTONIC_TIMESTAMP")
            m_monotonic_us = static_cast<std::uint64_t>(std::max<std::int64_t>(whole_number(value).value_or(0), 0));
        return;
    }
    if (is_about_the_entry(name) || !is_field_name(name))
        return;
    m_size += name.size() + value.size();
    if (++m_fields > kMaxFields || m_size > kMaxLineBytes) {
        m_is_too_large = true;
        return;
    }
    if (name.starts_with(kOurs))
        return add_to_stamp(name.substr(kOurs.size()), value);
    const std::size_t start = m_bytes.size();
    append_lower(m_bytes, name);
    const std::size_t middle = m_bytes.size();
    append_text(m_bytes, value);
    m_slots.push_back({start, middle - start, m_bytes.size() - middle});
}

void EntryBuilder::add_to_stamp(std::string_view name, std::string_view value) {
    if (name == "EVENT") {
        m_is_event = true;
        if (m_event.empty())
            append_text(m_event, value);
    } else if (name == "NAME" && m_kiosk.empty())
        append_text(m_kiosk, value);
    else if (name == "RUN" && !m_run)
        m_run = whole_number(value);
    else if (name == "SEQ" && !m_seq)
        m_seq = whole_number(value);
    else if (name == "MONOTONIC_MS" && !m_monotonic_ms)
        m_monotonic_ms = whole_number(value);
}

const std::vector<KnownField>* EntryBuilder::fields_of(std::string_view event) {
    const auto met = m_known.find(event);
    if (met != m_known.end())
        return &met->second;
    auto fields = known_fields(event);
    return fields ? &m_known.emplace(event, std::move(*fields)).first->second : nullptr;
}

const char* EntryBuilder::finish(ReadEvent& event) {
    event.name = m_event;
    event.kiosk = m_kiosk.empty() ? m_hostname : m_kiosk;
    event.boot_id = m_has_boot ? std::string_view(m_boot) : std::string_view();
    event.run = m_run.value_or(0);
    event.seq = m_seq.value_or(0);
    event.monotonic_ms = m_monotonic_ms.value_or(static_cast<std::int64_t>(m_monotonic_us / 1000));
    event.wall_ms.reset();
    if (m_realtime_us)
        event.wall_ms = static_cast<std::int64_t>(*m_realtime_us / 1000);
    bound_times(event);
    event.fields.clear();
    for (const Slot& slot : m_slots) {
        const std::string_view name = std::string_view(m_bytes).substr(slot.name, slot.name_size);
        if (!is_of_the_stamp(name) && std::ranges::find(event.fields, name, &ReadField::name) == event.fields.end())
            event.fields.push_back(
                {name, std::string_view(m_bytes).substr(slot.name + slot.name_size, slot.value_size), std::nullopt});
    }
    // An id of digits stays a text where the vocabulary says so.
    const auto* known = fields_of(event.name);
    for (ReadField& field : event.fields) {
        const auto found = known == nullptr ? std::vector<KnownField>::const_iterator{}
                                            : std::ranges::find(*known, field.name, &KnownField::name);
        if (known == nullptr || found == known->end() || found->is_number)
            field.number = whole_number(field.text);
    }
    if (m_is_too_large)
        return "it is larger than 1 MiB or has more than 200 fields";
    if (event.seq == 0)
        return "it has no number of its own";
    return identity_problem(event);
}

} // namespace platform::logs::review
