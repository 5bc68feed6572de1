// Counts what one kiosk said of itself.
#pragma once
#include "platform/logs/review/read_event.h"
#include "platform/logs/review/report.h"
#include "platform/logs/review/visitor_tally.h"
#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace platform::logs::review {

/// Within a boot: what came later, whatever the clock said.
struct Moment {
    std::int64_t monotonic_ms = -1;
    std::int64_t run = 0;
    std::int64_t seq = 0;
    auto operator<=>(const Moment&) const = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 sees a zero
};

/// The newest of its kind. Where two claim the same moment, the larger value: order of reading never matters.
template <typename Value>
struct Newest {
    Moment moment;
    std::optional<std::int64_t> wall_ms;
    std::optional<Value> value;
    void offer(const Moment& at, std::optional<std::int64_t> wall, const Value& offered) {
        if (value && std::tie(at, wall, offered) <= std::tie(moment, wall_ms, *value))
            return;
        moment = at;
        wall_ms = wall;
        value = offered;
    }
    void offer(const Newest& other) {
        if (other.value)
            offer(other.moment, other.wall_ms, *other.value);
    }
};

struct Content {
    std::optional<std::int64_t> version; ///< empty: none was there
    std::string origin;
    auto operator<=>(const Content&) const = default; // NOLINT(modernize-use-nullptr)
};

struct BootTally {
    std::shared_ptr<const std::string> id; ///< shared with the samples of the boot
    BootReport report;
    std::optional<std::int64_t> offset_min_ms, offset_max_ms; ///< wall less monotonic time
    Newest<std::string> version;
    Newest<Content> content;
    Newest<std::string> update;
    Newest<bool> display_is_lost;
    Newest<bool> is_switched_off;
    Newest<bool> touch;
    Newest<bool> disk_is_full;

    /// As if the events of the other one, of the same boot, had come to this one.
    void merge(const BootTally& other);
    [[nodiscard]] BootReport finished() const;
};

class KioskTally {
public:
    void add(std::size_t index, const ReadEvent& event);
    void add_to(Visitors& visitors) const { m_visitors.add_to(visitors); }
    /// All but the name, the missing events, and the needs that depend on the fleet.
    [[nodiscard]] KioskReport report() const;
    /// As if the events of the other one had come to this one.
    void merge(const KioskTally& other);
    [[nodiscard]] std::int64_t events() const { return m_events; }
    /// About how much memory it takes: names, hours, samples, faults; a boot counts as several.
    [[nodiscard]] std::size_t entries() const {
        return m_visitors.entries() + m_health.size() + m_faults.size() + m_content_since.size() + 4 * m_boots.size();
    }
    /// Whether report() would have needs.
    [[nodiscard]] bool has_needs() const;
    /// Calls visit(boot id, events of it); the id holds until something is added or merged.
    template <typename Visit>
    void for_each_boot(const Visit& visit) const {
        for (const auto& [id, boot] : m_boots)
            visit(std::string_view(id), boot.report.events);
    }

private:
    struct TimedFault {
        std::optional<std::int64_t> wall_ms;
        std::string boot_id;
        Moment moment;
        std::size_t index = 0;
        std::string detail;
        auto operator<=>(const TimedFault&) const = default; // NOLINT(modernize-use-nullptr)
    };
    struct RankedSample { // a hundred of each kiosk are in memory
        std::shared_ptr<const std::string> boot_id;
        std::int64_t run = 0;
        std::int64_t seq = 0;
        HealthSample sample;
        [[nodiscard]] Moment moment() const { return {sample.monotonic_ms, run, seq}; }
        [[nodiscard]] bool ranks_before(const RankedSample& other) const;
    };
    BootTally* boot(std::string_view id, std::int64_t monotonic_ms);
    void add_health(const ReadEvent& event, BootTally* boot);
    void keep_sample(RankedSample ranked);
    void keep_fault(TimedFault fault);
    void bound_versions();
    void note_content(const ReadEvent& event);
    void add_fact(std::size_t index, const ReadEvent& event, BootTally& boot);
    void add_fault(std::size_t index, const ReadEvent& event);
    [[nodiscard]] std::vector<const BootTally*> boots_in_order() const;
    void report_facts(KioskReport& kiosk, const std::vector<const BootTally*>& boots) const;
    void report_lists(KioskReport& kiosk, const std::vector<const BootTally*>& boots) const;

    static constexpr std::size_t kMaxBoots = 100; ///< those with the smallest ids; of the rest only totals
    VisitorTally m_visitors;
    std::map<std::string, BootTally, std::less<>> m_boots;
    std::vector<RankedSample> m_health; ///< a heap, the highest rank first; the lowest ranks stay
    std::map<TimedFault, int> m_faults;
    std::map<std::int64_t, std::int64_t> m_content_since;
    BootTally* m_latest_boot = nullptr;
    std::int64_t m_events = 0, m_starts = 0, m_crashes = 0, m_power_cuts = 0, m_errors = 0, m_warnings = 0;
    std::int64_t m_frames = 0, m_late_frames = 0;
    bool m_content_was_missing = false, m_undervoltage = false, m_hot = false, m_dropped = false;
    bool m_had_touch = false; ///< a kiosk without a touch screen misses none
};

} // namespace platform::logs::review
