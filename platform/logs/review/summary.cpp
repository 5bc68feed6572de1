#include "platform/logs/review/summary.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/kiosk_tally.h"
#include "platform/logs/review/seen.h"
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

namespace platform::logs::review {
namespace {

constexpr std::size_t kRolesOfKiosk = 20;
constexpr std::size_t kMaxLeftOut = 100'000; ///< counted one by one
constexpr std::size_t kLongestKiosk = 64;
constexpr std::size_t kShortBootId = 8;

void keep_most_viewed(std::map<std::string, Views>& roles) {
    std::vector<std::pair<std::int64_t, std::string>> order;
    order.reserve(roles.size());
    for (const auto& [name, of] : roles)
        order.emplace_back(-of.views, name);
    std::ranges::sort(order);
    for (std::size_t place = kRolesOfKiosk; place < order.size(); ++place)
        roles.erase(order[place].second);
}

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
    std::map<std::string, KioskTally, std::less<>> kiosks; ///< by name; without a name by '\x01' and the boot id
    Visitors rest;                                         ///< of kiosks that were left out
    VisitorTally left_out;
    std::set<std::size_t> left_out_names; ///< hashes
    KioskTally* latest = nullptr;
    std::string latest_key;
    std::string key; ///< keeps its memory from event to event

    KioskTally* kiosk(const ReadEvent& event);
    void leave_out(const std::string& name, const KioskTally* tally);
    [[nodiscard]] Report begin_report() const;
    static void report_kiosk(Report& report, const std::string& key, const KioskTally& tally);
    void report_missing(Report& report) const;
    void end_report(Report& report, std::optional<std::int64_t> now_wall_ms) const;
};

void Summary::State::leave_out(const std::string& name, const KioskTally* tally) {
    if (left_out_names.size() < kMaxLeftOut)
        left_out_names.insert(std::hash<std::string>()(name));
    if (tally != nullptr)
        tally->add_to(rest);
}

KioskTally* Summary::State::kiosk(const ReadEvent& event) {
    key.clear();
    if (event.kiosk.empty())
        key.append(1, '\x01').append(event.boot_id.substr(0, kLongestKiosk));
    else
        key.append(event.kiosk.substr(0, kLongestKiosk));
    if (latest != nullptr && key == latest_key)
        return latest;
    auto found = kiosks.find(key);
    if (found == kiosks.end()) {
        if (kiosks.size() >= kMaxKiosks) {
            const auto last = std::prev(kiosks.end());
            if (key > last->first) {
                leave_out(key, nullptr);
                return nullptr;
            }
            leave_out(last->first, &last->second);
            kiosks.erase(last);
        }
        found = kiosks.try_emplace(key).first;
    }
    latest_key = key;
    return latest = &found->second;
}

void Summary::State::report_missing(Report& report) const {
    constexpr std::int64_t kMost = std::int64_t{1} << 50; // a hostile number must not overflow the sum
    std::map<std::string_view, KioskReport*> kiosk_of_boot;
    for (KioskReport& kiosk : report.kiosks)
        for (const BootReport& boot : kiosk.boots)
            kiosk_of_boot.emplace(boot.boot_id, &kiosk);
    seen.for_each_gap([&](const Seen::Gap& gap) {
        const std::int64_t count = std::min(std::min(gap.last, kMost) - std::min(gap.first, kMost) + 1, kMost);
        report.missing_events = std::min(report.missing_events + count, kMost);
        if (const auto found = kiosk_of_boot.find(gap.boot_id); found != kiosk_of_boot.end())
            found->second->missing_events = std::min(found->second->missing_events + count, kMost);
    });
}

Summary::Summary() : m_state(std::make_unique<State>()) {}
Summary::~Summary() = default;

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
    if (KioskTally* const kiosk = state.kiosk(event); kiosk != nullptr)
        kiosk->add(index, event);
    else
        state.left_out.add(index, event);
}

void Summary::add_unreadable() {
    ++m_state->unreadable;
}

Report Summary::State::begin_report() const {
    Report report;
    report.events = events;
    report.duplicates = seen.duplicates();
    report.unreadable = unreadable;
    for (std::size_t index = 0; index < kKnownEvents; ++index)
        if (by_event[index] > 0)
            report.by_event[std::string(event_name(index))] = by_event[index];
    unknown.add_to(report.unknown_events);
    report.visitors = rest;
    left_out.add_to(report.visitors);
    report.kiosks.reserve(kiosks.size());
    report.kiosks_left_out = static_cast<std::int64_t>(left_out_names.size());
    return report;
}

void Summary::State::report_kiosk(Report& report, const std::string& key, const KioskTally& tally) {
    tally.add_to(report.visitors);
    report.kiosks.push_back(tally.report());
    KioskReport& kiosk = report.kiosks.back();
    const bool is_named = key.empty() || key.front() != '\x01';
    kiosk.name = is_named ? key : "kiosk of boot " + key.substr(1, kShortBootId) + "\u2026";
    keep_most_viewed(kiosk.visitors.roles);
    if (kiosk.first_wall_ms)
        report.first_wall_ms = std::min(report.first_wall_ms.value_or(*kiosk.first_wall_ms), *kiosk.first_wall_ms);
}

void Summary::State::end_report(Report& report, std::optional<std::int64_t> now_wall_ms) const {
    report.last_wall_ms = end_of(report);
    report_missing(report);
    judge_fleet(report, now_wall_ms);
}

Report Summary::report(std::optional<std::int64_t> now_wall_ms) const {
    Report report = m_state->begin_report();
    for (const auto& [key, tally] : m_state->kiosks)
        State::report_kiosk(report, key, tally);
    m_state->end_report(report, now_wall_ms);
    return report;
}

Report Summary::take_report(std::optional<std::int64_t> now_wall_ms) {
    Report report = m_state->begin_report();
    m_state->latest = nullptr;
    for (auto& kiosks = m_state->kiosks; !kiosks.empty(); kiosks.erase(kiosks.begin()))
        State::report_kiosk(report, kiosks.begin()->first, kiosks.begin()->second);
    m_state->end_report(report, now_wall_ms);
    return report;
}

} // namespace platform::logs::review
