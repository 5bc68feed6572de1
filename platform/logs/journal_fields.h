// The log in systemd's journal: an event as the journal's named fields. No systemd header here.
#pragma once
#include "platform/logs/events.h"
#include <string>
#include <vector>

namespace platform::logs {

/// "NAME=value" strings: MESSAGE for a reader, PRIORITY (syslog level), SYSLOG_IDENTIFIER, KIOSK_EVENT, KIOSK_SEQ, then
/// the fields of the event in upper case ("ROLE_ID=economist", "DWELL_MS=1200"). Values may hold any byte. Boot id and
/// time are the journal's own.
[[nodiscard]] std::vector<std::string> journal_fields(const Record& record, const Stamp& stamp);

} // namespace platform::logs
