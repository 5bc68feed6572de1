// Events as rows of a table, for databases: tab-separated text as ClickHouse (TabSeparatedWithNames) and PostgreSQL
// (COPY) read it. Nothing is changed as in CSV, and what is not known (\N) is told from what is empty.
#pragma once
#include "platform/logs/review/read_event.h"
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace platform::logs::review {

struct TableColumn {
    std::string_view name;
    bool is_number = false;   ///< a text where events of the vocabulary disagree
    bool may_be_null = false; ///< numbers only; a text that is not known is empty
};

/// kiosk, boot_id, run, seq, monotonic_ms, wall_ms, event, severity, summary, then all fields of the vocabulary.
/// `severity` is empty for an event that the vocabulary does not know. `summary` holds at most kLongestSummary bytes of
/// append_summary, and is empty for known events of severity info, whose columns say all.
[[nodiscard]] const std::vector<TableColumn>& table_columns();

inline constexpr std::size_t kLongestSummary = 160;

/// The names of the columns, with the line's end.
[[nodiscard]] std::string table_header();
/// Adds one row with its end. A column of numbers is \N where the event has no such number; what is not harmless
/// (platform/base/printable.h) is escaped.
void append_row(const ReadEvent& event, std::string& text);

/// Adds "verdict=stale version=7": the fields that are known, in their order; at most `longest` bytes, no half letter.
void append_summary(const ReadEvent& event, std::size_t longest, std::string& text);

} // namespace platform::logs::review
