#include "kiosk/ask_pin.h"

#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

namespace kiosk {
namespace {

/// What is typed is not shown for as long as this lives.
class EchoOff {
public:
    EchoOff() {
        if (tcgetattr(STDIN_FILENO, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_changed = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;
    EchoOff(EchoOff&&) = delete;
    EchoOff& operator=(EchoOff&&) = delete;
    ~EchoOff() {
        if (m_changed)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }

private:
    termios m_before{};
    bool m_changed = false;
};

db::Result<std::string> read_line() {
    std::array<char, 256> buffer{};
    if (std::fgets(buffer.data(), static_cast<int>(buffer.size()), stdin) == nullptr)
        return db::fail(db::ErrorCode::Io, "no PIN was given: type it, or pipe it in as one line");
    std::string line(buffer.data());
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.pop_back();
    return line;
}

db::Result<std::string> ask(const char* prompt) {
    fmt::print(stderr, "{}", prompt);
    std::fflush(stderr);
    auto line = [] {
        const EchoOff hidden;
        return read_line();
    }();
    fmt::print(stderr, "\n");
    return line;
}

} // namespace

db::Result<std::string> ask_pin() {
    if (isatty(STDIN_FILENO) == 0)
        return read_line();
    auto first = ask("New PIN (6 to 12 digits): ");
    if (!first)
        return first;
    auto second = ask("The same once more: ");
    if (second && *second != *first)
        return db::fail(db::ErrorCode::BadConfig, "the two are not the same: start again");
    return second;
}

} // namespace kiosk
