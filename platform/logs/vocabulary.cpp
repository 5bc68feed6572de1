#include "platform/logs/vocabulary.h"
#include "platform/logs/events.h"
#include <algorithm>
#include <utility>

namespace platform::logs {
namespace {

struct KnownEvent {
    std::string_view name;
    std::vector<KnownField> fields;
};

template <std::size_t... I>
std::vector<KnownEvent> all_events(std::index_sequence<I...>) {
    std::vector<KnownEvent> events;
    const auto add = [&](const Event& event) {
        const Record record = describe(event);
        KnownEvent known{record.name, {}};
        for (const Field& field : record.fields)
            known.fields.push_back({field.name, std::holds_alternative<std::int64_t>(field.value)});
        events.push_back(std::move(known));
    };
    (add(Event(std::in_place_index<I>)), ...);
    return events;
}

} // namespace

std::optional<std::vector<KnownField>> known_fields(std::string_view event) {
    static const std::vector<KnownEvent> events = all_events(std::make_index_sequence<std::variant_size_v<Event>>());
    const auto found = std::ranges::find(events, event, &KnownEvent::name);
    return found == events.end() ? std::nullopt : std::optional(found->fields);
}

} // namespace platform::logs
