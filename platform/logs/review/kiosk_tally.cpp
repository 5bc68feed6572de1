#include "platform/logs/review/kiosk_tally.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/table_text.h"
#include <algorithm>
#include <limits>

namespace platform::logs::review {
namespace {

constexpr std::size_t kMaxVersions = 50;
constexpr std::int64_t kHotC = 80;
constexpr std::int64_t kMostFrames = 1'000'000'000;
constexpr std::int64_t kMostDegrees = 999;
constexpr std::int64_t kMostMib = 1'000'000'000;

std::optional<std::int64_t> sensible(std::optional<std::int64_t> wall_ms) {
    return wall_ms && *wall_ms >= kFirstWallMs && *wall_ms < kLastWallMs ? wall_ms : std::nullopt;
}

void widen(std::optional<std::int64_t>& first, std::optional<std::int64_t>& last, std::int64_t value) {
    first = std::min(first.value_or(value), value);
    last = std::max(last.value_or(value), value);
}

/// Keeps sums and differences of a hostile log from overflowing.
std::int64_t bounded(std::int64_t time_ms) {
    return std::clamp<std::int64_t>(time_ms, 0, std::int64_t{1} << 60);
}

std::string short_text(std::string_view text, std::size_t longest) {
    if (text.size() > longest) {
        while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xc0) == 0x80)
            --longest; // no half letter
        text = text.substr(0, longest);
    }
    return std::string(text);
}

std::optional<bool> yes_or_no(const ReadEvent& event, std::string_view field) {
    const auto number = event.number(field);
    return number ? std::optional(*number != 0) : std::nullopt;
}

std::optional<std::int64_t> bounded_number(const ReadEvent& event, std::string_view field, std::int64_t least,
                                           std::int64_t most) {
    const auto number = event.number(field);
    return number ? std::optional(std::clamp(*number, least, most)) : std::nullopt;
}

bool is_full(std::int64_t free_mib, std::optional<std::int64_t> total_mib) {
    return free_mib < 100 || (total_mib && *total_mib > 0 && free_mib < *total_mib / 20);
}

bool is_good_end(std::string_view stop_reason) {
    return stop_reason == "signal" || stop_reason == "closed" || stop_reason == "finished";
}

bool is_of_the_timeline(std::size_t index) {
    return index < kKnownEvents && event_severity(index) != Severity::Info;
}

/// Of samples every minute the first ranks are spread over the whole time, then the halves between them.
std::uint64_t spread_rank(std::int64_t monotonic_ms) {
    auto minute = static_cast<std::uint64_t>(std::max<std::int64_t>(monotonic_ms, 0)) / 60'000;
    std::uint64_t rank = 0;
    for (int bit = 0; bit < 64; ++bit, minute >>= 1)
        rank = (rank << 1) | (minute & 1);
    return rank;
}

} // namespace

bool KioskTally::RankedSample::ranks_before(const RankedSample& other) const {
    const auto rank = spread_rank(sample.monotonic_ms), other_rank = spread_rank(other.sample.monotonic_ms);
    return std::tie(rank, *boot_id, run, seq) < std::tie(other_rank, *other.boot_id, other.run, other.seq);
}

void BootTally::merge(const BootTally& other) {
    report.events += other.report.events;
    report.first_monotonic_ms = std::min(report.first_monotonic_ms, other.report.first_monotonic_ms);
    report.last_monotonic_ms = std::max(report.last_monotonic_ms, other.report.last_monotonic_ms);
    for (const auto& wall : {other.report.first_wall_ms, other.report.last_wall_ms})
        if (wall)
            widen(report.first_wall_ms, report.last_wall_ms, *wall);
    for (const auto& offset : {other.offset_min_ms, other.offset_max_ms})
        if (offset)
            widen(offset_min_ms, offset_max_ms, *offset);
    version.offer(other.version);
    content.offer(other.content);
    update.offer(other.update);
    display_is_lost.offer(other.display_is_lost);
    is_switched_off.offer(other.is_switched_off);
    touch.offer(other.touch);
    disk_is_full.offer(other.disk_is_full);
}

BootReport BootTally::finished() const {
    BootReport finished = report;
    finished.clock_jump_ms = offset_max_ms ? *offset_max_ms - *offset_min_ms : 0;
    return finished;
}

BootTally* KioskTally::boot(std::string_view id, std::int64_t monotonic_ms) {
    if (m_latest_boot != nullptr && m_latest_boot->report.boot_id == id)
        return m_latest_boot;
    auto found = m_boots.find(id);
    if (found == m_boots.end()) {
        if (m_boots.size() >= kMaxBoots) {
            if (id > std::prev(m_boots.end())->first)
                return nullptr;
            m_latest_boot = nullptr;
            m_boots.erase(std::prev(m_boots.end()));
        }
        found = m_boots.emplace(std::string(id), BootTally{}).first;
        found->second.id = std::make_shared<const std::string>(found->first);
        found->second.report.boot_id = found->first;
        found->second.report.first_monotonic_ms = monotonic_ms;
        found->second.report.last_monotonic_ms = monotonic_ms;
    }
    return m_latest_boot = &found->second;
}

void KioskTally::add(std::size_t index, const ReadEvent& event) {
    ++m_events;
    BootTally* const of = boot(event.boot_id, event.monotonic_ms);
    if (of != nullptr) {
        ++of->report.events;
        of->report.first_monotonic_ms = std::min(of->report.first_monotonic_ms, event.monotonic_ms);
        of->report.last_monotonic_ms = std::max(of->report.last_monotonic_ms, event.monotonic_ms);
        if (event.wall_ms)
            widen(of->offset_min_ms, of->offset_max_ms, bounded(*event.wall_ms) - bounded(event.monotonic_ms));
        if (const auto wall = sensible(event.wall_ms))
            widen(of->report.first_wall_ms, of->report.last_wall_ms, *wall);
    }
    m_visitors.add(index, event);
    if (index == index_of<HealthReported>())
        add_health(event, of);
    if (!is_of_the_timeline(index))
        return;
    m_errors += event_severity(index) == Severity::Error ? 1 : 0;
    m_warnings += event_severity(index) == Severity::Warning ? 1 : 0;
    m_starts += index == index_of<Started>() ? 1 : 0;
    m_crashes += index == index_of<Crashed>() ? 1 : 0;
    m_power_cuts += index == index_of<PowerLost>() ? 1 : 0;
    m_content_was_missing = m_content_was_missing || index == index_of<ContentMissing>();
    m_dropped = m_dropped || index == index_of<EventsDropped>();
    if (index == index_of<ContentShown>())
        note_content(event);
    if (of != nullptr)
        add_fact(index, event, *of);
    add_fault(index, event);
}

void KioskTally::note_content(const ReadEvent& event) {
    const auto version = event.number("content_version");
    const auto wall = sensible(event.wall_ms);
    if (!version || !wall)
        return;
    const auto since = m_content_since.emplace(*version, *wall).first;
    since->second = std::min(since->second, *wall);
    bound_versions();
}

void KioskTally::bound_versions() {
    while (m_content_since.size() > kMaxVersions)
        m_content_since.erase(m_content_since.begin());
}

void KioskTally::add_fact(std::size_t index, const ReadEvent& event, BootTally& boot) {
    const Moment now{event.monotonic_ms, event.run, event.seq};
    const auto wall = sensible(event.wall_ms);
    switch (index) {
    case index_of<Started>():
        boot.version.offer(now, wall, short_text(event.text("version"), 64));
        boot.is_switched_off.offer(now, wall, false);
        break;
    case index_of<Stopped>():
        boot.is_switched_off.offer(now, wall, is_good_end(event.text("reason")));
        break;
    case index_of<ContentShown>(): {
        const auto version = event.number("content_version");
        boot.content.offer(now, wall, Content{version, short_text(event.text("origin"), 64)});
        break;
    }
    case index_of<ContentInstalled>():
        boot.update.offer(now, wall, "installed");
        break;
    case index_of<StickRefused>():
        boot.update.offer(now, wall, short_text(event.text("verdict"), 64));
        break;
    case index_of<ContentRolledBack>():
        boot.update.offer(now, wall, "rolled_back");
        break;
    case index_of<DisplayLost>():
    case index_of<DisplayRestored>():
        boot.display_is_lost.offer(now, wall, index == index_of<DisplayLost>());
        break;
    default:
        break;
    }
}

void KioskTally::add_health(const ReadEvent& event, BootTally* boot) {
    HealthSample sample{.wall_ms = sensible(event.wall_ms),
                        .monotonic_ms = event.monotonic_ms,
                        .temperature_c = bounded_number(event, "temperature_c", -kMostDegrees, kMostDegrees),
                        .memory_available_mib = bounded_number(event, "memory_available_mib", 0, kMostMib),
                        .disk_free_mib = bounded_number(event, "disk_free_mib", 0, kMostMib),
                        .undervoltage = yes_or_no(event, "undervoltage"),
                        .touch = yes_or_no(event, "touch"),
                        .frames = std::clamp<std::int64_t>(event.number("frames").value_or(0), 0, kMostFrames),
                        .late_frames =
                            std::clamp<std::int64_t>(event.number("late_frames").value_or(0), 0, kMostFrames)};
    m_frames += sample.frames;
    m_late_frames += sample.late_frames;
    m_undervoltage = m_undervoltage || sample.undervoltage.value_or(false);
    m_hot = m_hot || sample.temperature_c.value_or(0) >= kHotC;
    const Moment now{event.monotonic_ms, event.run, event.seq};
    m_had_touch = m_had_touch || sample.touch.value_or(false) || event.number("touches").value_or(0) > 0;
    if (boot != nullptr && sample.touch)
        boot->touch.offer(now, sample.wall_ms, *sample.touch);
    if (boot != nullptr && sample.disk_free_mib)
        boot->disk_is_full.offer(now, sample.wall_ms, is_full(*sample.disk_free_mib, event.number("disk_total_mib")));
    keep_sample({boot != nullptr ? boot->id : std::make_shared<const std::string>(event.boot_id), event.run, event.seq,
                 sample});
}

void KioskTally::keep_sample(RankedSample ranked) {
    constexpr auto kBefore = [](const RankedSample& one, const RankedSample& other) { return one.ranks_before(other); };
    if (m_health.size() >= kMaxHealthSamples && !ranked.ranks_before(m_health.front()))
        return;
    if (m_health.empty())
        m_health.reserve(kMaxHealthSamples + 1);
    m_health.push_back(std::move(ranked));
    std::ranges::push_heap(m_health, kBefore);
    if (m_health.size() <= kMaxHealthSamples)
        return;
    std::ranges::pop_heap(m_health, kBefore);
    m_health.pop_back();
}

void KioskTally::add_fault(std::size_t index, const ReadEvent& event) {
    TimedFault fault{
        sensible(event.wall_ms), short_text(event.boot_id, 64), {event.monotonic_ms, event.run, event.seq}, index, {}};
    if (m_faults.size() >= kMaxTimelineFaults && fault < m_faults.begin()->first)
        return;
    append_summary(event, kLongestSummary, fault.detail);
    keep_fault(std::move(fault));
}

void KioskTally::keep_fault(TimedFault fault) {
    m_faults.emplace(std::move(fault), 0);
    if (m_faults.size() > kMaxTimelineFaults)
        m_faults.erase(m_faults.begin());
}

std::vector<const BootTally*> KioskTally::boots_in_order() const {
    std::vector<const BootTally*> boots;
    for (const auto& boot : m_boots)
        boots.push_back(&boot.second);
    std::ranges::stable_sort(boots, {}, [](const BootTally* boot) {
        return boot->offset_max_ms.value_or(std::numeric_limits<std::int64_t>::min());
    });
    return boots;
}

void KioskTally::report_facts(KioskReport& kiosk, const std::vector<const BootTally*>& boots) const {
    bool display_is_lost = false, touch = true, disk_is_full = false;
    std::optional<std::int64_t> content_wall;
    for (const BootTally* boot : boots) { // the last that knows a thing is right
        kiosk.version = boot->version.value.value_or(kiosk.version);
        if (boot->content.value) {
            kiosk.content_version = boot->content.value->version;
            kiosk.content_origin = boot->content.value->origin;
            content_wall = boot->content.wall_ms;
        }
        if (boot->update.value) {
            kiosk.update_verdict = *boot->update.value;
            kiosk.update_wall_ms = boot->update.wall_ms;
        }
        display_is_lost = boot->display_is_lost.value.value_or(false); // a boot opens its window anew
        kiosk.is_switched_off = boot->is_switched_off.value.value_or(false);
        touch = boot->touch.value.value_or(touch);
        disk_is_full = boot->disk_is_full.value.value_or(disk_is_full);
    }
    if (kiosk.content_version) {
        const auto since = m_content_since.find(*kiosk.content_version);
        kiosk.content_since_wall_ms = since != m_content_since.end() ? std::optional(since->second) : content_wall;
    }
    const bool refused =
        !kiosk.update_verdict.empty() && kiosk.update_verdict != "installed" && kiosk.update_verdict != "rolled_back";
    const bool jumped =
        std::ranges::any_of(kiosk.boots, [](const BootReport& boot) { return boot.clock_jump_ms > 60'000; });
    const std::pair<Need, bool> needs[] = {{Need::NoContent, m_content_was_missing},
                                           {Need::Crashed, m_crashes > 0},
                                           {Need::DisplayLost, display_is_lost},
                                           {Need::TouchGone, m_had_touch && !touch},
                                           {Need::Undervoltage, m_undervoltage},
                                           {Need::Hot, m_hot},
                                           {Need::DiskFull, disk_is_full},
                                           {Need::StickRefused, refused},
                                           {Need::EventsMissing, m_dropped},
                                           {Need::LateFrames, m_late_frames * 100 > m_frames},
                                           {Need::ClockJumped, jumped}};
    for (const auto& [need, is_there] : needs)
        if (is_there)
            kiosk.needs.push_back(need);
}

void KioskTally::report_lists(KioskReport& kiosk, const std::vector<const BootTally*>& boots) const {
    std::map<std::string_view, int> places;
    for (const BootTally* boot : boots) {
        places[boot->report.boot_id] = static_cast<int>(places.size());
        kiosk.boots.push_back(boot->finished());
    }
    const auto place = [&](const std::string& boot_id) {
        const auto found = places.find(boot_id);
        return found == places.end() ? 0 : found->second;
    };
    std::vector<const RankedSample*> samples;
    for (const RankedSample& ranked : m_health)
        samples.push_back(&ranked);
    std::ranges::sort(samples, {}, [&](const auto* of) {
        return std::tuple(place(*of->boot_id), of->moment(), std::string_view(*of->boot_id));
    });
    kiosk.health.reserve(samples.size());
    for (const RankedSample* ranked : samples) {
        kiosk.health.push_back(ranked->sample);
        kiosk.health.back().boot = place(*ranked->boot_id);
    }
    for (const auto& entry : m_faults) {
        const TimedFault& fault = entry.first;
        kiosk.faults.push_back({fault.wall_ms, place(fault.boot_id), fault.moment.monotonic_ms,
                                std::string(event_name(fault.index)), severity_name(event_severity(fault.index)),
                                fault.detail});
    }
    std::ranges::stable_sort(kiosk.faults, {}, [](const Fault& of) { return std::pair(of.boot, of.monotonic_ms); });
}

void KioskTally::merge(const KioskTally& other) {
    for (const auto& [id, of] : other.m_boots)
        if (BootTally* const own = boot(id, of.report.first_monotonic_ms); own != nullptr)
            own->merge(of);
    m_visitors.merge(other.m_visitors);
    for (const RankedSample& sample : other.m_health)
        keep_sample(sample);
    for (const auto& entry : other.m_faults)
        keep_fault(entry.first);
    for (const auto& [version, wall_ms] : other.m_content_since) {
        const auto since = m_content_since.emplace(version, wall_ms).first;
        since->second = std::min(since->second, wall_ms);
    }
    bound_versions();
    m_events += other.m_events;
    m_starts += other.m_starts;
    m_crashes += other.m_crashes;
    m_power_cuts += other.m_power_cuts;
    m_errors += other.m_errors;
    m_warnings += other.m_warnings;
    m_frames += other.m_frames;
    m_late_frames += other.m_late_frames;
    m_content_was_missing = m_content_was_missing || other.m_content_was_missing;
    m_undervoltage = m_undervoltage || other.m_undervoltage;
    m_hot = m_hot || other.m_hot;
    m_dropped = m_dropped || other.m_dropped;
    m_had_touch = m_had_touch || other.m_had_touch;
}

bool KioskTally::has_needs() const {
    KioskReport kiosk;
    const auto boots = boots_in_order();
    for (const BootTally* boot : boots)
        kiosk.boots.push_back(boot->finished());
    report_facts(kiosk, boots);
    return !kiosk.needs.empty();
}

KioskReport KioskTally::report() const {
    KioskReport kiosk;
    kiosk.events = m_events;
    kiosk.starts = m_starts;
    kiosk.crashes = m_crashes;
    kiosk.power_cuts = m_power_cuts;
    kiosk.errors = m_errors;
    kiosk.warnings = m_warnings;
    const auto boots = boots_in_order();
    for (const BootTally* boot : boots) {
        if (boot->report.first_wall_ms)
            widen(kiosk.first_wall_ms, kiosk.last_wall_ms, *boot->report.first_wall_ms);
        if (boot->report.last_wall_ms)
            widen(kiosk.first_wall_ms, kiosk.last_wall_ms, *boot->report.last_wall_ms);
    }
    report_lists(kiosk, boots);
    report_facts(kiosk, boots);
    m_visitors.add_to(kiosk.visitors);
    return kiosk;
}

} // namespace platform::logs::review
