// How far the machine has come with a USB stick: what the process that installs tells the one that shows.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace platform {

enum class StickStage : std::uint8_t {
    Noticed,   ///< plugged in, not looked at yet
    Looking,   ///< what is on it?
    Copying,   ///< to the internal storage
    Verifying, ///< the signature
    Checking,  ///< the database
    Storing,
    Collecting, ///< logs are written to it
    Done,       ///< `verdict` holds; the stick can be removed
    Removed,    ///< pulled out. After Done that is as it should be; before, it ends the work
};

/// What the logs that left by the stick came to.
struct CollectedLogs {
    std::int64_t events = 0;
    std::int64_t bytes = 0;
    bool complete = true; ///< false: the stick is full, and the rest waits for the next one
    bool operator==(const CollectedLogs&) const = default;
};

/// One look at one stick.
struct StickReport {
    std::string stick;         ///< name of the device or folder, one an insertion at a time
    std::int64_t sequence = 0; ///< grows with each report of a process; equal ones are the same report
    StickStage stage = StickStage::Noticed;
    int percent = 0; ///< of this stage, 0 to 100

    // With Done; with Collecting, as far as it is known already.
    std::string verdict; ///< name of a db::update::Verdict; empty: the stick held no content for us
    std::string detail;  ///< for staff and the log, in English
    std::int64_t version = 0;
    std::int64_t previous = 0;
    int roles = 0;
    int roles_added = 0;
    int roles_removed = 0;
    int roles_changed = 0;
    int other_changed = 0;
    std::optional<CollectedLogs> logs; ///< where the stick asked for them and got them
    std::string logs_problem; ///< why it asked and got none; name of a db::update::Verdict or "stick_full", ...

    bool operator==(const StickReport&) const = default;
};

/// Puts `report` in place of DIR/<stick>.json, whole or not at all; makes the folder. False if that is not possible:
/// the work goes on without.
bool write_stick_report(const std::filesystem::path& folder, const StickReport& report);

/// What write_stick_report put last in the folder for that stick. Empty where there is no report.
[[nodiscard]] std::optional<StickReport> read_stick_report(const std::filesystem::path& folder, std::string_view stick);

/// Adds what became of the logs: `logs`, or why there are none. `detail` is for staff and the log.
void add_logs_outcome(StickReport& report, std::optional<CollectedLogs> logs, std::string problem,
                      const std::string& detail);

/// The report as text (one JSON object), and back. The text may be anything: what is not a report is empty.
[[nodiscard]] std::string format_stick_report(const StickReport& report);
[[nodiscard]] std::optional<StickReport> parse_stick_report(std::string_view text);

} // namespace platform
