// The events by name: what a reader needs to turn texts back into an event's fields.
#pragma once
#include "platform/logs/events.h"
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::logs {

/// Every event with nothing in it, in the order of `Event`.
[[nodiscard]] const std::vector<Record>& blank_records();

struct KnownField {
    std::string_view name;
    bool is_number = false;
};

/// The fields of the event that events.h calls so, in their order; empty for a name that this program does not know.
[[nodiscard]] std::optional<std::vector<KnownField>> known_fields(std::string_view event);

/// Every event, in Markdown: the text of EVENTS.md.
[[nodiscard]] std::string vocabulary_markdown();

} // namespace platform::logs
