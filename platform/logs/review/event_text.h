// Events as text for other programs, and texts of logs for a terminal.
#pragma once
#include "platform/logs/review/read_event.h"
#include <string>
#include <string_view>

namespace platform::logs::review {

/// Adds one line as json_writer.h writes it, with its end; what is not harmless (platform/base/printable.h) is escaped.
void append_json(const ReadEvent& event, std::string& text);

/// The names of the columns: kiosk, boot_id, run, seq, monotonic_ms, wall, event, then all fields of the vocabulary.
[[nodiscard]] std::string csv_header();
/// Adds one record (RFC 4180). A text that a spreadsheet would take for a formula gets a ' before it, and what
/// is not harmless becomes spaces. Fields that the vocabulary does not know are left out.
void append_csv(const ReadEvent& event, std::string& text);

/// What is not harmless (platform/base/printable.h) becomes spaces.
[[nodiscard]] std::string printable(std::string_view text);

/// JSON on one line that means the same, with escapes for what is not harmless.
[[nodiscard]] std::string harmless_json(std::string_view json);

} // namespace platform::logs::review
