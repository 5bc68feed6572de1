// A person at a terminal, for tests of commands that ask.
#pragma once
#include "tests/support/command_support.h"

#include <cerrno>
#include <pty.h>
#include <string>
#include <termios.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace test {

/// What the command asks, and what the person types then.
using Answers = std::vector<std::pair<std::string, std::string>>;

/// Runs `command` in a shell on a terminal of its own and answers what it asks, in this order. `output` is what a
/// person sees. A question that never comes ends with the command.
inline Outcome run_on_terminal(const std::string& command, const Answers& answers) {
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        _exit(127);
    }
    Outcome outcome;
    std::size_t seen = 0;
    std::size_t answered = 0;
    std::array<char, 4096> buffer;
    while (true) {
        const ssize_t count = ::read(terminal, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) // EIO: the command has ended
            break;
        outcome.output.append(buffer.data(), static_cast<std::size_t>(count));
        while (answered < answers.size()) {
            const std::size_t found = outcome.output.find(answers[answered].first, seen);
            if (found == std::string::npos)
                break;
            seen = found + answers[answered].first.size();
            const std::string& answer = answers[answered++].second;
            REQUIRE(::write(terminal, answer.data(), answer.size()) == static_cast<ssize_t>(answer.size()));
        }
    }
    close(terminal);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

} // namespace test
