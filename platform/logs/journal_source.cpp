// The log in systemd's journal.
//
// The journal orders entries of different boots by wall time, which jumps on a machine without a clock: what was
// written after a collection may stand before its end. So each boot is read by itself, and a position is the last entry
// of each boot. Within a boot the journal's order is that of the monotonic clock.
#include "platform/logs/journal_fields.h"
#include "platform/logs/json_writer.h"
#include "platform/logs/log_source.h"
#include "platform/logs/vocabulary.h"
#include "platform/logs/wall_time.h"
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <systemd/sd-journal.h>
#include <vector>

namespace platform::logs {
namespace {

using nlohmann::json;
using Fields = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kBootField = "_BOOT_ID=";

struct Boot {
    std::string id; ///< 32 hexadecimal digits
    std::uint64_t first_realtime_us = 0;
};

tl::unexpected<Failure> failure(const std::string& where, int error, std::string_view what) {
    return fail("no_log", fmt::format("{}: cannot {} ({})", where, what, std::generic_category().message(-error)));
}

std::string lower(std::string_view upper_case) {
    std::string name(upper_case);
    for (char& c : name)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return name;
}

/// An event again, of the fields that journal_fields() made. `names` keeps the names that the record points to.
Record record_of(const Fields& entry, std::vector<std::string>& names) {
    Fields fields; // by their name in the event
    for (const auto& [name, value] : entry)
        if (!is_about_the_entry(name) && !name.starts_with("KIOSK_"))
            fields.emplace(lower(name), value);
    names.clear();
    names.reserve(fields.size() + 1); // what points into it must stay
    names.push_back(entry.find("KIOSK_EVENT")->second);
    Record record{names.front(), Severity::Info, {}};
    const auto add = [&](std::string_view name, const std::string& value, bool is_number) {
        const auto number = is_number ? whole_number(value) : std::nullopt;
        record.fields.push_back({name, number ? decltype(Field::value)(*number) : decltype(Field::value)(value)});
    };
    const auto known = known_fields(record.name).value_or(std::vector<KnownField>{});
    for (const KnownField& field : known)
        if (const auto found = fields.find(field.name); found != fields.end())
            add(field.name, found->second, field.is_number);
    for (const auto& [name, value] : fields) { // of another version of the program
        if (std::ranges::find(known, name, &KnownField::name) != known.end())
            continue;
        names.push_back(name);
        add(names.back(), value, true);
    }
    return record;
}

class JournalReader {
public:
    JournalReader(OpenJournal journal, std::string where, const std::string& position)
        : m_journal(std::move(journal)), m_where(std::move(where)), m_start(position) {}

    Outcome<void> find_boots();
    Outcome<bool> next(LogLine& line);
    void mark();
    [[nodiscard]] std::string position() const;

private:
    Outcome<bool> start_boot(const std::string& boot, const std::string& cursor);
    Outcome<bool> step();
    tl::expected<Fields, int> fields() const;
    Outcome<bool> read_entry(LogLine& line) const;

    OpenJournal m_journal;
    std::string m_where;
    std::string m_start;
    bool m_is_marked = false;
    std::vector<Boot> m_boots;
    std::size_t m_boot = 0; ///< of m_boots, the one that is read
    bool m_is_in_boot = false;
    std::map<std::string, std::string> m_cursors; ///< by boot
};

/// The boots that have entries of the kiosk, by the wall time of the first.
Outcome<void> JournalReader::find_boots() {
    if (const int error = sd_journal_query_unique(m_journal.get(), "_BOOT_ID"); error < 0)
        return failure(m_where, error, "read the journal");
    const void* data = nullptr;
    std::size_t size = 0;
    std::vector<std::string> ids;
    while (sd_journal_enumerate_available_unique(m_journal.get(), &data, &size) > 0)
        ids.emplace_back(std::string_view(static_cast<const char*>(data), size).substr(kBootField.size()));
    if (ids.empty())
        return fail("no_log", m_where
                                  + ": no journal can be read there; let this program's user read it (group "
                                    "systemd-journal), or name another folder");
    for (const std::string& id : ids) {
        const auto has_entry = start_boot(id, "");
        if (!has_entry)
            return tl::unexpected(has_entry.error());
        std::uint64_t realtime = 0;
        if (*has_entry && sd_journal_get_realtime_usec(m_journal.get(), &realtime) >= 0)
            m_boots.push_back({id, realtime});
    }
    std::ranges::stable_sort(m_boots, {}, &Boot::first_realtime_us);
    const json position = json::parse(m_start, nullptr, false);
    if (!position.is_object())
        return {};
    for (const Boot& boot : m_boots)
        if (const auto found = position.find(boot.id); found != position.end() && found->is_string())
            m_cursors[boot.id] = found->get<std::string>();
    return {};
}

/// Goes to the first entry of a boot behind `cursor`; false where there is none.
Outcome<bool> JournalReader::start_boot(const std::string& boot, const std::string& cursor) {
    sd_journal_flush_matches(m_journal.get());
    const std::string of_boot = std::string(kBootField) + boot;
    int error = sd_journal_add_match(m_journal.get(), of_boot.data(), of_boot.size());
    if (error >= 0)
        error = sd_journal_add_match(m_journal.get(), "SYSLOG_IDENTIFIER=kiosk", 0);
    if (error >= 0)
        error = cursor.empty() ? sd_journal_seek_head(m_journal.get())
                               : sd_journal_seek_cursor(m_journal.get(), cursor.c_str());
    if (error == -EINVAL && !cursor.empty()) // no cursor at all: rather twice than never
        error = sd_journal_seek_head(m_journal.get());
    if (error < 0)
        return failure(m_where, error, "read the journal");
    auto has_entry = step();
    if (has_entry && *has_entry && !cursor.empty() && sd_journal_test_cursor(m_journal.get(), cursor.c_str()) > 0)
        return step();
    return has_entry;
}

Outcome<bool> JournalReader::step() {
    const int moved = sd_journal_next(m_journal.get());
    if (moved < 0)
        return failure(m_where, moved, "read the journal on");
    return moved > 0;
}

tl::expected<Fields, int> JournalReader::fields() const {
    Fields fields;
    const void* data = nullptr;
    std::size_t size = 0;
    sd_journal_restart_data(m_journal.get());
    while (true) {
        const int more = sd_journal_enumerate_available_data(m_journal.get(), &data, &size);
        if (more < 0)
            return tl::unexpected(more);
        if (more == 0)
            return fields;
        const std::string_view text(static_cast<const char*>(data), size);
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos)
            fields.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
}

/// False where the entry is none of the kiosk's events.
Outcome<bool> JournalReader::read_entry(LogLine& line) const {
    const auto entry = fields();
    std::uint64_t monotonic_us = 0;
    std::uint64_t realtime_us = 0;
    sd_id128_t boot{};
    if (!entry || sd_journal_get_monotonic_usec(m_journal.get(), &monotonic_us, &boot) < 0
        || sd_journal_get_realtime_usec(m_journal.get(), &realtime_us) < 0) {
        line = unreadable_line(0, "an entry of the journal is damaged");
        return true;
    }
    if (!entry->contains("KIOSK_EVENT"))
        return false;
    const auto number = [&](std::string_view name, std::int64_t otherwise) {
        const auto found = entry->find(name);
        return found == entry->end() ? otherwise : whole_number(found->second).value_or(otherwise);
    };
    const auto kiosk = entry->find("KIOSK_NAME");
    line.is_event = true;
    line.stamp.kiosk = kiosk == entry->end() ? std::string() : kiosk->second;
    line.stamp.boot_id = dashed_boot_id(m_boots[m_boot].id);
    line.stamp.run = number("KIOSK_RUN", 0);
    line.stamp.monotonic_ms = number("KIOSK_MONOTONIC_MS", static_cast<std::int64_t>(monotonic_us / 1000));
    line.stamp.seq = number("KIOSK_SEQ", 0);
    line.stamp.wall = format_wall(static_cast<std::int64_t>(realtime_us / 1'000'000) * 1000);
    std::vector<std::string> names;
    line.text = json_line(record_of(*entry, names), line.stamp);
    if (line.text.size() > kMaxLineBytes)
        line = unreadable_line(line.text.size(), line.text);
    return true;
}

Outcome<bool> JournalReader::next(LogLine& line) {
    for (; m_boot < m_boots.size(); ++m_boot, m_is_in_boot = false) {
        const std::string& boot = m_boots[m_boot].id;
        auto has_entry = m_is_in_boot ? step() : start_boot(boot, m_cursors[boot]);
        m_is_in_boot = true;
        for (; has_entry && *has_entry; has_entry = step()) {
            auto is_ours = read_entry(line);
            if (!is_ours || *is_ours)
                return is_ours;
        }
        if (!has_entry)
            return has_entry;
    }
    return false;
}

void JournalReader::mark() {
    char* cursor = nullptr;
    if (sd_journal_get_cursor(m_journal.get(), &cursor) < 0)
        return; // then this entry comes again next time
    m_cursors[m_boots[m_boot].id] = cursor;
    m_is_marked = true;
    std::free(cursor);
}

std::string JournalReader::position() const {
    if (!m_is_marked)
        return m_start;
    json boots = json::object();
    for (const auto& [boot, cursor] : m_cursors)
        if (!cursor.empty())
            boots[boot] = cursor;
    return boots.dump();
}

} // namespace

Outcome<LogSource> read_journal(const JournalPlace& place, const std::string& position) {
    const std::string where = text_of(place);
    OpenJournal opened;
    if (const int error = open_journal(place, opened); error < 0)
        return failure(where, error, "open the journal");
    auto reader = std::make_shared<JournalReader>(std::move(opened), where, position);
    if (auto outcome = reader->find_boots(); !outcome)
        return tl::unexpected(outcome.error());
    return LogSource{[reader](LogLine& line) { return reader->next(line); }, [reader] { reader->mark(); },
                     [reader] { return reader->position(); }};
}

} // namespace platform::logs
