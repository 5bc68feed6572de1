// What a report must say of a made-up fair day. Counted while the events are made, and without platform/logs/review,
// which is what is tested.
#pragma once
#include "platform/logs/events.h"
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fair {

/// Times of an event as the kiosk stamps it.
struct When {
    std::optional<std::int64_t> wall_ms; ///< empty: the clock was never set
    std::int64_t monotonic_ms = 0;
};

struct ViewFigures {
    std::int64_t views = 0, dwell_ms = 0, read = 0;
};

struct VisitFigures {
    std::int64_t attract_ms = 0, attract_ended = 0, sessions_started = 0, sessions_ended = 0, session_ms = 0;
    std::int64_t sessions_with_role = 0, sessions_without_hour = 0, qr_shown = 0, searches = 0;
    std::int64_t searches_without_result = 0, questions_finished = 0, list_added = 0;
    std::map<std::string, std::int64_t, std::less<>> ended_how, gave_up_on, languages, comfort;
    std::map<std::string, ViewFigures, std::less<>> screens, roles;
    std::map<std::int64_t, std::int64_t> sessions_by_hour;

    void count(const platform::logs::Event& event, const When& when);
    void add(const VisitFigures& more);
};

struct BootFigures {
    std::string id;
    std::optional<std::int64_t> first_wall_ms, last_wall_ms, offset_min_ms, offset_max_ms;
    std::int64_t first_monotonic_ms = 0, last_monotonic_ms = 0, events = 0;
};

/// Of one kiosk. Events are counted in the order in which they happened.
struct KioskFigures {
    std::string name, version, content_origin, update_verdict;
    std::int64_t events = 0, missing = 0, duplicates = 0, unreadable = 0;
    std::int64_t starts = 0, crashes = 0, power_cuts = 0, errors = 0, warnings = 0, frames = 0, late_frames = 0;
    std::optional<std::int64_t> content_version, content_wall_ms, update_wall_ms;
    std::map<std::int64_t, std::int64_t> content_since_wall_ms;
    bool no_content = false, display_lost = false, touch_gone = false, had_touch = false, undervoltage = false;
    bool hot = false, disk_full = false, dropped = false, switched_off = false;
    std::map<std::string, std::int64_t, std::less<>> by_event, unknown;
    std::vector<BootFigures> boots;
    VisitFigures visits;

    void begin_boot(std::string boot_id);
    /// `record`: the event described.
    void count(const platform::logs::Event& event, const platform::logs::Record& record, const When& when);
    void count_unknown(std::string_view event, const When& when);
    [[nodiscard]] std::optional<std::int64_t> first_wall_ms() const;
    [[nodiscard]] std::optional<std::int64_t> last_wall_ms() const;
    /// Names of needs, the worst first. `newest`: content of the fleet; `end_wall_ms`: when the fair ended.
    [[nodiscard]] std::vector<std::string> needs(std::optional<std::int64_t> newest,
                                                 std::optional<std::int64_t> end_wall_ms) const;

private:
    void count_times(const When& when);
    void count_state(const platform::logs::Event& event, const When& when);
};

/// As `kiosk-logs report --json` without `health` and `faults` of the kiosks; kiosks by name.
[[nodiscard]] nlohmann::json expected_report(const std::vector<KioskFigures>& kiosks);

} // namespace fair
