// The kinds of logs, each read from one open file to its end.
#pragma once
#include "platform/logs/review/byte_input.h"
#include "platform/logs/review/read_logs.h"
#include <filesystem>
#include <string>
#include <string_view>

namespace platform::logs::review {

/// The file being read, for those who read it.
struct LogPlace {
    const Sinks& sinks;
    std::string file;
    std::string kiosk; ///< of events that name none

    void give(ReadEvent& event) const {
        if (event.kiosk.empty())
            event.kiosk = kiosk;
        sinks.event(event);
    }
    void complain(std::int64_t line, std::string what) const { sinks.problem({file, line, std::move(what)}); }
};

/// JSON lines of ours or of `journalctl -o json`.
void read_json_lines(ByteInput& input, const LogPlace& place);

/// `journalctl -o export`.
void read_export(ByteInput& input, const LogPlace& place);

/// A file of systemd's journal.
void read_journal_file(const std::filesystem::path& file, const LogPlace& place);

enum class FileKind { JsonLines, Export, Journal, Other };

/// By the first bytes. `Other` looks like none of them.
[[nodiscard]] FileKind kind_of(std::string_view head);

} // namespace platform::logs::review
