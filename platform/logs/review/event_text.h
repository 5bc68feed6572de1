// Events as text for other programs, and texts of logs for a terminal.
#pragma once
#include "platform/logs/review/read_event.h"
#include <string>
#include <string_view>

namespace platform::logs::review {

/// Adds one line as json_writer.h writes it, with its end; control characters are escaped.
void append_json(const ReadEvent& event, std::string& text);

/// The names of the columns: kiosk, boot_id, run, seq, monotonic_ms, wall, event, then all fields of the vocabulary.
[[nodiscard]] std::string csv_header();
/// Adds one record (RFC 4180). A text that a spreadsheet would take for a formula gets a ' before it, and control
/// characters become spaces. Fields that the vocabulary does not know are left out.
void append_csv(const ReadEvent& event, std::string& text);

/// Control characters become spaces.
[[nodiscard]] std::string printable(std::string_view text);

} // namespace platform::logs::review
