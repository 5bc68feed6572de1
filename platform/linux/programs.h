// The command lines of our own programs, roledb and kiosk-logs, and what they answer.
#pragma once
#include "platform/linux/linux_platform.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::programs {

/// Words of a command line, first the path of the program.
using CommandLine = std::vector<std::string>;

/// Takes the content of a stick; writes its reports to `reports`.
[[nodiscard]] CommandLine install(const LinuxOptions& options, const std::filesystem::path& stick,
                                  const std::filesystem::path& reports);

/// Writes the logs to a stick: because of a signed request on it, or because staff said so.
enum class Asked { ByRequest, ByStaff };
[[nodiscard]] CommandLine collect(const LinuxOptions& options, const std::filesystem::path& stick, Asked asked);

/// Shows an older content; empty: the one before, 0: the factory's.
[[nodiscard]] CommandLine roll_back(const LinuxOptions& options, std::optional<std::int64_t> version);

/// What `collect` answered: either the logs, or a reason (the name of a verdict, "stick_full") and a detail.
struct CollectAnswer {
    std::optional<CollectedLogs> logs;
    std::string reason;
    std::string detail;
};
/// Empty where the text is no answer. The text may be anything.
[[nodiscard]] std::optional<CollectAnswer> parse_collect(std::string_view text);

/// The version that `roll_back` says is shown now. Empty where the text is no answer.
[[nodiscard]] std::optional<std::int64_t> parse_roll_back(std::string_view text);

} // namespace platform::programs
