// The log of one made-up kiosk, as the kiosk's own writers make it.
#pragma once
#include "platform/logs/events.h"
#include "tests/logs/fair_figures.h"
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace fair {

enum class Format {
    JsonLines,
    Export, ///< what systemd-journal-remote takes
};

/// Keeps the lines of one kiosk until they are saved. Use from one thread.
class KioskLog {
public:
    explicit KioskLog(Format format) : m_format(format) {}

    void write(const platform::logs::Record& record, platform::logs::Stamp stamp, const When& when);
    /// The plug is pulled while a line is written: half of it stays, and the next event stands right behind it. Nothing
    /// in a journal, which does not work so. Returns how many problems a reader meets.
    [[nodiscard]] std::int64_t tear();

    [[nodiscard]] std::size_t events() const { return m_ends.size(); }
    /// The first `events` of the log.
    [[nodiscard]] std::string_view part(std::size_t events) const;

private:
    void write_export(const platform::logs::Record& record, const platform::logs::Stamp& stamp, const When& when);

    Format m_format;
    std::string m_text;
    std::vector<std::size_t> m_ends; ///< of each event, in m_text
};

} // namespace fair
