// Which events were read already, and which are missing: the numbers of each run as intervals.
//
// A run counts its events from 1 without a gap, so that its events, in whatever order and however often they come, melt
// into one interval, and memory grows with runs and gaps but not with events.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace platform::logs::review {

class Seen {
public:
    static constexpr std::size_t kMaxIntervals = 200'000; ///< of all runs: hostile logs must not eat the memory

    /// True the first time. False too where kMaxIntervals are in use and the event would need one more: see lost().
    [[nodiscard]] bool add(std::string_view boot_id, std::int64_t run, std::int64_t seq);

    /// Events that came again.
    [[nodiscard]] std::int64_t duplicates() const { return m_duplicates; }
    /// Events that could not be told from duplicates for want of memory; 0 unless the log is not ours.
    [[nodiscard]] std::int64_t lost() const { return m_lost; }

    struct Gap {
        std::string boot_id;
        std::int64_t run = 0;
        std::int64_t first = 0; ///< missing numbers, from `first` to `last`; what came after the newest is not known
        std::int64_t last = 0;
    };
    void for_each_gap(const std::function<void(const Gap&)>& visit) const;

private:
    struct Run {
        std::map<std::int64_t, std::int64_t> intervals; ///< first number: last number; apart from each other
    };
    std::map<std::string, std::map<std::int64_t, Run>, std::less<>> m_boots;
    Run* m_latest = nullptr; ///< the run of the last call: events of one run come in a row
    std::string m_latest_boot;
    std::int64_t m_latest_run = 0;
    std::size_t m_intervals = 0;
    std::int64_t m_duplicates = 0;
    std::int64_t m_lost = 0;
};

} // namespace platform::logs::review
