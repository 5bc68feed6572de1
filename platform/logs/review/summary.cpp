#include "platform/logs/review/summary.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/kiosk_roster.h"
#include "platform/logs/review/seen.h"
#include <algorithm>
#include <array>
#include <map>

namespace platform::logs::review {
namespace {

void add_need(KioskReport& kiosk, Need need) {
    if (const auto place = std::ranges::lower_bound(kiosk.needs, need); place == kiosk.needs.end() || *place != need)
        kiosk.needs.insert(place, need);
}

std::optional<std::int64_t> end_of(const Report& report) {
    std::vector<std::int64_t> times;
    for (const KioskReport& kiosk : report.kiosks)
        if (kiosk.last_wall_ms)
            times.push_back(*kiosk.last_wall_ms);
    if (times.empty())
        return std::nullopt;
    std::ranges::sort(times, std::greater());
    const auto end = std::ranges::adjacent_find(
        times, [](std::int64_t newer, std::int64_t older) { return newer - older <= Report::kFarAheadMs; });
    return end != times.end() ? *end : times.back();
}

/// What only a look at the whole fleet tells.
void judge_fleet(Report& report, std::optional<std::int64_t> now_wall_ms) {
    std::optional<std::int64_t> newest;
    for (const KioskReport& kiosk : report.kiosks)
        newest = std::max(newest, kiosk.content_version); // an empty one is the smallest
    const auto end = now_wall_ms ? now_wall_ms : report.last_wall_ms;
    for (KioskReport& kiosk : report.kiosks) {
        if (kiosk.content_version && kiosk.content_version < newest)
            add_need(kiosk, Need::OldContent);
        if (kiosk.missing_events > 0)
            add_need(kiosk, Need::EventsMissing);
        if (!kiosk.is_switched_off && kiosk.last_wall_ms && *end - *kiosk.last_wall_ms > Report::kNotSeenMs)
            add_need(kiosk, Need::NotSeen);
    }
    std::ranges::stable_sort(report.kiosks, [](const KioskReport& one, const KioskReport& other) {
        if (one.needs.empty() != other.needs.empty())
            return other.needs.empty();
        if (!one.needs.empty() && one.needs != other.needs)
            return one.needs < other.needs;
        return one.name < other.name;
    });
}

} // namespace

struct Summary::State {
    Seen seen;
    std::array<std::int64_t, kKnownEvents> by_event{};
    BoundedMap<std::int64_t, kMaxNames> unknown;
    std::int64_t events = 0;
    std::int64_t unreadable = 0;
    KioskRoster kiosks;

    [[nodiscard]] Report begin_report() const;
    void report_missing(Report& report) const;
    [[nodiscard]] Report make_report(std::optional<std::int64_t> now_wall_ms, bool takes);
};

void Summary::State::report_missing(Report& report) const {
    std::map<std::string_view, KioskReport*> kiosk_of_boot;
    for (KioskReport& kiosk : report.kiosks)
        for (const BootReport& boot : kiosk.boots)
            kiosk_of_boot.emplace(boot.boot_id, &kiosk);
    seen.for_each_gap([&](const Seen::Gap& gap) {
        report.missing_events = std::min(report.missing_events + gap.count, Seen::kMostMissing);
        if (const auto found = kiosk_of_boot.find(gap.boot_id); found != kiosk_of_boot.end())
            found->second->missing_events = std::min(found->second->missing_events + gap.count, Seen::kMostMissing);
    });
}

Summary::Summary() : m_state(std::make_unique<State>()) {}
Summary::~Summary() = default;

void Summary::begin_file() {
    m_state->seen.begin_file();
    m_state->kiosks.begin_file();
}

void Summary::add(const ReadEvent& event) {
    State& state = *m_state;
    if (!state.seen.add(event.boot_id, event.run, event.seq))
        return;
    ++state.events;
    const std::size_t index = event_index(event.name);
    if (index < kKnownEvents)
        ++state.by_event[index];
    else
        ++state.unknown.at(event.name);
    state.kiosks.at(event).add(index, event);
}

void Summary::add_unreadable() {
    ++m_state->unreadable;
}

Report Summary::State::begin_report() const {
    Report report;
    report.events = events;
    report.duplicates = seen.duplicates();
    report.coarse_events = seen.coarse();
    report.unreadable = unreadable;
    for (std::size_t index = 0; index < kKnownEvents; ++index)
        if (by_event[index] > 0)
            report.by_event[std::string(event_name(index))] = by_event[index];
    unknown.add_to(report.unknown_events);
    return report;
}

Report Summary::State::make_report(std::optional<std::int64_t> now_wall_ms, bool takes) {
    Report report = begin_report();
    kiosks.add_to(report, takes);
    for (const KioskReport& kiosk : report.kiosks)
        if (kiosk.first_wall_ms)
            report.first_wall_ms = std::min(report.first_wall_ms.value_or(*kiosk.first_wall_ms), *kiosk.first_wall_ms);
    report.last_wall_ms = end_of(report);
    report_missing(report);
    judge_fleet(report, now_wall_ms);
    kiosks.bound(report);
    return report;
}

Report Summary::report(std::optional<std::int64_t> now_wall_ms) const {
    return m_state->make_report(now_wall_ms, false);
}

Report Summary::take_report(std::optional<std::int64_t> now_wall_ms) {
    return m_state->make_report(now_wall_ms, true);
}

} // namespace platform::logs::review
