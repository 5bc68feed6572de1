// The events by number, so that counting needs no texts.
#pragma once
#include "platform/logs/events.h"
#include <cstddef>
#include <string_view>
#include <variant>

namespace platform::logs::review {

inline constexpr std::size_t kKnownEvents = std::variant_size_v<Event>;

/// The place of an event in `Event`; kKnownEvents for a name that this program does not know.
[[nodiscard]] std::size_t event_index(std::string_view name);
[[nodiscard]] std::string_view event_name(std::size_t index);
[[nodiscard]] Severity event_severity(std::size_t index);

template <typename Wanted, std::size_t I = 0>
constexpr std::size_t index_of() {
    if constexpr (std::is_same_v<Wanted, std::variant_alternative_t<I, Event>>)
        return I;
    else
        return index_of<Wanted, I + 1>();
}

} // namespace platform::logs::review
