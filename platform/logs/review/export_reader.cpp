#include "platform/logs/log_source.h"
#include "platform/logs/review/entry_builder.h"
#include "platform/logs/review/file_readers.h"
#include <algorithm>
#include <fmt/format.h>

namespace platform::logs::review {
namespace {

/// Format: systemd.io/JOURNAL_EXPORT_FORMATS.
class ExportReader {
public:
    ExportReader(ByteInput& input, const LogPlace& place)
        : m_input(input), m_place(place), m_number(place.lines_before + 1) {}
    ReadTo read();

private:
    [[nodiscard]] bool have(std::size_t bytes);
    bool next_line(std::string_view& line);
    void take_line(std::string_view line);
    void take_binary(const std::string& name);
    void end_entry();
    void damaged(const char* what);

    ByteInput& m_input;
    const LogPlace& m_place;
    EntryBuilder m_entry;
    ReadEvent m_event;
    std::size_t m_taken = 0; ///< of the line given last
    std::int64_t m_number;   ///< of the entry
    bool m_is_empty = true;  ///< the entry
    bool m_has_realtime = false;
    const char* m_damage = nullptr; ///< of the entry: told where it ends
    bool m_is_cut = false;          ///< the input ended where more was announced
    std::uintmax_t m_done = 0;      ///< bytes of whole entries
};

bool ExportReader::have(std::size_t bytes) {
    while (m_input.data().size() < bytes) {
        if (!m_input.fill()) {
            m_is_cut = true;
            return false;
        }
    }
    return true;
}

/// A line longer than kMaxLineBytes comes in pieces, which are no fields.
bool ExportReader::next_line(std::string_view& line) {
    std::size_t searched = 0;
    while (true) {
        const std::string_view data = m_input.data();
        const std::size_t stop = data.find('\n', searched);
        if (stop != std::string_view::npos || data.size() > kMaxLineBytes) {
            const std::size_t length = std::min(stop, kMaxLineBytes);
            line = data.substr(0, length);
            m_taken = length + (length == stop ? 1 : 0);
            return true;
        }
        searched = data.size();
        if (!m_input.fill()) {
            line = m_input.data();
            m_taken = line.size();
            return !line.empty();
        }
    }
}

void ExportReader::damaged(const char* what) {
    m_damage = m_damage == nullptr ? what : m_damage;
}

/// NAME, line end, size as 8 bytes, the lowest first, value, line end. A size that leads astray is not followed: what
/// comes behind the name is read as lines then, and the next entry is whole again.
void ExportReader::take_binary(const std::string& name) {
    if (!have(8))
        return damaged("it ends within a field");
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < 8; ++i)
        size |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_input.data()[i])) << (8 * i);
    if (size > kMaxLineBytes)
        return damaged("a field of it is larger than 1 MiB");
    const auto length = static_cast<std::size_t>(size);
    if (!have(8 + length + 1) || m_input.data()[8 + length] != '\n')
        return damaged("the size of a field is wrong");
    m_entry.add(name, m_input.data().substr(8, length));
    m_input.skip(8 + length + 1);
}

void ExportReader::take_line(std::string_view line) {
    // An entry begins with these, also where the end of the one before was lost.
    const bool is_realtime = line.starts_with("__REALTIME_TIMESTAMP=");
    if ((line.starts_with("__CURSOR=") && !m_is_empty) || (is_realtime && m_has_realtime))
        end_entry();
    m_has_realtime = m_has_realtime || is_realtime;
    m_is_empty = false;
    const std::size_t equals = line.find('=');
    const std::string_view name = line.substr(0, equals);
    if (!is_field_name(name)) {
        m_input.skip(m_taken);
        return damaged("a line of it is no field");
    }
    if (equals != std::string_view::npos) {
        m_entry.add(name, line.substr(equals + 1));
        m_input.skip(m_taken);
        return;
    }
    const std::string copied(name); // reading on moves the bytes
    m_input.skip(m_taken);
    take_binary(copied);
}

void ExportReader::end_entry() {
    if (m_damage != nullptr) {
        m_place.complain(m_number, fmt::format("this entry is damaged: {}", m_damage));
    } else if (m_entry.is_event()) {
        if (const char* problem = m_entry.finish(m_event))
            m_place.complain(m_number, std::string("this entry is no event: ") + problem);
        else
            m_place.give(m_event);
    }
    m_number += m_is_empty ? 0 : 1;
    m_entry.clear();
    m_is_empty = true;
    m_has_realtime = false;
    m_damage = nullptr;
    m_done = m_input.taken();
}

ReadTo ExportReader::read() {
    std::string_view line;
    while (!(m_is_cut && m_place.is_growing) && next_line(line)) {
        if (!line.empty()) {
            take_line(line);
            continue;
        }
        m_input.skip(m_taken);
        end_entry();
    }
    if (!m_is_empty && !m_place.is_growing) {
        damaged("the file ends within it");
        end_entry();
    }
    return {m_done, m_number - 1};
}

} // namespace

ReadTo read_export(ByteInput& input, const LogPlace& place) {
    return ExportReader(input, place).read();
}

} // namespace platform::logs::review
