#include "platform/linux/child_process.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/wait_until.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <fstream>
#include <iterator>

using namespace platform;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

ChildResult shell(const std::string& script, const ChildLimits& limits = {}, const std::function<bool()>& go_on = {}) {
    const StopSignal stop;
    return run_child({"/bin/sh", "-c", script}, limits, stop, go_on);
}

/// The process whose number a script wrote to `file` is there no more.
bool is_gone(const fs::path& file) {
    pid_t process = 0;
    std::ifstream(file) >> process;
    REQUIRE(process > 1);
    return test::wait_until([&] { return kill(process, 0) != 0 && errno == ESRCH; });
}

} // namespace

TEST_CASE("a program's words and its code come back") {
    const ChildResult result = shell("echo out; echo first >&2; echo last >&2; exit 3");
    CHECK(result.end == ChildEnd::Exited);
    CHECK(result.exit_code == 3);
    CHECK(result.output == "out\n");
    CHECK(result.errors == "first\nlast\n");
    CHECK(result.problem == "/bin/sh ended with code 3: last");
    CHECK(shell("exit 0").problem.empty());
}

TEST_CASE("a program that is not there is not started, and nothing is searched for") {
    const StopSignal stop;
    ChildResult result = run_child({"/nowhere/roledb", "install"}, {}, stop);
    CHECK(result.end == ChildEnd::NotStarted);
    CHECK(result.problem == "/nowhere/roledb: cannot be started (No such file or directory)");
    result = run_child({"true"}, {}, stop);
    CHECK(result.end == ChildEnd::NotStarted);
    CHECK_FALSE(result.problem.empty());
}

TEST_CASE("a program that is killed by another is told from one that ends") {
    const ChildResult result = shell("kill -KILL $$");
    CHECK(result.end == ChildEnd::Crashed);
    CHECK(result.problem == "/bin/sh was ended by signal 9");
}

TEST_CASE("a flood of output is cut, and holds nothing up") {
    const ChildResult result =
        shell("head -c 10000000 /dev/zero; head -c 10000000 /dev/zero >&2; exit 1", {.output_bytes = 1000});
    CHECK(result.end == ChildEnd::Exited);
    CHECK(result.output.size() == 1000);
    CHECK(result.errors.size() == 1000);
    CHECK(result.problem.size() < 600);
    CHECK(result.problem.find('\0') == std::string::npos);
}

TEST_CASE("a program gets neither our input, our descriptors, our signal mask nor our service manager") {
    const test::ScratchFolder scratch;
    const int ours = open(scratch.path().c_str(), O_RDONLY | O_DIRECTORY); // without O_CLOEXEC
    REQUIRE(ours > 2);
    setenv("NOTIFY_SOCKET", "/nowhere", 1);
    setenv("WATCHDOG_USEC", "1", 1);
    std::signal(SIGPIPE, SIG_IGN);
    ChildResult seen;
    ChildResult signals; // a shell would unblock them by itself
    {
        const SignalsBlocked all;
        const StopSignal stop;
        seen = shell("cat; ls -l /proc/self/fd | grep -c kiosk-test; env | grep -c -e NOTIFY -e WATCHDOG; exit 0");
        signals = run_child({"/bin/grep", "-E", "SigBlk|SigIgn", "/proc/self/status"}, {}, stop);
    }
    std::signal(SIGPIPE, SIG_DFL);
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    close(ours);
    CHECK(seen.output == "0\n0\n");
    CHECK(signals.output.find("SigBlk:\t0000000000000000\n") != std::string::npos);
    const std::size_t ignored = signals.output.find("SigIgn:\t");
    REQUIRE(ignored != std::string::npos);
    CHECK((std::stoull(signals.output.substr(ignored + 8), nullptr, 16) & (1ULL << (SIGPIPE - 1))) == 0);
}

TEST_CASE("at the deadline the whole group is ended, also what ignores SIGTERM") {
    const test::ScratchFolder scratch;
    const std::string script = "trap '' TERM; cd " + scratch.path().string()
                               + "; sleep 1000 & echo $! > child; echo $$ > parent; wait; while :; do sleep 1; done";
    const ChildResult result = shell(script, {.deadline = 300ms, .grace = 50ms, .tick = 10ms});
    CHECK(result.end == ChildEnd::TimedOut);
    CHECK(result.problem == "/bin/sh took longer than 0 s");
    CHECK(is_gone(scratch.path() / "parent"));
    CHECK(is_gone(scratch.path() / "child"));
}

TEST_CASE("a program that was asked to end may still say something") {
    const test::ScratchFolder scratch;
    const fs::path ready = scratch.path() / "ready";
    const ChildResult result =
        shell("trap 'echo bye; exit 5' TERM; touch " + ready.string() + "; while :; do sleep 0.01; done",
              {.tick = 10ms}, [&] { return !fs::exists(ready); });
    CHECK(result.end == ChildEnd::Stopped);
    CHECK(result.exit_code == 5);
    CHECK(result.output == "bye\n");
}

TEST_CASE("what a program leaves running is ended with it, and is not waited for") {
    const test::ScratchFolder scratch;
    const ChildResult result = shell("cd " + scratch.path().string() + "; sleep 1000 & echo $! > child; echo done");
    CHECK(result.end == ChildEnd::Exited);
    CHECK(result.output == "done\n");
    CHECK(is_gone(scratch.path() / "child"));
}

TEST_CASE("a raised signal ends the program, whenever it is raised") {
    const test::ScratchFolder scratch;
    StopSignal stop;
    stop.raise();
    CHECK(run_child({"/bin/sleep", "1000"}, {}, stop).end == ChildEnd::Stopped);
    StopSignal later;
    std::thread other([&] {
        test::wait_until([&] { return fs::exists(scratch.path() / "ready"); });
        later.raise();
    });
    const std::string script = "touch " + (scratch.path() / "ready").string() + "; exec sleep 1000";
    CHECK(run_child({"/bin/sh", "-c", script}, {}, later).end == ChildEnd::Stopped);
    other.join();
}
