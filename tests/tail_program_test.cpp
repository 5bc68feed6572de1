// kiosk-logs tail as a person runs it.
#include "tests/support/log_support.h"
#include "tests/support/terminal_support.h"
#include "tests/support/wait_until.h"

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>

using test::event_line;
using test::event_lines;
using test::run;
using test::fs::path;

namespace {

constexpr const char* kTailProgram = KIOSK_BIN_DIR "/kiosk-logs";

/// A program that runs until it is told to end; what it says goes to files.
class Running {
public:
    Running(const test::ScratchFolder& folder, std::vector<std::string> arguments)
        : m_output(folder.path() / "output"), m_errors(folder.path() / "errors") {
        m_child = fork();
        REQUIRE(m_child >= 0);
        if (m_child > 0)
            return;
        const int output = ::open(m_output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        const int errors = ::open(m_errors.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(output, STDOUT_FILENO);
        dup2(errors, STDERR_FILENO);
        std::vector<char*> command{const_cast<char*>(kTailProgram), const_cast<char*>("tail")};
        for (std::string& argument : arguments)
            command.push_back(argument.data());
        command.push_back(nullptr);
        execv(kTailProgram, command.data());
        _exit(127);
    }
    ~Running() {
        if (m_child > 0)
            (void)end(SIGKILL);
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    Running(Running&&) = delete;
    Running& operator=(Running&&) = delete;

    [[nodiscard]] int end(int signal) {
        kill(m_child, signal);
        int status = 0;
        REQUIRE(wait4(std::exchange(m_child, 0), &status, 0, &m_usage) > 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    [[nodiscard]] std::string output() const { return test::read(m_output); }
    [[nodiscard]] std::string errors() const { return test::read(m_errors); }

private:
    path m_output, m_errors;
    pid_t m_child = 0;
    rusage m_usage{};
};

} // namespace

TEST_CASE("tail shows what is there and what comes, through a rotation, until a signal ends it") {
    for (const int signal : {SIGINT, SIGTERM}) {
        const test::ScratchFolder folder;
        const path file = folder.path() / "kiosk.jsonl";
        test::write(file, event_lines(1, 20));
        Running tail(folder, {"--json", "--lines", "2", file.string()});
        CHECK(test::wait_until([&] { return tail.output() == event_lines(19, 20); }));
        test::append(file, event_lines(21, 22) + event_line(23).substr(0, 50));
        CHECK(test::wait_until([&] { return tail.output() == event_lines(19, 22); }));
        test::append(file, event_line(23).substr(50) + "\n");
        test::fs::rename(file, file.string() + ".1");
        test::write(file, event_lines(24, 24));
        CHECK(test::wait_until([&] { return tail.output() == event_lines(19, 24); }));
        CHECK(tail.end(signal) == 0);
        CHECK(tail.errors().empty());
    }
}

TEST_CASE("tail says that it waits for a kiosk, and shows it when it comes") {
    const test::ScratchFolder folder;
    const path file = folder.path() / "logs/kiosk.jsonl";
    test::write(file, "half\n" + event_lines(1, 2));
    Running tail(folder, {"--kiosk", "hall-\x1b[2J3", "--kiosk", "hall-3", file.parent_path().string()});
    CHECK(test::wait_until([&] { return tail.errors().find("hall-3: nothing of this kiosk") != std::string::npos; }));
    CHECK(tail.errors().find('\x1b') == std::string::npos);
    CHECK(tail.errors().find("1 place in these logs can't be read") != std::string::npos);
    std::string line = event_line(3);
    line.replace(line.find("hall-2"), 6, "hall-3");
    test::write(file.parent_path() / "new/stick.jsonl", line + "\n");
    CHECK(test::wait_until(
        [&] { return tail.output().find(" hall-3   info    role_viewed role_id=economist") != std::string::npos; }));
    CHECK(tail.end(SIGTERM) == 0);
    CHECK(tail.output().find("hall-2") == std::string::npos);
}

TEST_CASE("tail of a pipe ends with it, and quietly where nobody reads on") {
    const test::ScratchFolder folder;
    const path file = folder.path() / "kiosk.jsonl";
    test::write(file, event_lines(1, 300) + event_line(301));
    const auto piped = run(fmt::format("cat '{}' | {} tail --json -", file.string(), kTailProgram));
    CHECK(piped.status == 0);
    CHECK(piped.output == event_lines(1, 301));
    const auto once = run(fmt::format("{} tail --json --no-follow --lines 5 - < '{}'", kTailProgram, file.string()));
    CHECK(once.output == event_lines(297, 301));
    const auto cut = run(fmt::format("bash -c '{} tail --lines 300 {} | head -1 | wc -l; echo ${{PIPESTATUS[0]}}'",
                                     kTailProgram, file.string()));
    CHECK(cut.output == "1\n0\n");
    const auto full = run(fmt::format("{} tail --no-follow '{}' > /dev/full", kTailProgram, file.string()));
    CHECK(full.status == 1);
    CHECK(full.has("stdout: cannot be written (No space left on device)"));
}

TEST_CASE("a wrong command line of tail is told with the cure") {
    const auto outcome = run(std::string(kTailProgram) + " tail --event role_veiwed /dev/null");
    CHECK(outcome.status > 1);
    CHECK(outcome.has("there is no event 'role_veiwed'; did you mean role_viewed"));
    CHECK(run(std::string(kTailProgram) + " tail --level loud /dev/null").status > 1);
    CHECK(run(std::string(kTailProgram) + " tail --lines -1 /dev/null").status > 1);
    CHECK(run(std::string(kTailProgram) + " tail").status > 1);
    const auto missing = run(std::string(kTailProgram) + " tail /missing");
    CHECK(missing.status == 1);
    CHECK(
        missing.output
        == "/missing: there is no log that can be read (No such file or directory); name a file or a folder of logs\n");
    const auto help = run(std::string(kTailProgram) + " tail --help");
    for (const char* word : {"--kiosk", "--event", "--level", "--lines", "--no-follow", "--json", "Example:"})
        CHECK_MESSAGE(help.has(word), word);
}

TEST_CASE("tail has colours on a terminal alone, and not with NO_COLOR") {
    const test::ScratchFolder folder;
    const path file = folder.path() / "kiosk.jsonl";
    using namespace platform::logs;
    test::write(file, json_line(describe(Crashed{}), {"hall-2", test::kBoot, 1, 1, 1, ""}) + "\n");
    const std::string command = fmt::format("{} tail --no-follow '{}'", kTailProgram, file.string());
    CHECK(test::run_on_terminal("TERM=xterm " + command, {}).has("\x1b[1;31merror"));
    CHECK_FALSE(test::run_on_terminal("TERM=xterm NO_COLOR=1 " + command, {}).has("\x1b"));
    CHECK_FALSE(run("TERM=xterm " + command).has("\x1b"));
}

// A sanitizer's own memory is beyond any limit.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("memory does not grow with the log that tail reads") {
    const test::ScratchFolder folder;
    const path file = folder.path() / "kiosk.jsonl";
    test::write(file, event_lines(1, 150'000));
    const auto outcome = run(fmt::format(
        "ulimit -d 16000; {} tail --no-follow --json --lines 1 --event role_viewed '{}'", kTailProgram, file.string()));
    CHECK(outcome.output == event_lines(150'000, 150'000));
}
#endif
