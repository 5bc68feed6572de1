#include "platform/linux/linux_platform.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/wait_until.h"
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

using namespace platform;
namespace fs = std::filesystem;
using test::ScratchFolder;

namespace {

/// Plays the service manager: a datagram socket that NOTIFY_SOCKET names.
class ServiceManager {
public:
    explicit ServiceManager(const fs::path& folder) : m_socket(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        const std::string path = (folder / "notify").string();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        REQUIRE(bind(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
        setenv("NOTIFY_SOCKET", path.c_str(), 1);
    }
    ~ServiceManager() {
        unsetenv("NOTIFY_SOCKET");
        close(m_socket);
    }
    ServiceManager(const ServiceManager&) = delete;
    ServiceManager& operator=(const ServiceManager&) = delete;
    ServiceManager(ServiceManager&&) = delete;
    ServiceManager& operator=(ServiceManager&&) = delete;

    /// The next message that has arrived; empty where there is none.
    std::string next() const {
        char text[256];
        const ssize_t size = recv(m_socket, text, sizeof text, MSG_DONTWAIT);
        return size < 0 ? "" : std::string(text, static_cast<std::size_t>(size));
    }

private:
    int m_socket;
};

std::vector<std::string> read_log(const fs::path& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    return lines;
}

bool has(const std::string& line, std::string_view text) {
    return line.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("a log file holds one JSON object an event, in order, and is appended to") {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "kiosk.log";
    {
        LinuxPlatform machine({.log_file = file, .kiosk_name = "hall-2"});
        machine.log(logs::Started{"0.1.0", logs::StartReason::Manual});
        machine.log(logs::RoleViewed{"economist", 1200});
    }
    {
        LinuxPlatform machine({.log_file = file});
        machine.log(logs::Stopped{logs::StopReason::Signal});
    }
    const auto events = read_log(file);
    REQUIRE(events.size() == 3);
    CHECK(has(events[0], R"({"event":"started","kiosk":"hall-2","boot_id":")"));
    CHECK(has(events[0], R"("seq":1,)"));
    CHECK(has(events[0], R"("version":"0.1.0","reason":"manual","starts":0})"));
    CHECK(has(events[1], R"("seq":2,)"));
    CHECK(has(events[1], R"("role_id":"economist","dwell_ms":1200})"));
    CHECK(has(events[2], R"({"event":"stopped",)"));
    CHECK(has(events[2], R"("seq":1,)"));
}

TEST_CASE("a full disk loses events, not the program") {
    if (access("/dev/full", W_OK) != 0)
        return;
    LinuxPlatform machine({.log_file = "/dev/full"});
    for (int i = 0; i < 100; ++i)
        machine.log(logs::SessionStarted{});
}

TEST_CASE("a log file that cannot be written is the first event, where the log goes without it") {
    const ScratchFolder folder;
    const fs::path captured = folder.path() / "stderr";
    const int real_stderr = dup(STDERR_FILENO);
    REQUIRE(real_stderr >= 0);
    REQUIRE(std::freopen(captured.c_str(), "w", stderr) != nullptr);
    {
        LinuxPlatform machine({.log_file = folder.path() / "missing" / "kiosk.log"});
        machine.log(logs::SessionStarted{});
    }
    std::fflush(stderr);
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    const auto events = read_log(captured);
    REQUIRE(events.size() == 2);
    CHECK(has(events[0], R"("event":"config_problem")"));
    CHECK(has(events[0], R"("key":"--log")"));
    CHECK(has(events[0], "missing/kiosk.log: cannot write the log there"));
    CHECK(has(events[1], R"("event":"session_started")"));
}

TEST_CASE("a reader that closes its end of the log does not end the program") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const int real_stderr = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    {
        LinuxPlatform machine;
        machine.log(logs::SessionStarted{});
    }
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
}

TEST_CASE("the service manager hears ready, alive at most once a second, and stopping") {
    const ScratchFolder folder;
    const ServiceManager manager(folder.path());
    LinuxPlatform machine({.log_file = folder.path() / "kiosk.log"});
    machine.ready();
    CHECK(manager.next() == "READY=1");
    machine.alive();
    CHECK(manager.next() == "WATCHDOG=1");
    machine.alive();
    CHECK(manager.next().empty());
    machine.stopping();
    CHECK(manager.next() == "STOPPING=1");
}

TEST_CASE("a start that had to wait for its screen gets the time of a start, and the usual watchdog afterwards") {
    const ScratchFolder folder;
    const ServiceManager manager(folder.path());
    setenv("WATCHDOG_USEC", "20000000", 1);
    LinuxPlatform machine({.log_file = folder.path() / "kiosk.log"});
    machine.starting_late();
    CHECK(manager.next() == "WATCHDOG_USEC=90000000");
    machine.alive();
    CHECK(manager.next() == "WATCHDOG=1");
    machine.ready();
    CHECK(manager.next() == "READY=1");
    CHECK(manager.next() == "WATCHDOG_USEC=20000000");
    machine.ready();
    CHECK(manager.next() == "READY=1");
    CHECK(manager.next().empty());
    unsetenv("WATCHDOG_USEC");
    machine.starting_late();
    CHECK(manager.next().empty());
}

TEST_CASE("without a service manager nothing happens") {
    const ScratchFolder folder;
    LinuxPlatform machine({.log_file = folder.path() / "kiosk.log"});
    machine.ready();
    machine.alive();
    machine.stopping();
}

TEST_CASE("the clock since boot does not run backwards") {
    const ScratchFolder folder;
    const LinuxPlatform machine({.log_file = folder.path() / "kiosk.log"});
    auto before = machine.now();
    CHECK(before.count() > 0);
    for (int i = 0; i < 1000; ++i) {
        const auto after = machine.now();
        CHECK(after >= before);
        before = after;
    }
}

TEST_CASE("local time is given only where something keeps the clock") {
    setenv("TZ", "UTC", 1);
    tzset();
    constexpr std::time_t kFarAhead = 4102493400; // 2100-01-01 13:30 UTC, after any build
    CHECK(trusted_local_time({kFarAhead, true, false}) == LocalTime{13, 30});
    CHECK(trusted_local_time({kFarAhead, false, true}) == LocalTime{13, 30});
    CHECK_FALSE(trusted_local_time({kFarAhead, false, false}).has_value());
    constexpr std::time_t kBeforeTheBuild = 1577836800; // 2020-01-01
    CHECK_FALSE(trusted_local_time({kBeforeTheBuild, true, true}).has_value());
    CHECK_FALSE(trusted_local_time({0, true, true}).has_value());
}

TEST_CASE("a unit that may not ask the kernel hears from systemd-timesyncd that the clock was set") {
    const test::ScratchFolder folder;
    const std::string mark = (folder.path() / "synchronized").string();
    const bool kernel_says = read_wall_clock(mark.c_str()).synchronised;
    std::ofstream(mark) << "";
    CHECK(read_wall_clock(mark.c_str()).synchronised);
    std::filesystem::remove(mark);
    CHECK(read_wall_clock(mark.c_str()).synchronised == kernel_says);
}

TEST_CASE("JOURNAL_STREAM names stderr only where device and inode are the same") {
    CHECK(names_stream("8:12345", 8, 12345));
    CHECK_FALSE(names_stream("8:12345", 8, 1234));
    CHECK_FALSE(names_stream("9:12345", 8, 12345));
    for (const char* broken :
         {"", ":", "8", "8:", "8:12345x", "x:12345", "8:12345 ", "-8:12345", "99999999999999999999999:1"})
        CHECK_FALSE(names_stream(broken, 8, 12345));
    CHECK_FALSE(names_stream(nullptr, 8, 12345));
}

TEST_CASE("the machine is asked for its health, its levels and its sticks without a complaint") {
    const ScratchFolder folder;
    LinuxPlatform machine({.log_file = folder.path() / "kiosk.log", .state = folder.path()});
    const MachineHealth health = machine.health();
    CHECK(health.uptime_s > 0);
    CHECK(health.total_bytes.value_or(0) > 0);
    CHECK(health.memory_available_bytes.value_or(0) > 0);
    for (const Level level : {Level::Brightness, Level::Volume})
        if (const auto percent = machine.level(level)) {
            CHECK(*percent >= 0);
            CHECK(*percent <= 100);
        }
    CHECK_FALSE(machine.take_stick_report());
    CHECK_FALSE(machine.take_task_result());
}

TEST_CASE("sticks come from a folder, and from the reports of another process") {
    const ScratchFolder folder;
    std::filesystem::create_directories(folder.path() / "sticks" / "blue");
    LinuxPlatform machine({.log_file = folder.path() / "kiosk.log",
                           .stick_reports = folder.path() / "reports",
                           .stick_folder = folder.path() / "sticks"});
    StickReport written;
    written.stick = "sda1";
    written.sequence = 3;
    written.stage = StickStage::Checking;
    REQUIRE(write_stick_report(folder.path() / "reports", written));
    bool blue = false;
    bool sda1 = false;
    CHECK(test::wait_until([&] {
        while (const auto report = machine.take_stick_report()) {
            blue = blue || (report->stick == "blue" && report->stage == StickStage::Done);
            sda1 = sda1 || *report == written;
        }
        return blue && sda1;
    }));
}

TEST_CASE("a task that cannot be done is answered with the reason") {
    const ScratchFolder folder;
    LinuxPlatform machine({.log_file = folder.path() / "kiosk.log"});
    machine.start(WriteLogs{});
    machine.start(RollBackContent{});
    std::vector<TaskResult> results;
    CHECK(test::wait_until([&] {
        if (auto result = machine.take_task_result())
            results.push_back(*result);
        return results.size() == 2;
    }));
    for (const TaskResult& result : results) {
        CHECK_FALSE(result.succeeded);
        CHECK_FALSE(result.detail.empty());
    }
}

TEST_CASE("a stick that is about to be installed takes the kept first picture away, one that is looked at does not") {
    const ScratchFolder folder;
    const fs::path picture = folder.path() / "first-picture-4x2-0-en-12-0.1.0.bgrx";
    std::ofstream(picture) << "old";
    LinuxPlatform machine({.log_file = folder.path() / "kiosk.log",
                           .stick_reports = folder.path() / "reports",
                           .first_picture = folder.path()});
    const auto pass_on = [&](StickStage stage, std::int64_t sequence) {
        StickReport report;
        report.stick = "sda1";
        report.sequence = sequence;
        report.stage = stage;
        write_stick_report(folder.path() / "reports", report);
        CHECK(test::wait_until([&] {
            const auto told = machine.take_stick_report();
            return told && told->sequence == sequence;
        }));
    };
    pass_on(StickStage::Checking, 1);
    CHECK(fs::exists(picture));
    pass_on(StickStage::Storing, 2);
    CHECK(test::wait_until([&] { return !fs::exists(picture); }));
}

TEST_CASE("a watcher that cannot watch is said once in the log") {
    const ScratchFolder folder;
    const bool udev_runs = access("/run/udev/control", F_OK) == 0;
    {
        LinuxPlatform machine(
            {.log_file = folder.path() / "kiosk.log", .watch_udev = true, .stick_folder = folder.path() / "missing"});
        machine.log(logs::SessionStarted{});
    }
    const auto events = read_log(folder.path() / "kiosk.log");
    REQUIRE(events.size() == (udev_runs ? 2 : 3));
    CHECK(has(events[0], R"("key":"--stick-dir")"));
    CHECK(has(events[0], "no such folder yet"));
    if (!udev_runs)
        CHECK(has(events[1], R"("key":"--sticks-udev")"));
    CHECK(has(events.back(), "session_started"));
}

TEST_CASE("a run that logged no `stopped` is what the next start tells of") {
    const ScratchFolder folder;
    const LinuxOptions options{.log_file = folder.path() / "kiosk.log", .state = folder.path() / "state"};
    {
        LinuxPlatform machine(options);
        CHECK(machine.starts() == 1);
        CHECK_FALSE(machine.end_before());
    }
    {
        LinuxPlatform machine(options);
        CHECK(machine.starts() == 2);
        CHECK(machine.end_before() == logs::Event(logs::Crashed{}));
        machine.log(logs::Stopped{logs::StopReason::Signal});
    }
    const LinuxPlatform machine(options);
    CHECK(machine.starts() == 3);
    CHECK_FALSE(machine.end_before());
}

TEST_CASE("where the content is another user's, runs are counted in a folder of the kiosk's own") {
    const ScratchFolder folder;
    const fs::path state = folder.path() / "state";
    fs::create_directory(state);
    const LinuxOptions options{.log_file = folder.path() / "kiosk.log", .state = state, .runs = folder.path() / "runs"};
    CHECK(LinuxPlatform(options).starts() == 1);
    const LinuxPlatform machine(options);
    CHECK(machine.starts() == 2);
    CHECK(machine.end_before() == logs::Event(logs::Crashed{}));
    CHECK(fs::is_empty(state));
}

TEST_CASE("tries of the PIN outlast the program, and a damaged number is told in the log") {
    const ScratchFolder folder;
    const LinuxOptions options{.log_file = folder.path() / "kiosk.log", .runs = folder.path() / "runs"};
    CHECK(LinuxPlatform(options).wrong_pins() == 0);
    {
        LinuxPlatform machine(options);
        machine.start(CheckPin{"482913", "no hash", 4});
        REQUIRE(test::wait_until([&] { return machine.take_task_result().has_value(); }));
    }
    CHECK(LinuxPlatform(options).wrong_pins() == 4);
    std::ofstream(options.runs / "wrong-pins") << "?";
    CHECK_FALSE(LinuxPlatform(options).wrong_pins());
    CHECK(has(read_log(options.log_file).back(), "how many wrong PINs there were cannot be read"));
}

TEST_CASE("without a state folder no run is counted") {
    const ScratchFolder folder;
    const LinuxPlatform machine({.log_file = folder.path() / "kiosk.log"});
    CHECK(machine.starts() == 0);
    CHECK_FALSE(machine.end_before());
}

TEST_CASE("a log file makes way for a new one within its limits, and the log goes on") {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "kiosk.log";
    {
        LinuxPlatform machine({.log_file = file, .log_limits = {.file_bytes = 1000, .files = 2}});
        for (int i = 0; i < 50; ++i)
            machine.log(logs::RoleViewed{"economist", i});
    }
    CHECK(fs::file_size(file) <= 1000);
    CHECK(fs::file_size(file.string() + ".1") <= 1000);
    CHECK_FALSE(fs::exists(file.string() + ".2"));
    CHECK(has(read_log(file).back(), R"("seq":50,)"));
}
