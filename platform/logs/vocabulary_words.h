// A sentence for every event and every field: what EVENTS.md says.
#pragma once
#include <span>
#include <string_view>

namespace platform::logs {

struct FieldWords {
    std::string_view name;
    std::string_view meaning; ///< Markdown without a line break or `|`
};

/// Whether something in this source tree logs the event today.
enum class Written { Today, NotYet };

struct EventWords {
    std::string_view name;
    std::string_view meaning;
    std::span<const FieldWords> fields;
    Written written = Written::Today;
};

/// In the order of EVENTS.md. A field with the name of another event's has words of its own.
[[nodiscard]] std::span<const EventWords> event_words();

} // namespace platform::logs
