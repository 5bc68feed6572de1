// The log where there is no journal: one line of JSON an event.
#pragma once
#include "platform/logs/events.h"
#include <string>

namespace platform::logs {

/// One JSON object without a line break: `event`, `boot_id`, `monotonic_ms`, `seq`, `wall` (null where unknown), then
/// the fields of the event in their order. Always valid UTF-8: broken bytes become U+FFFD. Does not throw on any text.
[[nodiscard]] std::string json_line(const Record& record, const Stamp& stamp);

} // namespace platform::logs
