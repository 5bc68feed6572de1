// A log of whole lines that never takes more than its share of the disk.
#pragma once
#include "platform/linux/file_descriptor.h"
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace platform {

struct LogFileLimits {
    std::uintmax_t file_bytes = std::uintmax_t{8} * 1024 * 1024; ///< of one file; a longer line has one of its own
    int files = 8;                                               ///< FILE, FILE.1 (older), ... at least 1
};

/// Adds `line` and its end to what the descriptor names. False where it is not there as a whole; what is there of it
/// gets a line end before the next. `torn` remembers that: whether the output ends within a line.
[[nodiscard]] bool write_line(int descriptor, std::string line, bool& torn);

/// Appends to FILE. Where the next line would make it too long, FILE becomes FILE.1, that FILE.2 and so on; the oldest
/// goes. By renaming, so that a cut plug at any moment loses no line of the others and at most leaves a number out.
/// Anything else than a regular file is written without limits. Blocks on the disk. Use from one thread.
class LogFile {
public:
    explicit LogFile(std::filesystem::path path, LogFileLimits limits = {});

    /// Makes the file where it is missing. 0, or the errno of what failed; write() tries again.
    [[nodiscard]] int open();
    /// As write_line. Where FILE cannot be renamed it grows no further.
    [[nodiscard]] bool write(std::string line);

private:
    [[nodiscard]] bool make_room(std::size_t bytes);
    [[nodiscard]] bool rotate();
    [[nodiscard]] std::filesystem::path rotated(int number) const;

    std::filesystem::path m_path;
    LogFileLimits m_limits;
    FileDescriptor m_file;
    bool m_torn = false;
};

} // namespace platform
