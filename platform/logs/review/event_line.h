// One event as a line for a person.
#pragma once
#include "platform/logs/review/read_event.h"
#include <string>

namespace platform::logs::review {

enum class Colours { No, Yes };

/// "2026-11-24 13:00:05 hall-2  warning stick_refused verdict=stale version=7", with its end: the time on this
/// machine's clock, or "boot 5c0e +01:04:22" where the kiosk had none. Long values are cut. Control characters become
/// spaces, whatever the log held.
[[nodiscard]] std::string event_line(const ReadEvent& event, Colours colours);

} // namespace platform::logs::review
