#include "platform/logs/review/seen.h"
#include <algorithm>
#include <limits>

namespace platform::logs::review {

bool Seen::add(std::string_view boot_id, std::int64_t run, std::int64_t seq) {
    if (m_latest == nullptr || run != m_latest_run || boot_id != m_latest_boot) {
        const auto boot = m_boots.find(boot_id);
        const bool is_known = boot != m_boots.end() && boot->second.contains(run);
        if (!is_known && m_intervals >= kMaxIntervals) {
            ++m_lost;
            return false;
        }
        m_latest = boot != m_boots.end() ? &boot->second[run] : &m_boots[std::string(boot_id)][run];
        m_latest_boot = boot_id;
        m_latest_run = run;
    }
    auto& intervals = m_latest->intervals;
    auto next = intervals.upper_bound(seq);
    const auto before = next == intervals.begin() ? intervals.end() : std::prev(next);
    if (before != intervals.end() && seq <= before->second) {
        ++m_duplicates;
        return false;
    }
    // No overflow: `before` ends below `seq`, and `next` begins above it.
    const bool joins_before = before != intervals.end() && before->second + 1 == seq;
    const bool joins_next = next != intervals.end() && next->first - 1 == seq;
    if (!joins_before && !joins_next && m_intervals >= kMaxIntervals) {
        ++m_lost;
        return false;
    }
    const std::int64_t last = joins_next ? next->second : seq;
    if (joins_next)
        next = intervals.erase(next);
    if (joins_before)
        before->second = last;
    else
        intervals.emplace_hint(next, seq, last);
    m_intervals = m_intervals + 1 - (joins_before ? 1 : 0) - (joins_next ? 1 : 0);
    return true;
}

void Seen::for_each_gap(const std::function<void(const Gap&)>& visit) const {
    for (const auto& [boot_id, runs] : m_boots) {
        for (const auto& [number, run] : runs) {
            std::int64_t expected = 1;
            for (const auto& [first, last] : run.intervals) {
                if (first > expected)
                    visit({boot_id, number, expected, first - 1});
                expected = std::max(expected, last == std::numeric_limits<std::int64_t>::max() ? last : last + 1);
            }
        }
    }
}

} // namespace platform::logs::review
