#include "platform/logs/vocabulary.h"
#include "platform/logs/events.h"
#include "platform/logs/vocabulary_words.h"
#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace platform::logs {
namespace {

template <std::size_t... I>
std::vector<Record> describe_all(std::index_sequence<I...>) {
    return {describe(Event(std::in_place_index<I>))...};
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
    const auto known = std::ranges::find(blank_records(), event.name, &Record::name);
    if (known == blank_records().end())
        return text;
    text += fmt::format("Level {}. {}\n", severity_name(known->severity), event.meaning);
    if (event.written == Written::NotYet)
        text += "\n**Not written yet**: today's kiosk has no screen that does this.\n";
    if (!known->fields.empty())
        text += "\n| field | type | meaning |\n| --- | --- | --- |\n";
    for (const Field& field : known->fields)
        text += fmt::format("| `{}` | {} | {} |\n", field.name, type_of(field), meaning_of(event, field.name));
    return text;
}

} // namespace

const std::vector<Record>& blank_records() {
    static const std::vector<Record> records = describe_all(std::make_index_sequence<std::variant_size_v<Event>>());
    return records;
}

std::optional<std::vector<KnownField>> known_fields(std::string_view event) {
    const auto found = std::ranges::find(blank_records(), event, &Record::name);
    if (found == blank_records().end())
        return std::nullopt;
    std::vector<KnownField> fields;
    for (const Field& field : found->fields)
        fields.push_back({field.name, std::holds_alternative<std::int64_t>(field.value)});
    return fields;
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
