// What a run leaves in the state folder for the next one: STATE/run, written by the kiosk, and STATE/run.exit, written
// by `kiosk-note-exit` when the service manager saw the kiosk end.
#pragma once
#include "platform/logs/events.h"
#include "platform/logs/failure.h"
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace platform::logs {

/// One run of the kiosk.
struct RunMark {
    std::int64_t starts = 0; ///< its number, from 1
    std::string boot_id;
    bool said_goodbye = false;
    bool operator==(const RunMark&) const = default;
};

/// How a run without a goodbye ended.
struct ExitNote {
    std::int64_t starts = 0; ///< of that run
    Crashed how;
    bool operator==(const ExitNote&) const = default;
};

/// What systemd tells ExecStopPost in $SERVICE_RESULT, $EXIT_CODE and $EXIT_STATUS (systemd.exec(5)).
struct ServiceExit {
    std::string_view result;
    std::string_view code;
    std::string_view status; ///< a number, or a signal's name without SIG
};

/// Empty where systemd did not say how the process ended.
[[nodiscard]] std::optional<Crashed> crash_of(const ServiceExit& exit);

// Both files are one line with a check sum; text that does not match its sum is none.
[[nodiscard]] std::string text_of(const RunMark& mark);
[[nodiscard]] std::string text_of(const ExitNote& note);
[[nodiscard]] std::optional<RunMark> parse_run_mark(std::string_view text);
[[nodiscard]] std::optional<ExitNote> parse_exit_note(std::string_view text);

// On the disk, in the folder `state`. Missing and damaged is empty. Storing is whole or not at all, and synced.
// Errors: "disk_failed", "no_space", "not_a_file".
[[nodiscard]] std::optional<RunMark> read_run_mark(const std::filesystem::path& state);
[[nodiscard]] std::optional<ExitNote> read_exit_note(const std::filesystem::path& state);
[[nodiscard]] Outcome<void> store(const std::filesystem::path& state, const RunMark& mark);
[[nodiscard]] Outcome<void> store(const std::filesystem::path& state, const ExitNote& note);
void remove_exit_note(const std::filesystem::path& state); ///< where that is possible

} // namespace platform::logs
