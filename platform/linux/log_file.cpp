#include "platform/linux/log_file.h"
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <utility>

namespace platform {
namespace {

constexpr int kFlags = O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY;
constexpr mode_t kMode = 0640;

/// 0 also for what is no regular file.
std::uintmax_t size_of(int file) {
    struct stat about {};
    return fstat(file, &about) == 0 && S_ISREG(about.st_mode) ? static_cast<std::uintmax_t>(about.st_size) : 0;
}

bool ends_within_a_line(const std::filesystem::path& path, std::uintmax_t size) {
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    char last = '\n';
    return size > 0 && file && pread(file.get(), &last, 1, static_cast<off_t>(size - 1)) == 1 && last != '\n';
}

} // namespace

bool write_line(int descriptor, std::string line, bool& torn) {
    if (torn)
        line.insert(0, "\n"); // what follows a full disk or a cut plug starts on a line of its own
    line += '\n';
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t count = ::write(descriptor, rest.data(), rest.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            torn = torn || rest.size() < line.size();
            return false;
        }
        rest.remove_prefix(static_cast<std::size_t>(count));
    }
    torn = false;
    return true;
}

LogFile::LogFile(std::filesystem::path path, LogFileLimits limits) : m_path(std::move(path)), m_limits(limits) {}

int LogFile::open() {
    m_file = FileDescriptor(::open(m_path.c_str(), O_WRONLY | kFlags, kMode));
    if (!m_file)
        return errno;
    m_torn = ends_within_a_line(m_path, size_of(m_file.get()));
    return 0;
}

bool LogFile::write(std::string line) {
    constexpr std::size_t kLineEnds = 2;
    return make_room(line.size() + kLineEnds) && write_line(m_file.get(), std::move(line), m_torn);
}

bool LogFile::make_room(std::size_t bytes) {
    if (!m_file && open() != 0)
        return false;
    const std::uintmax_t size = size_of(m_file.get());
    if (size == 0 || size + bytes <= m_limits.file_bytes)
        return true;
    return rotate() && open() == 0;
}

bool LogFile::rotate() {
    fdatasync(m_file.get()); // the names must not outrun what they name
    const int oldest = m_limits.files - 1;
    int free = 1;
    while (free < oldest && access(rotated(free).c_str(), F_OK) == 0)
        ++free;
    for (int number = free; number > 1; --number)
        if (std::rename(rotated(number - 1).c_str(), rotated(number).c_str()) != 0)
            return false;
    const bool is_away =
        oldest < 1 ? unlink(m_path.c_str()) == 0 : std::rename(m_path.c_str(), rotated(1).c_str()) == 0;
    if (is_away)
        m_file.close();
    return is_away;
}

std::filesystem::path LogFile::rotated(int number) const {
    return m_path.string() + "." + std::to_string(number);
}

} // namespace platform
