#include "kiosk/model/pin_gate.h"

#include <algorithm>

namespace kiosk::model {

void PinGate::refused(Millis now) {
    ++m_attempts;
    Millis wait{0};
    if (m_attempts >= kFreeAttempts)
        wait = kFirstWait;
    for (int attempt = kFreeAttempts; attempt < m_attempts && wait < kLongestWait; ++attempt)
        wait *= 2;
    m_open_at = now + std::min(wait, kLongestWait);
}

int PinGate::seconds_left(Millis now) const {
    const auto left = std::max<Millis::rep>(0, (m_open_at - now).count());
    return static_cast<int>((left + 999) / 1000);
}

Millis PinGate::next_change(Millis now) const {
    return is_open(now) ? Millis::max() : m_open_at - Millis{1000} * (seconds_left(now) - 1);
}

} // namespace kiosk::model
