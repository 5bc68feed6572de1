#include "platform/logs/commands/output.h"
#include "platform/logs/review/event_text.h"
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

namespace platform::logs::commands {

namespace fs = std::filesystem;

bool Output::open(const fs::path& file) {
    m_name = file;
    if (file.empty())
        return true;
    std::error_code failed;
    const bool is_there = fs::exists(file, failed);
    const bool has_no_name = file.native().starts_with("/dev/") || file.native().starts_with("/proc/");
    if (is_there && (has_no_name || !fs::is_regular_file(file, failed))) {
        m_file.reset(std::fopen(file.c_str(), "we"));
        return m_file != nullptr;
    }
    if (is_there)
        m_name = fs::canonical(file, failed);
    if (failed)
        m_name = file;
    m_part = m_name.parent_path() / ("." + m_name.filename().string() + ".part");
    const int opened = ::open(m_part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY, 0666);
    m_file.reset(opened >= 0 ? ::fdopen(opened, "w") : nullptr);
    return m_file != nullptr;
}

void Output::write(std::string_view text) {
    m_failed = m_failed || std::fwrite(text.data(), 1, text.size(), stream()) != text.size();
}

bool Output::finish() {
    m_failed = m_failed || std::fflush(stream()) != 0;
    if (m_part.empty())
        return !m_failed;
    m_failed = m_failed || fsync(fileno(stream())) != 0;
    m_failed = m_failed || std::rename(m_part.c_str(), m_name.c_str()) != 0;
    if (m_failed)
        discard();
    return !m_failed;
}

void Output::discard() const {
    const int error = errno;
    if (!m_part.empty())
        (void)::unlink(m_part.c_str());
    errno = error;
}

int Output::tell_failure() const {
    fmt::print(stderr, "{}: cannot be written ({}); make room, or name another file\n",
               m_name.empty() ? "stdout" : review::printable(m_name.string()), std::generic_category().message(errno));
    return 1;
}

bool may_write(const OutputWish& wish, const OutputKind& kind) {
    const auto problem = output_problem(wish, kind);
    if (problem)
        fmt::print(stderr, "{}\n", review::printable(*problem));
    return !problem;
}

int tell_nothing_read(const std::vector<std::filesystem::path>& paths) {
    for (const std::filesystem::path& path : paths)
        fmt::print(stderr, "{}: no event of a kiosk was read here\n", review::printable(path.string()));
    fmt::print(stderr,
               "Nothing is known of any kiosk, so that nothing can be told. Name the folder that holds the logs: "
               "kiosk-logs of a stick, or the collector's; unpack what is packed.\n");
    return 1;
}

void print_problem(const review::Problem& problem) {
    fmt::print(stderr, "{}{}: {}\n", review::printable(problem.file),
               problem.line > 0 ? fmt::format(":{}", problem.line) : "", review::printable(problem.what));
}

} // namespace platform::logs::commands
