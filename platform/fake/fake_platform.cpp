#include "platform/fake/fake_platform.h"
#include <utility>

namespace platform {

void FakePlatform::log(const logs::Event& event) {
    if (m_log_broken) {
        ++m_dropped;
        return;
    }
    if (m_dropped > 0)
        m_events.emplace_back(logs::EventsDropped{std::exchange(m_dropped, 0)});
    m_events.push_back(event);
}

void FakePlatform::set_level(Level level, int percent) {
    if (std::optional<int>& value = level_of(level))
        value = percent;
}

std::string FakePlatform::log_text() const {
    std::string text;
    for (const logs::Event& event : m_events)
        text += summary(describe(event)) + "\n";
    return text;
}

} // namespace platform
