// What the machine says about itself and what staff may set on it. Plain data.
#pragma once
#include "platform/stick_report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace platform {

/// Empty where the machine does not tell.
struct MachineHealth {
    std::optional<double> temperature_c;    ///< of the processor
    std::optional<bool> undervoltage;       ///< now, or since the machine started
    std::optional<std::int64_t> free_bytes; ///< of the internal storage that holds content and logs
    std::optional<std::int64_t> total_bytes;
    std::optional<std::int64_t> memory_available_bytes;
    std::int64_t uptime_s = 0;
};

enum class Level : std::uint8_t { Brightness, Volume };

// Work that takes longer than a frame may.
/// Does the PIN belong to this hash ("$argon2id$...")? Before it is tried, `attempt` is kept over restarts and pulled
/// plugs, where the machine has a place for that; the right PIN forgets it.
struct CheckPin {
    std::string pin;
    std::string hash;
    std::int64_t attempt = 1; ///< since the last right PIN, with this one
};
/// Shows an older content again. Empty: the one before; 0: the factory's.
struct RollBackContent {
    std::optional<std::int64_t> version;
};
/// Writes the logs since the last collection to the stick that is plugged in.
struct WriteLogs {};
/// Writes a small file of settings, the old one or the new one at any moment. Readable for the kiosk and its group, in
/// which is who tells other services of the settings.
struct SaveFile {
    std::string path;
    std::string text;
};
using Task = std::variant<CheckPin, RollBackContent, WriteLogs, SaveFile>;

/// How a task ended.
struct TaskResult {
    Task task;                ///< as it was started; a PIN is wiped
    bool succeeded = false;   ///< CheckPin: whether it is the right one
    std::string detail;       ///< for staff, in English; why it failed
    std::int64_t version = 0; ///< RollBackContent: what is shown now; 0: the factory's
    CollectedLogs logs;       ///< WriteLogs
    /// WriteLogs or SaveFile that failed: why, as a name ("stick_full"). CheckPin: why the try could not be kept.
    std::string reason = {};
};

/// What the machine knows about time zones.
struct TimeZones {
    std::vector<std::string> names; ///< "Europe/Madrid", by the alphabet; empty where it has no list
    std::string own;                ///< what it is set to; empty where it does not tell
};

} // namespace platform
