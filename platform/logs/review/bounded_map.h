// Values by name, in bounded memory, equal for every order of the same events.
//
// Of more names than fit, the first in alphabetical order stay. One of these is there from its first event on, whatever
// came before it, so that its value is exact; all others melt into `other`.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace platform::logs::review {

template <typename Value, std::size_t kMax>
class BoundedMap {
public:
    static constexpr std::size_t kLongestName = 128;

    /// Valid until the next call. `Value` has `operator+=`.
    Value& at(std::string_view name) {
        if (const auto found = m_values.find(name); found != m_values.end())
            return found->second;
        if (name.size() > kLongestName)
            return m_other;
        if (m_values.size() >= kMax) {
            const auto last = std::prev(m_values.end());
            if (name > last->first)
                return m_other;
            m_other += last->second;
            m_values.erase(last);
        }
        return m_values.emplace(std::string(name), Value{}).first->second;
    }

    /// As if what the other one was given had come to this one.
    void merge(const BoundedMap& other) {
        for (const auto& [name, value] : other.m_values)
            at(name) += value;
        m_other += other.m_other;
    }

    [[nodiscard]] std::size_t size() const { return m_values.size(); }

    /// With "other" where there is something.
    template <typename Map>
    void add_to(Map& all) const {
        for (const auto& [name, value] : m_values)
            all[name] += value;
        if (!(m_other == Value{}))
            all["other"] += m_other;
    }

private:
    std::map<std::string, Value, std::less<>> m_values;
    Value m_other{};
};

} // namespace platform::logs::review
