// Reads logs of any kind in any mix: what the reviewer got from collectors and sticks.
#pragma once
#include "platform/logs/failure.h"
#include "platform/logs/review/read_event.h"
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace platform::logs::review {

/// Something in a log that is no event. Reading goes on behind it.
struct Problem {
    std::string file;
    std::int64_t line = 0; ///< from 1; of a journal the number of the entry; 0: the file as a whole
    std::string what;      ///< a sentence for a person, without control characters
};

struct Sinks {
    std::function<void(const ReadEvent&)> event;
    std::function<void(const Problem&)> problem;
    std::function<void(const std::filesystem::path& file, std::uintmax_t done_bytes, std::uintmax_t all_bytes)>
        progress; ///< may be empty
    /// Before the first event of each file, and of stdin: each has a budget of what is remembered. May be empty.
    std::function<void()> file = {};
};

/// Reads every path to its end, one file after the other; the order of events of different files means nothing, and the
/// same event may come more than once (seen.h). A path is
/// - a file of JSON lines (json_writer.h), plain or "-" for stdin;
/// - an exported journal: `journalctl -o export` or `journalctl -o json`, told apart by its first bytes;
/// - a journal file (*.journal, *.journal~);
/// - a folder: all of these below it, of journal-remote, of a stick ("kiosk-logs"), of a kiosk, sorted by path. In a
///   collection of a stick, events without a kiosk's name get that of collection.json; a collection whose SHA256SUMS is
///   missing or does not match is read nevertheless, with a problem.
/// Memory does not grow with the logs. Blocks on disk. Use from one thread.
/// Errors: "no_log" where a path is not there or can't be read at all, before anything is read.
[[nodiscard]] Outcome<void> read_logs(const std::vector<std::filesystem::path>& paths, const Sinks& sinks);

} // namespace platform::logs::review
