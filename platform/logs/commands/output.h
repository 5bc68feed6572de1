// What the reviewer's commands share: a result that is whole or not there, and problems of logs on stderr.
#pragma once
#include "platform/base/output_file.h"
#include "platform/logs/review/read_logs.h"
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

namespace platform::logs::commands {

/// Stdout, or a file that gets its name only when it is whole and on the disk; a pipe or a device is written as it
/// comes. Use from one thread.
class Output {
public:
    /// Empty: stdout. A link stays, and the file behind it is replaced. What an earlier run left half written, in
    /// .NAME.part, is written anew. False where it can't be: errno says why.
    [[nodiscard]] bool open(const std::filesystem::path& file);
    void write(std::string_view text);
    /// False where not all is there; then no file is. errno says why.
    [[nodiscard]] bool finish();
    void discard() const;
    [[nodiscard]] bool has_failed() const { return m_failed; }
    /// Tells on stderr that it could not be written, and why. Returns the exit status.
    [[nodiscard]] int tell_failure() const;

private:
    struct CloseFile {
        void operator()(FILE* file) const { std::fclose(file); }
    };
    [[nodiscard]] FILE* stream() const { return m_file ? m_file.get() : stdout; }
    std::filesystem::path m_name;
    std::filesystem::path m_part; ///< empty: it is written under its own name
    std::unique_ptr<FILE, CloseFile> m_file;
    bool m_failed = false;
};

void print_problem(const review::Problem& problem);

/// Prints why `wish.file` may not be written (platform/base/output_file.h). Returns whether it may.
[[nodiscard]] bool may_write(const OutputWish& wish, const OutputKind& kind);

/// For a reviewer who named the wrong folder: a report on nothing must not look like an all-clear. Returns the exit
/// status, 1.
int tell_nothing_read(const std::vector<std::filesystem::path>& paths);

} // namespace platform::logs::commands
