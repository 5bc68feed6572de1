// Numbers that one seed fixes on every machine, unlike the distributions of <random>.
#pragma once
#include <cstddef>
#include <cstdint>

namespace fuzz {

/// splitmix64.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next() {
        std::uint64_t mixed = m_state += 0x9e3779b97f4a7c15U;
        mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebU;
        return mixed ^ mixed >> 31;
    }

    /// 0 to `limit` - 1; 0 where there is nothing to choose.
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(next() % limit); }
    bool one_in(std::size_t count) { return below(count) == 0; }
    char byte() { return static_cast<char>(next()); }

    template <typename Container>
    const auto& pick(const Container& container) {
        return container[below(container.size())];
    }

private:
    std::uint64_t m_state;
};

} // namespace fuzz
