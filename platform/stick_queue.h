// Carries the reports about sticks from the threads that watch to the frame loop.
#pragma once
#include "platform/stick_report.h"

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>

namespace platform {

/// Bounded: where nobody takes, progress is forgotten first. May be used from any thread; never blocks for long.
class StickQueue {
public:
    static constexpr std::size_t kCapacity = 256;

    /// Two watchers may see one stick: a stick that is not there is not removed.
    void push(StickReport report);
    [[nodiscard]] std::optional<StickReport> take();

private:
    void make_room();

    std::mutex m_mutex;
    std::deque<StickReport> m_reports;
    std::set<std::string> m_present;
};

} // namespace platform
