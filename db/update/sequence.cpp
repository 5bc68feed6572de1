#include "db/update/sequence.h"

namespace db::update {

std::vector<bool> out_of_order(const std::vector<std::size_t>& numbers) {
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends; // ends[n]: index of the smallest number that ends a growing row of n + 1
    std::vector<std::size_t> before(numbers.size(), kNone);
    for (std::size_t index = 0; index < numbers.size(); ++index) {
        const auto place = std::lower_bound(ends.begin(), ends.end(), numbers[index],
                                            [&](std::size_t end, std::size_t number) { return numbers[end] < number; });
        if (place != ends.begin())
            before[index] = *std::prev(place);
        if (place == ends.end())
            ends.push_back(index);
        else
            *place = index;
    }
    std::vector<bool> moved(numbers.size(), true);
    for (std::size_t index = ends.empty() ? kNone : ends.back(); index != kNone; index = before[index])
        moved[index] = false;
    return moved;
}

} // namespace db::update
