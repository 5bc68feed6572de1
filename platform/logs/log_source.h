// Reads a log from where the last collection ended, line by line; memory does not grow with the log.
#pragma once
#include "platform/logs/events.h"
#include "platform/logs/failure.h"
#include "platform/logs/journal_place.h"
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace platform::logs {

inline constexpr std::size_t kMaxLineBytes = 1024 * 1024;

/// One line for the reviewer: JSON without a line break, in the form of json_writer.h.
struct LogLine {
    std::string text;
    bool is_event = true; ///< false: "unreadable_line" tells of something in the log that is no event
    Stamp stamp;          ///< empty where the line is no event
};

/// A log being read, oldest first. Use from one thread.
struct LogSource {
    /// The next line; false at the end. Errors: "no_log" where the log can't be read on.
    std::function<Outcome<bool>(LogLine&)> next;
    /// The line that next() gave last, and all before it, are done.
    std::function<void()> mark;
    /// Where to read on after the last mark, as JSON text; as it was at the start where nothing was marked.
    std::function<std::string()> position;
};

/// The log file that the kiosk writes with --log, and before it those that were rotated away: FILE.1, FILE.2 ...
/// `position` is what LogSource::position gave once; empty or unknown reads all that is there. A last line of FILE
/// without its end is being written, and is left for the next time. Errors: "no_log".
[[nodiscard]] Outcome<LogSource> read_log_file(const std::filesystem::path& file, const std::string& position);

/// systemd's journal. Only entries that journal_fields.h made. `position` as above. Errors: "no_log".
[[nodiscard]] Outcome<LogSource> read_journal(const JournalPlace& place, const std::string& position);

/// Takes a line of a log file apart; what is no event becomes an unreadable line.
[[nodiscard]] LogLine line_of(std::string text);

/// {"event":"unreadable_line","bytes":N,"text":"the first 200 bytes of it"}
[[nodiscard]] LogLine unreadable_line(std::uintmax_t bytes, std::string_view text);

} // namespace platform::logs
