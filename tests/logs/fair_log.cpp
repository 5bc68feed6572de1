#include "tests/logs/fair_log.h"
#include "platform/logs/journal_fields.h"
#include "platform/logs/json_writer.h"
#include "platform/logs/wall_time.h"

namespace fair {

using namespace platform::logs;

void KioskLog::write_export(const Record& record, const Stamp& stamp, const When& when) {
    // A machine without a clock believes that it is 1970.
    const std::int64_t wall_ms = when.wall_ms.value_or(when.monotonic_ms + 1000);
    m_text.append("__REALTIME_TIMESTAMP=").append(std::to_string(wall_ms * 1000));
    m_text.append("\n__MONOTONIC_TIMESTAMP=").append(std::to_string(when.monotonic_ms * 1000)).append("\n_BOOT_ID=");
    for (const char c : stamp.boot_id)
        if (c != '-')
            m_text += c;
    m_text += '\n';
    for (const std::string& field : journal_fields(record, stamp))
        m_text.append(field).append(1, '\n');
    m_text += '\n';
}

void KioskLog::write(const Record& record, Stamp stamp, const When& when) {
    if (when.wall_ms)
        stamp.wall = format_wall(*when.wall_ms);
    if (m_format == Format::Export)
        write_export(record, stamp, when);
    else
        m_text.append(json_line(record, stamp)).append(1, '\n');
    m_ends.push_back(m_text.size());
}

std::int64_t KioskLog::tear() {
    if (m_format == Format::Export)
        return 0;
    m_text += R"({"event":"scr)";
    return 1;
}

std::string_view KioskLog::part(std::size_t events) const {
    if (events >= m_ends.size())
        return m_text;
    return std::string_view(m_text).substr(0, events == 0 ? 0 : m_ends[events - 1]);
}

} // namespace fair
