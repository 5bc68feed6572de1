// A report as one HTML file that reads on any browser and asks nothing of any network.
#pragma once
#include "platform/logs/review/report.h"
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace platform::logs::review {

/// Whatever the logs held, it stays text on the page. `generated_wall_ms`: since 1970 in UTC; empty: not said.
/// Written piece by piece: the page of a large fleet is larger than the memory that a report may take.
void write_report_page(const Report& report, std::optional<std::int64_t> generated_wall_ms,
                       const std::function<void(std::string_view)>& write);

/// The same as one text.
[[nodiscard]] std::string report_page(const Report& report, std::optional<std::int64_t> generated_wall_ms);

} // namespace platform::logs::review
