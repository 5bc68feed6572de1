#include "platform/logs/review/event_table.h"
#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace platform::logs::review {
namespace {

struct Entry {
    std::string_view name;
    std::size_t index = 0;
};

struct Table {
    std::array<std::string_view, kKnownEvents> names;
    std::array<Severity, kKnownEvents> severities;
    std::vector<Entry> by_name; ///< sorted
};

template <std::size_t... I>
Table make_table(std::index_sequence<I...>) {
    Table table;
    const auto add = [&](std::size_t index, const Event& event) {
        const Record record = describe(event);
        table.names[index] = record.name;
        table.severities[index] = record.severity;
        table.by_name.push_back({record.name, index});
    };
    (add(I, Event(std::in_place_index<I>)), ...);
    std::ranges::sort(table.by_name, {}, &Entry::name);
    return table;
}

const Table& table() {
    static const Table only = make_table(std::make_index_sequence<kKnownEvents>());
    return only;
}

} // namespace

std::size_t event_index(std::string_view name) {
    const auto& entries = table().by_name;
    const auto found = std::ranges::lower_bound(entries, name, {}, &Entry::name);
    return found != entries.end() && found->name == name ? found->index : kKnownEvents;
}

std::string_view event_name(std::size_t index) {
    return table().names.at(index);
}

Severity event_severity(std::size_t index) {
    return table().severities.at(index);
}

} // namespace platform::logs::review
