// A report as JSON: every member of report.h under its own name.
#pragma once
#include "platform/logs/review/report.h"
#include <functional>
#include <string>
#include <string_view>

namespace platform::logs::review {

/// Writes the report piece by piece, so that the text of a large fleet is never in memory. One line without its end;
/// valid UTF-8 without control characters; broken bytes become U+FFFD. No letter is cut by the end of a piece. What is
/// not known is null; needs are names; `sessions_by_hour` is a list of [hours since 1970 in UTC, sessions]; `health`
/// has a list for each member of a sample.
void write_report_json(const Report& report, const std::function<void(std::string_view)>& write);

/// The same as one text.
[[nodiscard]] std::string report_json(const Report& report);

} // namespace platform::logs::review
