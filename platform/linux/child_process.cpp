#include "platform/linux/child_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <utility>

namespace platform {
namespace {

using Clock = std::chrono::steady_clock;

/// One end of a pipe from the program, and what came out of it so far.
class Capture {
public:
    explicit Capture(std::size_t most_bytes) : m_most_bytes(most_bytes) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) == 0) {
            m_ours = FileDescriptor(ends[0]);
            m_theirs = FileDescriptor(ends[1]);
            fcntl(m_ours.get(), F_SETFL, O_NONBLOCK);
        }
    }
    [[nodiscard]] bool works() const { return static_cast<bool>(m_ours); }
    [[nodiscard]] int descriptor() const { return m_ours.get(); }
    [[nodiscard]] int theirs() const { return m_theirs.get(); }
    void close_theirs() { m_theirs.close(); }

    /// Takes what has come, without waiting for more.
    void drain() {
        std::array<char, 4096> part;
        while (m_ours) {
            const ssize_t count = read(m_ours.get(), part.data(), part.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count == 0 || (count < 0 && errno != EAGAIN))
                m_ours.close();
            if (count <= 0)
                return;
            m_text.append(part.data(), std::min(static_cast<std::size_t>(count), m_most_bytes - m_text.size()));
        }
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::size_t m_most_bytes;
    FileDescriptor m_ours;
    FileDescriptor m_theirs;
    std::string m_text;
};

/// Our environment without what makes a program talk to our service manager.
std::vector<char*> environment_of_child() {
    std::vector<char*> kept;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        if (!text.starts_with("NOTIFY_SOCKET=") && !text.starts_with("WATCHDOG_"))
            kept.push_back(*entry);
    }
    kept.push_back(nullptr);
    return kept;
}

/// Starts the program; an error number where that fails.
int spawn(const std::vector<std::string>& arguments, int output, int errors, pid_t& process) {
    std::vector<char*> words;
    words.reserve(arguments.size() + 1);
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str())); // posix_spawn does not write to them
    words.push_back(nullptr);
    std::vector<char*> environment = environment_of_child();

    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    if (posix_spawn_file_actions_init(&files) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        posix_spawn_file_actions_destroy(&files);
        return ENOMEM;
    }
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    const int failed = posix_spawn(&process, words[0], &files, &attributes, words.data(), environment.data());
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

/// Readable once the process has ended. Debian 12's <sys/pidfd.h> cannot be linked from C++.
int open_process(pid_t process) {
    return static_cast<int>(syscall(SYS_pidfd_open, process, 0));
}

/// A program that runs. Its number is ours until `reap`, so that a signal cannot hit another process.
class Child {
public:
    Child(pid_t process, const ChildLimits& limits)
        : m_process(process), m_ended(open_process(process)), m_limits(limits),
          m_kill_at(Clock::now() + limits.deadline) {}

    /// Waits for its end; says how it came.
    ChildEnd wait(Capture& output, Capture& errors, const StopSignal& stop, const std::function<bool()>& go_on) {
        std::optional<ChildEnd> forced;
        while (!has_ended()) {
            std::array<pollfd, 4> waiting{pollfd{m_ended.get(), POLLIN, 0}, pollfd{output.descriptor(), POLLIN, 0},
                                          pollfd{errors.descriptor(), POLLIN, 0},
                                          pollfd{forced ? -1 : stop.descriptor(), POLLIN, 0}};
            poll(waiting.data(), waiting.size(), static_cast<int>(m_limits.tick.count()));
            output.drain();
            errors.drain();
            if (forced) {
                if (Clock::now() >= m_kill_at)
                    kill(-m_process, SIGKILL);
            } else if ((forced = reason_to_end(stop, go_on))) {
                kill(-m_process, SIGTERM);
                m_kill_at = Clock::now() + m_limits.grace;
            }
        }
        output.drain();
        errors.drain();
        return forced.value_or(ChildEnd::Exited);
    }

    /// Ends what it left behind in its group, and gives its status.
    int reap() {
        kill(-m_process, SIGKILL);
        int status = 0;
        while (waitpid(m_process, &status, 0) < 0 && errno == EINTR) {
        }
        return status;
    }

private:
    [[nodiscard]] bool has_ended() const {
        siginfo_t about{};
        return waitid(P_PID, static_cast<id_t>(m_process), &about, WEXITED | WNOHANG | WNOWAIT) != 0
               || about.si_pid == m_process;
    }
    [[nodiscard]] std::optional<ChildEnd> reason_to_end(const StopSignal& stop,
                                                        const std::function<bool()>& go_on) const {
        if (stop.raised() || (go_on && !go_on()))
            return ChildEnd::Stopped;
        return Clock::now() >= m_kill_at ? std::optional(ChildEnd::TimedOut) : std::nullopt;
    }

    pid_t m_process;
    FileDescriptor m_ended;
    const ChildLimits& m_limits;
    Clock::time_point m_kill_at;
};

/// The last line that says something, not too long, and fit for a log: a program may write any bytes.
std::string last_line(std::string_view text) {
    constexpr std::size_t kMost = 500;
    const std::size_t end = text.find_last_not_of(" \n\r\t");
    if (end == std::string_view::npos)
        return {};
    text = text.substr(0, end + 1);
    if (const std::size_t newline = text.rfind('\n'); newline != std::string_view::npos)
        text.remove_prefix(newline + 1);
    std::string line(text.substr(0, kMost));
    std::replace_if(
        line.begin(), line.end(), [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    return line;
}

std::string describe_end(const std::string& program, const ChildResult& result, int status, const ChildLimits& limits) {
    const std::string said = last_line(result.errors);
    const std::string quoted = said.empty() ? "" : ": " + said;
    switch (result.end) {
    case ChildEnd::Exited:
        return result.exit_code == 0 ? "" : program + " ended with code " + std::to_string(result.exit_code) + quoted;
    case ChildEnd::Crashed:
        return program + " was ended by signal " + std::to_string(WTERMSIG(status)) + quoted;
    case ChildEnd::TimedOut:
        return program + " took longer than "
               + std::to_string(std::chrono::duration_cast<std::chrono::seconds>(limits.deadline).count()) + " s"
               + quoted;
    case ChildEnd::Stopped:
        return program + " was stopped";
    case ChildEnd::NotStarted:
        break;
    }
    return result.problem;
}

} // namespace

ChildResult run_child(const std::vector<std::string>& arguments, const ChildLimits& limits, const StopSignal& stop,
                      const std::function<bool()>& go_on) {
    ChildResult result;
    const std::string& program = arguments.front();
    if (program.find('/') == std::string::npos) { // else whatever lies in our working folder would run
        result.problem = program + ": cannot be started (the folder of the programs is not known)";
        return result;
    }
    Capture output(limits.output_bytes);
    Capture errors(limits.output_bytes);
    pid_t process = 0;
    const int failed =
        output.works() && errors.works() ? spawn(arguments, output.theirs(), errors.theirs(), process) : EMFILE;
    if (failed != 0) {
        result.problem = program + ": cannot be started (" + std::generic_category().message(failed) + ")";
        return result;
    }
    output.close_theirs();
    errors.close_theirs();
    Child child(process, limits);
    result.end = child.wait(output, errors, stop, go_on);
    const int status = child.reap();
    if (result.end == ChildEnd::Exited && WIFSIGNALED(status))
        result.end = ChildEnd::Crashed;
    if (WIFEXITED(status))
        result.exit_code = WEXITSTATUS(status);
    result.output = output.take();
    result.errors = errors.take();
    result.problem = describe_end(program, result, status, limits);
    return result;
}

} // namespace platform
