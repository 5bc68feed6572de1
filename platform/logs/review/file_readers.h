// The kinds of logs, each read from one open file to its end.
#pragma once
#include "platform/logs/review/byte_input.h"
#include "platform/logs/review/read_logs.h"
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace platform::logs::review {

/// The file being read, for those who read it.
struct LogPlace {
    const Sinks& sinks;
    std::string file;
    std::string kiosk;                    ///< of events that name none
    bool is_growing = false;              ///< what has no end yet is being written, and is left for the next time
    std::int64_t lines_before = 0;        ///< lines or entries of the file that were read already
    std::string certain_kiosk = {};       ///< of all events, whatever they say: see kiosk_of_certificate
    mutable std::int64_t other_names = 0; ///< events that said something else
    mutable std::string other_name = {};  ///< the first of these

    void give(ReadEvent& event) const;
    /// Tells how many events named another kiosk than that of the file.
    void tell_other_names() const;
    void complain(std::int64_t line, std::string what) const { sinks.problem({file, line, std::move(what)}); }
};

/// How far an input was read.
struct ReadTo {
    std::uintmax_t bytes = 0;
    std::int64_t lines = 0; ///< or entries, with LogPlace::lines_before
};

/// JSON lines of ours or of `journalctl -o json`.
ReadTo read_json_lines(ByteInput& input, const LogPlace& place);

/// `journalctl -o export`.
ReadTo read_export(ByteInput& input, const LogPlace& place);

/// The journal maps more and more of a file. Where the process has so much memory, mapped files counted, and so much
/// more than when the file was opened, it is closed and opened again at the same place.
struct JournalMemory {
    std::uint64_t most_bytes = 52 << 20;
    std::uint64_t worth_closing_bytes = 12 << 20; ///< a part of that is mapped again at once
};

/// A file of systemd's journal.
void read_journal_file(const std::filesystem::path& file, const LogPlace& place, const JournalMemory& memory = {});

/// The entries of a journal that is being written which stand behind `cursor`; all where it is empty. Returns the
/// cursor of the last, or `cursor`.
[[nodiscard]] std::string read_journal_on(const std::filesystem::path& file, const LogPlace& place,
                                          const std::string& cursor);

/// The newest `events`, the newest first. Returns the cursor of the last entry, empty where there is none.
[[nodiscard]] std::string read_journal_newest(const std::filesystem::path& file, const LogPlace& place,
                                              std::size_t events);

/// As the header of the file says (systemd.io/JOURNAL_FILE_FORMAT); 0 where it can't be read.
[[nodiscard]] std::uint64_t count_entries(const std::filesystem::path& file);

/// By the name, also of a rotated file.
[[nodiscard]] bool is_journal_name(const std::filesystem::path& file);
[[nodiscard]] bool is_log_name(const std::filesystem::path& file); ///< of JSON lines or an export
[[nodiscard]] bool is_packed_name(const std::filesystem::path& file);

enum class FileKind { JsonLines, Export, Journal, Other };

/// By the first bytes. `Other` looks like none of them.
[[nodiscard]] FileKind kind_of(std::string_view head);

/// Errors: "no_log" for the first path that is not there or can't be read; "-", the standard input, always can.
[[nodiscard]] Outcome<void> check_readable(const std::vector<std::filesystem::path>& paths);

} // namespace platform::logs::review
