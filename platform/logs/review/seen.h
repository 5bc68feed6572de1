// Which events were read already, and which are missing: the numbers of each run as intervals.
//
// A run counts its events from 1 without a gap, so that its events, in whatever order and however often they come, melt
// into one interval, and memory grows with runs and gaps but not with events.
//
// A hostile log has as many gaps as it likes. So each run, each boot and each file has a budget of intervals; an event
// that would need one more is counted coarsely: as if it came for the first time. Nothing that is in a log is hidden by
// what another log holds.
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
    static constexpr std::size_t kMaxIntervals = 200'000; ///< of all runs
    static constexpr std::size_t kMaxOfBoot = 10'000;
    static constexpr std::size_t kMaxOfRun = 1'000;
    /// What one file may take of the intervals that are left when it begins: many hostile files leave something, too.
    static constexpr std::size_t kShareOfFile = 4;

    /// The next events come from another file.
    void begin_file();

    /// False where the event was added before; true also where that can't be told, see coarse().
    [[nodiscard]] bool add(std::string_view boot_id, std::int64_t run, std::int64_t seq);

    /// Events that came again.
    [[nodiscard]] std::int64_t duplicates() const { return m_duplicates; }
    /// Events that were counted without knowing whether they came before; 0 unless the log is not ours.
    [[nodiscard]] std::int64_t coarse() const { return m_coarse; }
    /// In memory; at most kMaxIntervals.
    [[nodiscard]] std::size_t intervals() const { return m_intervals; }

    struct Gap {
        std::string boot_id;
        std::int64_t run = 0;
        std::int64_t first = 0; ///< missing numbers, from `first` to `last`; what came after the newest is not known
        std::int64_t last = 0;
        std::int64_t count = 0; ///< from 1 to kMostMissing; of a coarse gap less than the numbers in it
        bool is_coarse = false; ///< the only gap of a run some of whose events were counted coarsely
    };
    static constexpr std::int64_t kMostMissing = std::int64_t{1} << 50; ///< sums of hostile numbers must not overflow
    void for_each_gap(const std::function<void(const Gap&)>& visit) const;

private:
    struct Run {
        std::map<std::int64_t, std::int64_t> intervals; ///< first number: last number; apart from each other
        std::int64_t coarse = 0;                        ///< events
        std::int64_t highest_coarse = 0;
    };
    struct Boot {
        std::map<std::int64_t, Run> runs;
        std::size_t intervals = 0;
    };
    [[nodiscard]] bool find_run(std::string_view boot_id, std::int64_t run);
    [[nodiscard]] bool has_room() const;
    bool add_coarsely(std::int64_t seq);
    void visit_coarse(const Gap& of, const Run& run, const std::function<void(const Gap&)>& visit) const;

    std::map<std::string, Boot, std::less<>> m_boots;
    Boot* m_boot = nullptr; ///< of the last call: events of one run come in a row
    Run* m_run = nullptr;
    std::string m_latest_boot;
    std::int64_t m_latest_run = 0;
    std::size_t m_intervals = 0;
    std::size_t m_room_of_file = kMaxIntervals;
    std::int64_t m_duplicates = 0;
    std::int64_t m_coarse = 0;
};

} // namespace platform::logs::review
