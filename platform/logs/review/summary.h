// Melts events into a report, in any order, within bounded memory.
#pragma once
#include "platform/logs/review/read_event.h"
#include "platform/logs/review/report.h"
#include <cstdint>
#include <memory>
#include <optional>

namespace platform::logs::review {

/// Use from one thread.
class Summary {
public:
    Summary();
    ~Summary();
    Summary(const Summary&) = delete;
    Summary& operator=(const Summary&) = delete;
    Summary(Summary&&) = delete;
    Summary& operator=(Summary&&) = delete;

    /// The next events come from another file: each has a budget of what is remembered and of kiosks that are kept.
    void begin_file();
    /// Takes an event once or more often: duplicates are counted and left out.
    void add(const ReadEvent& event);
    /// Something was read that is no event.
    void add_unreadable();

    /// What was added so far. `now_wall_ms`: the time to judge "not seen" by; empty: the end of the report, see
    /// Report::kFarAheadMs.
    [[nodiscard]] Report report(std::optional<std::int64_t> now_wall_ms = std::nullopt) const;
    /// The same, and gives the memory of each kiosk back as soon as it is in the report. Nothing may be added
    /// afterwards.
    [[nodiscard]] Report take_report(std::optional<std::int64_t> now_wall_ms = std::nullopt);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace platform::logs::review
