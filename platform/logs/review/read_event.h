// One event as the reviewer's tools read it back from any kind of log.
#pragma once
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
    std::string_view kiosk;   ///< empty where the log does not name it
    std::string_view boot_id; ///< 36 characters as /proc/sys/kernel/random/boot_id writes it
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

} // namespace platform::logs::review
