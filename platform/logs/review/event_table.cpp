#include "platform/logs/review/event_table.h"
#include "platform/logs/vocabulary.h"
#include <algorithm>
#include <array>
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

Table make_table() {
    Table table;
    for (std::size_t index = 0; index < kKnownEvents; ++index) {
        const Record& record = blank_records()[index];
        table.names[index] = record.name;
        table.severities[index] = record.severity;
        table.by_name.push_back({record.name, index});
    }
    std::ranges::sort(table.by_name, {}, &Entry::name);
    return table;
}

const Table& table() {
    static const Table only = make_table();
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
