// A report for a terminal, 80 columns wide.
#pragma once
#include "platform/logs/review/report.h"
#include <string>

namespace platform::logs::review {

/// Ends with a line break. Names come from logs: control characters become '?'. Times are in UTC.
[[nodiscard]] std::string report_text(const Report& report);

} // namespace platform::logs::review
