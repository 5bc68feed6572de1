// Asking for a passphrase, and a line that shows how far a command is.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace db::commands {

/// Asks on the terminal of this process, whatever standard input is; what is typed is not shown.
/// Errors: Io (there is no terminal: says what to do; the person gave up).
[[nodiscard]] Result<std::string> ask_passphrase(std::string_view prompt);

/// The one line of a file. Errors: NotFound; BadContent (empty, or more than a line); Io.
[[nodiscard]] Result<std::string> read_passphrase(const std::filesystem::path& file);

/// Overwrites a text that must not stay in memory.
void wipe(std::string& text);

/// A line on standard error that is written over and over; nothing where standard error is no terminal.
class ProgressLine {
public:
    ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ProgressLine(ProgressLine&&) = delete;
    ProgressLine& operator=(ProgressLine&&) = delete;
    /// Clears the line.
    ~ProgressLine();

    void show(std::string_view what);
    /// With how much of it is done.
    void show(std::string_view what, std::int64_t done, std::int64_t total);

private:
    bool m_is_terminal;
    std::string m_shown;
};

} // namespace db::commands
