// The real machine: systemd's journal and service manager, the clocks of Linux.
#pragma once
#include "platform/linux/log_file.h"
#include "platform/linux/roll_back_desk.h"
#include "platform/logs/log_queue.h"
#include "platform/platform.h"
#include "platform/wall_clock.h"
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>

namespace platform {

class PictureKeeper;

/// Where things lie, and what to watch. Empty paths: not there.
struct LinuxOptions {
    std::filesystem::path log_file = {}; ///< JSON lines instead of the journal
    LogFileLimits log_limits = {};       ///< of log_file

    // Sticks. Who mounts and installs them depends on the machine: see platform/README.md.
    bool watch_udev = false;                  ///< USB disks come and go: Noticed and Removed
    std::filesystem::path stick_reports = {}; ///< folder of the reports of the service that installs
    std::filesystem::path stick_folder =
        {}; ///< for development: each folder that appears in it is a stick, installed by us

    // What tasks and installing from `stick_folder` need.
    std::filesystem::path programs = {}; ///< folder of roledb and kiosk-logs
    std::filesystem::path state = {};    ///< db/update/content_state.h
    std::filesystem::path runs = {};     ///< what this program keeps for its next run; empty: it keeps that in `state`
    std::filesystem::path first_picture = {}; ///< folder of the kept picture; empty: none is kept
    RollBackDesk roll_back = {};        ///< empty folders: roledb is run, which then must be able to write `state`
    std::filesystem::path keys = {};    ///< db/update/key_ring.h
    std::filesystem::path factory = {}; ///< the bundled database
    std::string channel = {};
    std::string kiosk_name = {}; ///< names the folder of the logs on a stick

    [[nodiscard]] const std::filesystem::path& runs_folder() const { return runs.empty() ? state : runs; }
};

/// Events go to `log_file` as JSON lines where one is given, else to the journal where stderr is connected to it (as in
/// a service), else to stderr as JSON lines.
class LinuxPlatform final : public Platform {
public:
    /// Never fails. A `log_file` that cannot be written is itself the first event, and the log goes where it would
    /// without.
    explicit LinuxPlatform(LinuxOptions options = {});
    /// Says goodbye to the next run where `stopped` was logged. Ends what runs on its threads; takes a second at the
    /// most, beside the second that the log may take.
    ~LinuxPlatform() override;
    LinuxPlatform(const LinuxPlatform&) = delete;
    LinuxPlatform& operator=(const LinuxPlatform&) = delete;
    LinuxPlatform(LinuxPlatform&&) = delete;
    LinuxPlatform& operator=(LinuxPlatform&&) = delete;

    /// The number of this run of the kiosk; 0: not known, as where there is no folder for it.
    [[nodiscard]] std::int64_t starts() const;
    /// How the run before ended, where it did not end on purpose.
    [[nodiscard]] std::optional<logs::Event> end_before() const;

    /// Of `first_picture`. Going back, and a stick that is about to be installed, forget it by themselves.
    [[nodiscard]] PictureKeeper& pictures();

    [[nodiscard]] std::chrono::milliseconds now() const override;
    [[nodiscard]] std::optional<LocalTime> local_time() const override;
    [[nodiscard]] std::optional<std::int64_t> today() const override;
    [[nodiscard]] TimeZones time_zones() override;
    [[nodiscard]] std::optional<LocalTime> local_time_in(const std::string& zone) const override;
    void log(const logs::Event& event) override;
    /// Logs `stopped` and waits until all is written, for a second at most. For an end without destructors; what is
    /// logged later is lost.
    void last_words(logs::StopReason reason);
    void ready() override;
    void alive() override;
    void starting_late() override;
    void stopping() override;
    [[nodiscard]] std::optional<StickReport> take_stick_report() override;
    [[nodiscard]] MachineHealth health() override;
    [[nodiscard]] std::optional<int> level(Level level) override;
    void set_level(Level level, int percent) override;
    [[nodiscard]] std::optional<std::int64_t> wrong_pins() const override { return m_wrong_pins; }
    void start(Task task) override;
    [[nodiscard]] std::optional<TaskResult> take_task_result() override;

private:
    void leave_mark();
    void watch_sticks();

    LinuxOptions m_options;
    std::string m_boot_id;
    std::int64_t m_run;
    std::int64_t m_seq = 0;
    bool m_logged_stopped = false;
    std::optional<std::int64_t> m_wrong_pins = 0; ///< as the last run left it
    std::chrono::milliseconds m_last_alive{-1000};
    std::uint64_t m_usual_watchdog_us = 0; ///< while a late start has another one; else 0
    std::unique_ptr<logs::LogQueue> m_queue;
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// The local time, where the clock can be trusted: something set it, and not to a year before this program was built.
[[nodiscard]] std::optional<LocalTime> trusted_local_time(const WallClock& clock);

/// Whether `journal_stream`, the value of JOURNAL_STREAM ("device:inode"; null where unset), names this file.
[[nodiscard]] bool names_stream(const char* journal_stream, std::uint64_t device, std::uint64_t inode);

} // namespace platform
