// Times on the wall as logs write them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace platform::logs {

/// Milliseconds since 1970 of "2026-11-24T12:00:00Z" or "2026-11-24T12:00:00.250Z"; empty for anything else.
[[nodiscard]] std::optional<std::int64_t> parse_wall(std::string_view text);

/// "2026-11-24T12:00:00Z", with ".250" where there are milliseconds; empty where the year has not four digits.
[[nodiscard]] std::string format_wall(std::int64_t wall_ms);

} // namespace platform::logs
