// A report as one HTML file that reads on any browser and asks nothing of any network.
#pragma once
#include "platform/logs/review/report.h"
#include <cstdint>
#include <optional>
#include <string>

namespace platform::logs::review {

/// Whatever the logs held, it stays text on the page. `generated_wall_ms`: since 1970 in UTC; empty: not said.
[[nodiscard]] std::string report_page(const Report& report, std::optional<std::int64_t> generated_wall_ms);

} // namespace platform::logs::review
