// One event as the reviewer's tools read it back from any kind of log.
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace platform::logs::review {

/// A value that the log does not know has neither text nor number.
struct ReadField {
    std::string_view name; ///< snake_case
    std::string_view text; ///< of a number: as it was written
    std::optional<std::int64_t> number;
};

/// All views hold until the sink that was given the event returns. Texts come from a log, which may be hostile: they
/// are valid UTF-8, but may hold control characters.
struct ReadEvent {
    std::string_view kiosk;        ///< empty where the log does not name it
    bool is_kiosk_certain = false; ///< a collector vouches for the name: it knows the kiosk by its certificate
    std::string_view boot_id;      ///< 36 characters as /proc/sys/kernel/random/boot_id writes it
    std::int64_t run = 0;
    std::int64_t monotonic_ms = 0;
    std::int64_t seq = 0;
    std::optional<std::int64_t> wall_ms; ///< since 1970 in UTC, a hint
    std::string_view name;               ///< of the vocabulary, or not
    std::vector<ReadField> fields;       ///< reused from event to event: reading makes no allocation for each

    /// Empty where there is no such field or it is no number.
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view field) const {
        for (const ReadField& candidate : fields)
            if (candidate.name == field)
                return candidate.number;
        return std::nullopt;
    }
    [[nodiscard]] std::string_view text(std::string_view field) const {
        for (const ReadField& candidate : fields)
            if (candidate.name == field)
                return candidate.text;
        return {};
    }
};

inline constexpr std::int64_t kMostMonotonicMs = std::int64_t{100} * 366 * 24 * 3'600'000; ///< no machine runs longer
inline constexpr std::int64_t kFirstCountedWallMs = -62'167'219'200'000;                   ///< of the year 0
inline constexpr std::int64_t kLastCountedWallMs = 253'402'300'799'999;                    ///< of the year 9999

/// For all who read events: times that no clock shows would overflow sums, and no browser can write them. Monotonic
/// time is clamped; a wall time is a hint, and goes.
inline void bound_times(ReadEvent& event) {
    event.monotonic_ms = std::clamp<std::int64_t>(event.monotonic_ms, 0, kMostMonotonicMs);
    if (event.wall_ms && (*event.wall_ms < kFirstCountedWallMs || *event.wall_ms > kLastCountedWallMs))
        event.wall_ms.reset();
}

} // namespace platform::logs::review
