#include "platform/linux/linux_platform.h"
#include "platform/linux/background_thread.h"
#include "platform/linux/backlight.h"
#include "platform/linux/first_picture.h"
#include "platform/linux/health.h"
#include "platform/linux/log_sinks.h"
#include "platform/linux/pin_tries.h"
#include "platform/linux/run_marker.h"
#include "platform/linux/stick_folder.h"
#include "platform/linux/stick_reports_folder.h"
#include "platform/linux/task_runner.h"
#include "platform/linux/time_zones.h"
#include "platform/linux/udev_sticks.h"
#include "platform/linux/volume.h"
#include "platform/logs/wall_time.h"
#include "platform/stick_queue.h"
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <systemd/sd-daemon.h>
#include <unistd.h>
#include <utility>

namespace platform {
namespace {

constexpr std::chrono::milliseconds kAlivePeriod{1000};
constexpr std::chrono::microseconds kLateStart{std::chrono::seconds{90}}; // as TimeoutStartSec= of kiosk.service

std::string read_boot_id() {
    std::string id;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> id;
    return id.empty() ? "unknown" : id;
}

std::string wall_hint() {
    const std::time_t seconds = std::time(nullptr);
    return year_is_possible(seconds) ? logs::format_wall(seconds * 1000) : std::string();
}

template <typename Duration>
Duration boottime() {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::duration_cast<Duration>(std::chrono::seconds(time.tv_sec)
                                                + std::chrono::nanoseconds(time.tv_nsec));
}

bool stderr_is_the_journal() {
    struct stat file {};
    return fstat(STDERR_FILENO, &file) == 0 && names_stream(std::getenv("JOURNAL_STREAM"), file.st_dev, file.st_ino);
}

} // namespace

bool names_stream(const char* journal_stream, std::uint64_t device, std::uint64_t inode) {
    if (journal_stream == nullptr)
        return false;
    const std::string_view text = journal_stream;
    std::uint64_t named_device = 0;
    std::uint64_t named_inode = 0;
    const auto [colon, bad_device] = std::from_chars(text.begin(), text.end(), named_device);
    if (bad_device != std::errc{} || colon == text.end() || *colon != ':')
        return false;
    const auto [end, bad_inode] = std::from_chars(colon + 1, text.end(), named_inode);
    return bad_inode == std::errc{} && end == text.end() && named_device == device && named_inode == inode;
}

std::optional<LocalTime> trusted_local_time(const WallClock& clock) {
    std::tm local{};
    if (!is_trusted(clock) || localtime_r(&clock.seconds, &local) == nullptr)
        return std::nullopt;
    return LocalTime{local.tm_hour, local.tm_min};
}

/// Threads and devices. Those that push reports come after the queue, so that they end before it.
struct LinuxPlatform::Parts {
    explicit Parts(const LinuxOptions& options)
        : health(options.state), pictures(options.first_picture),
          tasks(options, [this] { return folder ? folder->newest() : std::nullopt; }) {}

    StickQueue sticks;
    std::unique_ptr<StickFolder> folder;
    std::unique_ptr<StickReportsFolder> reports;
    std::unique_ptr<UdevSticks> udev;
    Health health;
    Backlight backlight;
    Volume volume;
    PictureKeeper pictures;
    TaskRunner tasks;
    std::optional<RunMarker> marker;
};

LinuxPlatform::LinuxPlatform(LinuxOptions options)
    : m_options(std::move(options)), m_boot_id(read_boot_id()), m_run(boottime<std::chrono::microseconds>().count()) {
    logs::LogQueue::Sink sink;
    std::string problem;
    if (!m_options.log_file.empty())
        sink = linux_sinks::json_file(m_options.log_file, m_options.log_limits, problem);
    if (!sink)
        sink = stderr_is_the_journal() ? linux_sinks::journal() : linux_sinks::json_stderr();
    {
        const SignalsBlocked for_the_new_thread;
        m_queue = std::make_unique<logs::LogQueue>(std::move(sink));
    }
    if (!problem.empty())
        log(logs::ConfigProblem{"--log", 0, problem});
    m_parts = std::make_unique<Parts>(m_options);
    leave_mark();
    watch_sticks();
}

LinuxPlatform::~LinuxPlatform() {
    if (m_parts->marker && m_logged_stopped)
        m_parts->marker->goodbye();
}

void LinuxPlatform::leave_mark() {
    const std::filesystem::path& folder = m_options.runs_folder();
    if (folder.empty())
        return;
    const char* const option = m_options.runs.empty() ? "--state" : "--runs";
    std::string problem;
    m_parts->marker.emplace(folder, m_boot_id, problem);
    if (!problem.empty())
        log(logs::ConfigProblem{option, 0, problem});
    m_wrong_pins = read_wrong_pins(folder);
    if (!m_wrong_pins)
        log(logs::ConfigProblem{option, 0,
                                folder.string()
                                    + ": how many wrong PINs there were cannot be read, so the pad waits as after too "
                                      "many; the right PIN puts that in order"});
}

PictureKeeper& LinuxPlatform::pictures() {
    return m_parts->pictures;
}

std::int64_t LinuxPlatform::starts() const {
    return m_parts->marker ? m_parts->marker->starts() : 0;
}

std::optional<logs::Event> LinuxPlatform::end_before() const {
    return m_parts->marker ? m_parts->marker->end_before() : std::nullopt;
}

void LinuxPlatform::watch_sticks() {
    std::error_code failed;
    if (!m_options.stick_folder.empty()) {
        if (!std::filesystem::is_directory(m_options.stick_folder, failed))
            log(logs::ConfigProblem{"--stick-dir", 0,
                                    m_options.stick_folder.string()
                                        + ": no such folder yet; make it, and a folder in it for each stick"});
        m_parts->folder = std::make_unique<StickFolder>(m_options, m_parts->sticks);
    }
    if (!m_options.stick_reports.empty())
        m_parts->reports = std::make_unique<StickReportsFolder>(m_options.stick_reports, m_parts->sticks);
    if (m_options.watch_udev) {
        std::string problem;
        m_parts->udev = std::make_unique<UdevSticks>(m_parts->sticks, problem);
        if (!problem.empty())
            log(logs::ConfigProblem{"--sticks-udev", 0, problem});
    }
}

std::chrono::milliseconds LinuxPlatform::now() const {
    return boottime<std::chrono::milliseconds>();
}

std::optional<LocalTime> LinuxPlatform::local_time() const {
    return trusted_local_time(read_wall_clock());
}

std::optional<std::int64_t> LinuxPlatform::today() const {
    constexpr std::int64_t kSecondsOfDay = 86'400;
    std::tm local{};
    const std::time_t now_s = std::time(nullptr);
    if (!local_time() || localtime_r(&now_s, &local) == nullptr)
        return std::nullopt;
    return (now_s + local.tm_gmtoff) / kSecondsOfDay;
}

TimeZones LinuxPlatform::time_zones() {
    return {time_zone_names(), own_time_zone()};
}

std::optional<LocalTime> LinuxPlatform::local_time_in(const std::string& zone) const {
    const std::time_t now_s = std::time(nullptr);
    const auto offset = local_time() ? utc_offset_s(zone, kZoneFolder, now_s) : std::nullopt;
    if (!offset)
        return std::nullopt;
    constexpr std::int64_t kMinutesOfDay = 1440;
    const std::int64_t minutes = (now_s + *offset) / 60 % kMinutesOfDay;
    return LocalTime{static_cast<int>(minutes / 60), static_cast<int>(minutes % 60)};
}

void LinuxPlatform::log(const logs::Event& event) {
    m_logged_stopped = m_logged_stopped || std::holds_alternative<logs::Stopped>(event);
    m_queue->push(logs::describe(event), {m_options.kiosk_name, m_boot_id, m_run, now().count(), ++m_seq, wall_hint()});
}

void LinuxPlatform::last_words(logs::StopReason reason) {
    log(logs::Stopped{reason});
    m_queue->close(std::chrono::seconds{1});
    if (m_parts->marker)
        m_parts->marker->goodbye();
}

void LinuxPlatform::ready() {
    sd_notify(0, "READY=1");
    if (const std::uint64_t usual = std::exchange(m_usual_watchdog_us, 0); usual > 0)
        sd_notify(0, fmt::format("WATCHDOG_USEC={}", usual).c_str());
}

void LinuxPlatform::starting_late() {
    if (sd_watchdog_enabled(0, &m_usual_watchdog_us) > 0)
        sd_notify(0, fmt::format("WATCHDOG_USEC={}", kLateStart.count()).c_str());
    else
        m_usual_watchdog_us = 0;
}

void LinuxPlatform::alive() {
    const auto time = now();
    if (time - m_last_alive < kAlivePeriod)
        return;
    m_last_alive = time;
    sd_notify(0, "WATCHDOG=1");
}

void LinuxPlatform::stopping() {
    sd_notify(0, "STOPPING=1");
}

std::optional<StickReport> LinuxPlatform::take_stick_report() {
    auto report = m_parts->sticks.take();
    // Before the content changes: the plug may be pulled as soon as it has. What failed costs one start its picture.
    if (report && (report->stage == StickStage::Storing || report->verdict == "installed"))
        m_parts->pictures.forget();
    return report;
}

MachineHealth LinuxPlatform::health() {
    return m_parts->health.read(now());
}

std::optional<int> LinuxPlatform::level(Level level) {
    return level == Level::Brightness ? m_parts->backlight.level() : m_parts->volume.level();
}

void LinuxPlatform::set_level(Level level, int percent) {
    if (level == Level::Brightness)
        m_parts->backlight.set_level(percent);
    else
        m_parts->volume.set_level(percent);
}

void LinuxPlatform::start(Task task) {
    m_parts->tasks.start(std::move(task));
}

std::optional<TaskResult> LinuxPlatform::take_task_result() {
    return m_parts->tasks.take();
}

} // namespace platform
