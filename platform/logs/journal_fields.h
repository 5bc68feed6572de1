// The log in systemd's journal: an event as the journal's named fields, and back. No systemd header here.
#pragma once
#include "platform/logs/events.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::logs {

/// "NAME=value" strings: MESSAGE for a reader, PRIORITY (syslog level), SYSLOG_IDENTIFIER, KIOSK_EVENT, KIOSK_SEQ, then
/// the fields of the event in upper case ("ROLE_ID=economist", "DWELL_MS=1200"). Values may hold any byte. Boot id and
/// time are the journal's own.
[[nodiscard]] std::vector<std::string> journal_fields(const Record& record, const Stamp& stamp);

/// Whether a field stands beside those of the event: put there by systemd, or for whoever reads the journal.
[[nodiscard]] bool is_about_the_entry(std::string_view name);

/// As /proc/sys/kernel/random/boot_id writes it, of the journal's 32 digits; anything else comes back as it is.
[[nodiscard]] std::string dashed_boot_id(std::string_view hex32);

/// The number that the text is from its first to its last byte.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

} // namespace platform::logs
