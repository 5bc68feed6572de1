// What the machine says about itself and what staff may set on it. Plain data.
#pragma once
#include "platform/stick_report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

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
/// Does the PIN belong to this hash ("$argon2id$...")?
struct CheckPin {
    std::string pin;
    std::string hash;
};
/// Shows an older content again. Empty: the one before; 0: the factory's.
struct RollBackContent {
    std::optional<std::int64_t> version;
};
/// Writes the logs since the last collection to the stick that is plugged in.
struct WriteLogs {};
using Task = std::variant<CheckPin, RollBackContent, WriteLogs>;

/// How a task ended.
struct TaskResult {
    Task task;                ///< as it was started; a PIN is wiped
    bool succeeded = false;   ///< CheckPin: whether it is the right one
    std::string detail;       ///< for staff, in English; why it failed
    std::int64_t version = 0; ///< RollBackContent: what is shown now; 0: the factory's
    CollectedLogs logs;       ///< WriteLogs
    std::string reason = {};  ///< WriteLogs that failed: why, as a name ("stick_full"), for the log
};

} // namespace platform
