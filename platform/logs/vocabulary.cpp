#include "platform/logs/vocabulary.h"
#include "platform/logs/events.h"
#include "platform/logs/vocabulary_words.h"
#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace platform::logs {
namespace {

struct KnownEvent {
    std::string_view name;
    std::vector<KnownField> fields;
    Record example; ///< of an event without anything in it
};

template <std::size_t... I>
std::vector<KnownEvent> all_events(std::index_sequence<I...>) {
    std::vector<KnownEvent> events;
    const auto add = [&](const Event& event) {
        const Record record = describe(event);
        KnownEvent known{record.name, {}, record};
        for (const Field& field : record.fields)
            known.fields.push_back({field.name, std::holds_alternative<std::int64_t>(field.value)});
        events.push_back(std::move(known));
    };
    (add(Event(std::in_place_index<I>)), ...);
    return events;
}

const std::vector<KnownEvent>& known_events() {
    static const std::vector<KnownEvent> events = all_events(std::make_index_sequence<std::variant_size_v<Event>>());
    return events;
}

std::string_view word(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Notice:
        return "notice";
    case Severity::Info:
        return "info";
    }
    return "invalid";
}

std::string_view type_of(const Field& field) {
    if (!field.is_known)
        return "number or empty";
    return std::holds_alternative<std::int64_t>(field.value) ? "number" : "text";
}

std::string_view meaning_of(const EventWords& event, std::string_view field) {
    const auto found = std::ranges::find(event.fields, field, &FieldWords::name);
    return found == event.fields.end() ? "?" : found->meaning;
}

std::string section(const EventWords& event) {
    std::string text = fmt::format("\n## {}\n\n", event.name);
    const auto known = std::ranges::find(known_events(), event.name, &KnownEvent::name);
    if (known == known_events().end())
        return text;
    text += fmt::format("Level {}. {}\n", word(known->example.severity), event.meaning);
    if (event.written == Written::NotYet)
        text += "\n**Not written yet**: today's kiosk has no screen that does this.\n";
    if (!known->example.fields.empty())
        text += "\n| field | type | meaning |\n| --- | --- | --- |\n";
    for (const Field& field : known->example.fields)
        text += fmt::format("| `{}` | {} | {} |\n", field.name, type_of(field), meaning_of(event, field.name));
    return text;
}

} // namespace

std::optional<std::vector<KnownField>> known_fields(std::string_view event) {
    const auto found = std::ranges::find(known_events(), event, &KnownEvent::name);
    return found == known_events().end() ? std::nullopt : std::optional(found->fields);
}

std::string vocabulary_markdown() {
    std::string text =
        "# The events\n\n"
        "What the kiosk can say about itself. `kiosk-logs events` prints this from the code; `tests/rewrite-golden` "
        "renews the file.\n\n"
        "Every event has a stamp besides its fields: `kiosk` (the name that staff gave), `boot_id`, `run` (start of "
        "the program, in microseconds since boot), `monotonic_ms` (since boot), `seq` (counts the events of a run from "
        "1) and `wall` (a hint, may be empty). `boot_id`, `run` and `seq` are an event's identity; a number that is "
        "missing in `seq` is an event that is lost.\n\n"
        "No field holds what a visitor typed. Texts are names of the code or of the database, but for `detail` and "
        "`key`, which staff or the program wrote.\n";
    for (const EventWords& event : event_words())
        text += section(event);
    return text;
}

} // namespace platform::logs
