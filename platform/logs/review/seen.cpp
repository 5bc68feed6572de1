#include "platform/logs/review/seen.h"
#include <algorithm>
#include <limits>

namespace platform::logs::review {
namespace {

/// How many numbers from `first` to `last`.
std::int64_t numbers_in(std::int64_t first, std::int64_t last) {
    constexpr std::int64_t kMost = Seen::kMostMissing;
    return first > last ? 0 : std::min(std::min(last, kMost) - std::min(first, kMost) + 1, kMost);
}

/// Calls hole(first, last) for each stretch of numbers from 1 on that is in no interval.
template <typename Hole>
void for_each_hole(const std::map<std::int64_t, std::int64_t>& intervals, const Hole& hole) {
    std::int64_t expected = 1;
    for (const auto& [first, last] : intervals) {
        if (first > expected)
            hole(expected, first - 1);
        expected = std::max(expected, last == std::numeric_limits<std::int64_t>::max() ? last : last + 1);
    }
}

} // namespace

void Seen::begin_file() {
    m_room_of_file = (kMaxIntervals - m_intervals) / kShareOfFile;
}

/// False where the run is not known and there is no room for it.
bool Seen::find_run(std::string_view boot_id, std::int64_t run) {
    if (m_run != nullptr && run == m_latest_run && boot_id == m_latest_boot)
        return true;
    auto boot = m_boots.find(boot_id);
    if (boot == m_boots.end() || !boot->second.runs.contains(run)) {
        const bool is_boot_full = boot != m_boots.end() && boot->second.intervals >= kMaxOfBoot;
        if (m_intervals >= kMaxIntervals || m_room_of_file == 0 || is_boot_full)
            return false;
        boot = m_boots.try_emplace(std::string(boot_id)).first;
    }
    m_boot = &boot->second;
    m_run = &boot->second.runs[run];
    m_latest_boot = boot_id;
    m_latest_run = run;
    return true;
}

bool Seen::has_room() const {
    return m_intervals < kMaxIntervals && m_room_of_file > 0 && m_boot->intervals < kMaxOfBoot
           && m_run->intervals.size() < kMaxOfRun;
}

bool Seen::add_coarsely(std::int64_t seq) {
    ++m_coarse;
    ++m_run->coarse;
    m_run->highest_coarse = std::max(m_run->highest_coarse, seq);
    return true;
}

bool Seen::add(std::string_view boot_id, std::int64_t run, std::int64_t seq) {
    if (!find_run(boot_id, run)) {
        ++m_coarse;
        return true;
    }
    auto& intervals = m_run->intervals;
    auto next = intervals.upper_bound(seq);
    const auto before = next == intervals.begin() ? intervals.end() : std::prev(next);
    if (before != intervals.end() && seq <= before->second) {
        ++m_duplicates;
        return false;
    }
    // No overflow: `before` ends below `seq`, and `next` begins above it.
    const bool joins_before = before != intervals.end() && before->second + 1 == seq;
    const bool joins_next = next != intervals.end() && next->first - 1 == seq;
    if (!joins_before && !joins_next && !has_room())
        return add_coarsely(seq);
    const std::int64_t last = joins_next ? next->second : seq;
    if (joins_next)
        next = intervals.erase(next);
    if (joins_before)
        before->second = last;
    else
        intervals.emplace_hint(next, seq, last);
    const std::size_t melted = (joins_before ? 1U : 0U) + (joins_next ? 1U : 0U);
    m_intervals = m_intervals + 1 - melted;
    m_boot->intervals = m_boot->intervals + 1 - melted;
    m_room_of_file = m_room_of_file + melted - 1; // there is room where nothing melts
    return true;
}

/// Where the events that were counted coarsely lie is not known: only how many of the holes they may fill.
void Seen::visit_coarse(const Gap& of, const Run& run, const std::function<void(const Gap&)>& visit) const {
    Gap gap = of;
    gap.first = 1;
    gap.last = run.highest_coarse;
    gap.is_coarse = true;
    std::int64_t after = 1;
    for_each_hole(run.intervals, [&](std::int64_t first, std::int64_t last) {
        gap.count = std::min(gap.count + numbers_in(first, last), kMostMissing);
    });
    if (!run.intervals.empty()) {
        const std::int64_t last = std::prev(run.intervals.end())->second;
        after = last == std::numeric_limits<std::int64_t>::max() ? last : std::max<std::int64_t>(after, last + 1);
        gap.last = std::max(gap.last, last);
    }
    gap.count = std::min(gap.count + numbers_in(after, run.highest_coarse), kMostMissing) - run.coarse;
    if (gap.count > 0)
        visit(gap);
}

void Seen::for_each_gap(const std::function<void(const Gap&)>& visit) const {
    for (const auto& [boot_id, boot] : m_boots) {
        for (const auto& [number, run] : boot.runs) {
            const Gap of{.boot_id = boot_id, .run = number};
            if (run.coarse > 0) {
                visit_coarse(of, run, visit);
                continue;
            }
            for_each_hole(run.intervals, [&](std::int64_t first, std::int64_t last) {
                visit({of.boot_id, of.run, first, last, numbers_in(first, last), false});
            });
        }
    }
}

} // namespace platform::logs::review
