// What a reviewer wants to know of a fleet's logs. Plain data: made by summary.h, written by report_text.h,
// report_json.h and report_page.h.
//
// Counts do not depend on the order in which events were read. Times on the wall are milliseconds since 1970 in UTC and
// hints, since the machines have no clock; empty where no event of the boot had one.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::logs::review {

using Counts = std::map<std::string, std::int64_t>; ///< by name; at most kMaxNames, the rest under "other"

inline constexpr std::size_t kMaxNames = 200;       ///< in each Counts; a fair has tens of roles
inline constexpr std::size_t kMaxRoles = 2000;      ///< of the fleet
inline constexpr std::size_t kMaxKiosks = 5000;     ///< those that need a person first; the rest is in the totals only
inline constexpr std::size_t kMaxOtherNames = 20;   ///< told one by one
inline constexpr std::size_t kMaxCounted = 100'000; ///< names that are left out: more are not counted
inline constexpr std::size_t kMaxTimelineFaults = 40; ///< of a kiosk: the newest
inline constexpr std::size_t kMaxHealthSamples = 96;  ///< of a kiosk, spread over its time
inline constexpr std::int64_t kReadDwellMs = 10'000;  ///< a role page this long on the glass counts as read

struct Views {
    std::int64_t views = 0;
    std::int64_t dwell_ms = 0;
    std::int64_t read = 0; ///< views of kReadDwellMs or more
};

/// What visitors did: of one kiosk or of all.
struct Visitors {
    std::int64_t attract_ms = 0; ///< time that the attract loop ran until a touch
    std::int64_t attract_ended = 0;
    std::int64_t sessions_started = 0;
    std::int64_t sessions_ended = 0;
    std::int64_t session_ms = 0;         ///< sum of durations of ended sessions
    std::int64_t sessions_with_role = 0; ///< ended sessions that opened a role
    std::int64_t qr_shown = 0;
    Counts ended_how;  ///< "idle", "visitor", ...
    Counts gave_up_on; ///< last screen of sessions that ended by idle
    Counts languages;  ///< changes to a language
    Counts comfort;    ///< "text_size=large"
    std::int64_t searches = 0;
    std::int64_t searches_without_result = 0;
    std::int64_t questions_finished = 0;
    std::int64_t list_added = 0;
    std::map<std::string, Views> screens;
    std::map<std::string, Views> roles;
    std::map<std::int64_t, std::int64_t> sessions_by_hour; ///< hours since 1970 in UTC; by the wall of session_started
    std::int64_t sessions_without_hour = 0;
};

struct HealthSample {
    int boot = 0; ///< index in KioskReport::boots
    std::optional<std::int64_t> wall_ms;
    std::int64_t monotonic_ms = 0;
    std::optional<std::int64_t> temperature_c;
    std::optional<std::int64_t> memory_available_mib;
    std::optional<std::int64_t> disk_free_mib;
    std::optional<bool> undervoltage;
    std::optional<bool> touch;
    std::int64_t frames = 0;
    std::int64_t late_frames = 0;
};

/// An event that matters for the timeline of one kiosk: life, content, sticks, faults; not visits.
struct Fault {
    std::optional<std::int64_t> wall_ms;
    int boot = 0; ///< index in KioskReport::boots
    std::int64_t monotonic_ms = 0;
    std::string event;
    std::string severity; ///< "error", "warning", "notice"
    std::string detail;   ///< "verdict=stale version=7", at most 160 bytes
};

struct BootReport {
    std::string boot_id;
    std::optional<std::int64_t> first_wall_ms;
    std::optional<std::int64_t> last_wall_ms;
    std::int64_t first_monotonic_ms = 0;
    std::int64_t last_monotonic_ms = 0;
    std::int64_t events = 0;
    std::int64_t clock_jump_ms = 0; ///< largest minus smallest difference of wall and monotonic time
};

/// Why a person should look at a kiosk. The worst first.
enum class Need {
    NoContent, ///< visitors saw "back in a moment"
    NotSeen,   ///< not switched off, and nothing for longer than Report::kNotSeenMs before the end of the report
    Crashed,
    DisplayLost, ///< and not restored
    TouchGone,
    Undervoltage,
    Hot,          ///< 80 degrees or more, where a Pi slows down
    DiskFull,     ///< less than 100 MiB or 5 %
    StickRefused, ///< the last thing that a stick did was to be refused
    OldContent,   ///< an older version than the newest that any kiosk shows
    EventsMissing,
    LateFrames,  ///< more than 1 in 100
    ClockJumped, ///< by more than a minute
};

struct KioskReport {
    std::string name;        ///< "" for events without a name
    std::uint32_t file = 0;  ///< number of the file in which it was first met
    bool is_partial = false; ///< there was no room for it for some time: what it did then is in the totals only
    std::string version;
    std::int64_t events = 0;
    std::int64_t missing_events = 0;
    std::optional<std::int64_t> first_wall_ms;
    std::optional<std::int64_t> last_wall_ms; ///< last seen
    bool is_switched_off = false; ///< in good order: `stopped`, neither to restart nor failed, and not started since
    std::optional<std::int64_t> content_version;
    std::optional<std::int64_t> content_since_wall_ms; ///< when this version was first shown
    std::string content_origin;
    std::string update_verdict; ///< the newest of content_installed ("installed"), stick_refused, content_rolled_back
    std::optional<std::int64_t> update_wall_ms;
    std::int64_t starts = 0;
    std::int64_t crashes = 0;
    std::int64_t power_cuts = 0;
    std::int64_t errors = 0; ///< events of this severity
    std::int64_t warnings = 0;
    std::vector<Need> needs;
    std::vector<BootReport> boots;    ///< in order of time as far as that is known
    std::vector<HealthSample> health; ///< likewise
    std::vector<Fault> faults;        ///< likewise, the newest kMaxTimelineFaults
    Visitors visitors;                ///< roles only the 20 most viewed
};

/// A boot is that of one kiosk: the one with the most events of it. Other names in it count as that kiosk.
struct OtherNames {
    std::string kiosk;
    std::string boot_id;            ///< one of those
    std::vector<std::string> names; ///< at most 3
    std::int64_t more_names = 0;
    std::int64_t events = 0; ///< under other names
};

struct Report {
    static constexpr std::int64_t kNotSeenMs = 30 * 60 * 1000;
    /// A clock that is further ahead of those of all other kiosks is wrong, and ends no report.
    static constexpr std::int64_t kFarAheadMs = 7 * 24 * 3'600'000LL;

    std::int64_t events = 0; ///< without duplicates
    std::int64_t duplicates = 0;
    std::int64_t missing_events = 0;
    std::int64_t unreadable = 0; ///< problems met while reading
    Counts by_event;
    Counts unknown_events; ///< names that this program does not know
    std::optional<std::int64_t> first_wall_ms;
    std::optional<std::int64_t>
        last_wall_ms; ///< the newest that a kiosk reached and another came near; else the oldest
    Visitors visitors;
    std::vector<KioskReport> kiosks; ///< those that need a person first, then by name
    std::int64_t kiosks_left_out = 0;
    std::int64_t kiosks_in_part = 0;
    std::int64_t coarse_events = 0;      ///< see Seen::coarse
    std::int64_t names_of_others = 0;    ///< names that are none of a kiosk of its own
    std::vector<OtherNames> other_names; ///< by kiosk; at most kMaxOtherNames
};

/// What this report does not tell in full, as one sentence for its first line; empty where it tells all.
[[nodiscard]] std::string left_out_words(const Report& report);

/// "no_content", "not_seen", ...
[[nodiscard]] const char* need_name(Need need);

struct NeedWords {
    std::string_view what;
    std::string_view cure; ///< sentences
};
/// For a person; page/words.js has the same.
[[nodiscard]] NeedWords need_words(Need need);

} // namespace platform::logs::review
