// What was taken out of a list, put into it, or moved within it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace db::update {

/// An element that is not in both lists: replaced (both), taken out (before), put in (after). Indexes.
struct Edit {
    std::optional<std::size_t> before;
    std::optional<std::size_t> after;
    bool operator==(const Edit&) const = default;
};

/// The fewest elements that differ, in order; neighbours that were taken out and put in make one replacement. Takes
/// time and memory of before.size() * after.size(): for short lists.
template <typename T>
std::vector<Edit> edits(const std::vector<T>& before, const std::vector<T>& after) {
    const std::size_t width = after.size() + 1;
    std::vector<std::size_t> common((before.size() + 1) * width); // of the tails from [row, column] on
    for (std::size_t row = before.size(); row-- > 0;) {
        for (std::size_t column = after.size(); column-- > 0;)
            common[row * width + column] = before[row] == after[column] ? common[(row + 1) * width + column + 1] + 1
                                                                        : std::max(common[(row + 1) * width + column],
                                                                                   common[row * width + column + 1]);
    }
    std::vector<Edit> found;
    std::size_t row = 0;
    std::size_t column = 0;
    std::size_t run = 0; // first edit since the last element in common that lacks its other half
    while (row < before.size() || column < after.size()) {
        const bool is_inside = row < before.size() && column < after.size();
        if (is_inside && before[row] == after[column]) {
            ++row;
            ++column;
            run = found.size();
        } else if (row < before.size()
                   && (!is_inside || common[(row + 1) * width + column] >= common[row * width + column + 1])) {
            if (run < found.size() && !found[run].before)
                found[run++].before = row++;
            else
                found.push_back({row++, std::nullopt});
        } else {
            if (run < found.size() && !found[run].after)
                found[run++].after = column++;
            else
                found.push_back({std::nullopt, column++});
        }
    }
    return found;
}

/// Which elements of a list without repeats must be moved so that the rest grows: the fewest. Time n log n.
[[nodiscard]] std::vector<bool> out_of_order(const std::vector<std::size_t>& numbers);

} // namespace db::update
