#include "kiosk/model/idle.h"

#include <algorithm>

namespace kiosk::model {

bool Idle::touched(Millis now) {
    const bool began = m_phase == IdlePhase::Attract;
    m_phase = IdlePhase::Active;
    m_last_touch = now;
    return began;
}

bool Idle::update(Millis now) {
    if (m_phase == IdlePhase::Attract)
        return false;
    const Millis quiet = now - m_last_touch;
    if (quiet >= m_times.idle + m_times.countdown) {
        m_phase = IdlePhase::Attract;
        return true;
    }
    m_phase = quiet >= m_times.idle ? IdlePhase::Countdown : IdlePhase::Active;
    return false;
}

int Idle::seconds_left(Millis now) const {
    if (m_phase != IdlePhase::Countdown)
        return 0;
    const auto left = std::max<std::int64_t>(0, (m_last_touch + m_times.idle + m_times.countdown - now).count());
    return static_cast<int>((left + 999) / 1000);
}

float Idle::fraction_left(Millis now) const {
    if (m_phase != IdlePhase::Countdown)
        return 0;
    const auto left = static_cast<float>((m_last_touch + m_times.idle + m_times.countdown - now).count());
    return std::clamp(left / static_cast<float>(m_times.countdown.count()), 0.0F, 1.0F);
}

Millis Idle::next_change(Millis now) const {
    switch (m_phase) {
    case IdlePhase::Attract:
        return Millis::max();
    case IdlePhase::Active:
        return m_last_touch + m_times.idle;
    case IdlePhase::Countdown: {
        const Millis end = m_last_touch + m_times.idle + m_times.countdown;
        return end - Millis{1000} * std::max(0, seconds_left(now) - 1);
    }
    }
    return Millis::max();
}

} // namespace kiosk::model
