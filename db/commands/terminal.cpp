#include "db/commands/terminal.h"

#include "db/files.h"
#include "db/update/descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <termios.h>
#include <unistd.h>

namespace db::commands {
namespace {

constexpr std::size_t kMaxPassphraseBytes = 1024;

/// A terminal that shows nothing of what is typed, until the end of this object. Ctrl-C and Ctrl-\ end a line instead
/// of the process, which would leave the terminal dumb.
class QuietTerminal {
public:
    explicit QuietTerminal(int file) : m_file(file) {
        if (tcgetattr(file, &m_before) != 0)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= static_cast<tcflag_t>(~(ECHO | ISIG));
        quiet.c_lflag |= ICANON;
        quiet.c_cc[VEOL] = m_before.c_cc[VINTR];
        quiet.c_cc[VEOL2] = m_before.c_cc[VQUIT];
        m_is_quiet = tcsetattr(file, TCSAFLUSH, &quiet) == 0;
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
    QuietTerminal(QuietTerminal&&) = delete;
    QuietTerminal& operator=(QuietTerminal&&) = delete;
    ~QuietTerminal() {
        if (m_is_quiet)
            tcsetattr(m_file, TCSAFLUSH, &m_before);
    }
    [[nodiscard]] bool is_quiet() const { return m_is_quiet; }
    [[nodiscard]] bool ends_input(char byte) const {
        const auto value = static_cast<cc_t>(byte);
        return value == m_before.c_cc[VINTR] || value == m_before.c_cc[VQUIT];
    }

private:
    int m_file;
    termios m_before = {};
    bool m_is_quiet = false;
};

tl::unexpected<Error> no_terminal() {
    return fail(ErrorCode::Io, "a passphrase is needed, and there is no terminal to ask for it: give it with "
                               "--passphrase-file FILE");
}

void say(int terminal, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = write(terminal, text.data(), text.size());
        if (count < 0 && errno != EINTR)
            return;
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
}

/// Empty: the person gave up, or the terminal is gone.
Result<std::string> read_line(int terminal, const QuietTerminal& quiet) {
    std::array<char, kMaxPassphraseBytes> buffer{};
    std::string line;
    line.reserve(kMaxPassphraseBytes); // so that no copy stays behind
    while (true) {
        const ssize_t count = read(terminal, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        const std::string_view piece(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        const bool is_stopped = piece.empty() || quiet.ends_input(piece.back());
        if (!is_stopped && line.size() + piece.size() <= kMaxPassphraseBytes)
            line += piece;
        sodium_memzero(buffer.data(), buffer.size());
        if (is_stopped) {
            wipe(line);
            return fail(ErrorCode::Io, "stopped: no passphrase was given");
        }
        if (line.ends_with('\n')) {
            line.pop_back();
            return line;
        }
        if (line.size() == kMaxPassphraseBytes)
            return fail(ErrorCode::BadContent, "the passphrase is too long");
    }
}

} // namespace

void wipe(std::string& text) {
    sodium_memzero(text.data(), text.size());
    text.clear();
}

Result<std::string> ask_passphrase(std::string_view prompt) {
    const update::Descriptor terminal(open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!terminal.is_open())
        return no_terminal();
    const QuietTerminal quiet(terminal.number());
    if (!quiet.is_quiet())
        return no_terminal();
    say(terminal.number(), fmt::format("{}: ", prompt));
    auto line = read_line(terminal.number(), quiet);
    say(terminal.number(), "\n");
    return line;
}

Result<std::string> read_passphrase(const std::filesystem::path& file) {
    auto text = read_whole(file, kMaxPassphraseBytes);
    if (!text)
        return text;
    if (text->ends_with('\n'))
        text->pop_back();
    if (text->empty() || text->find_first_of("\r\n") != std::string::npos) {
        wipe(*text);
        return fail(ErrorCode::BadContent, "the passphrase must be the only line of this file", file.string());
    }
    return text;
}

ProgressLine::ProgressLine() : m_is_terminal(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (!m_shown.empty())
        fmt::print(stderr, "\r{}\r", std::string(m_shown.size(), ' '));
}

void ProgressLine::show(std::string_view what) {
    if (!m_is_terminal || what == m_shown)
        return;
    const std::size_t rest = m_shown.size() > what.size() ? m_shown.size() - what.size() : 0;
    fmt::print(stderr, "\r{}{}", what, std::string(rest, ' '));
    std::fflush(stderr);
    m_shown = what;
}

void ProgressLine::show(std::string_view what, std::int64_t done, std::int64_t total) {
    if (m_is_terminal)
        show(fmt::format("{} {} %", what, total > 0 ? done * 100 / total : 0));
}

} // namespace db::commands
