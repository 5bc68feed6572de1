// A report as JSON: every member of report.h under its own name.
#pragma once
#include "platform/logs/review/report.h"
#include <string>

namespace platform::logs::review {

/// Valid UTF-8 without control characters; broken bytes become U+FFFD. What is not known is null; needs are names;
/// `sessions_by_hour` is a list of [hours since 1970 in UTC, sessions]. On one line with `indent` -1.
[[nodiscard]] std::string report_json(const Report& report, int indent = -1);

} // namespace platform::logs::review
