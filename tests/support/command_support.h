// Running a command in tests that hold programs against each other.
#pragma once
#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <string>
#include <string_view>
#include <sys/wait.h>

namespace test {

struct Outcome {
    int status = -1;
    std::string output; ///< standard output and error

    [[nodiscard]] bool has(std::string_view text) const { return output.find(text) != std::string::npos; }
};

/// Runs `command` in a shell.
inline Outcome run(const std::string& command) {
    Outcome outcome;
    FILE* pipe = popen(("{ " + command + "\n} 2>&1").c_str(), "r");
    REQUIRE(pipe);
    std::array<char, 4096> buffer;
    while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe))
        outcome.output.append(buffer.data(), count);
    const int status = pclose(pipe);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

/// Runs roledb with these arguments, without a terminal.
inline Outcome roledb(const std::string& arguments) {
    return run("setsid -w " KIOSK_BIN_DIR "/roledb " + arguments + " </dev/null");
}

} // namespace test
