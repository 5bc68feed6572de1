#include "kiosk/model/pin_gate.h"

#include <algorithm>

namespace kiosk::model {

void PinGate::restore(std::optional<std::int64_t> attempts, Millis now) {
    m_attempts = std::max<std::int64_t>(0, attempts.value_or(kFreeAttempts));
    wait(m_attempts, now);
}

void PinGate::refused(Millis now, Kept kept) {
    ++m_attempts;
    wait(kept == Kept::Yes ? m_attempts : std::max(m_attempts, kFreeAttempts), now);
}

void PinGate::wait(std::int64_t attempts, Millis now) {
    Millis wait{0};
    if (attempts >= kFreeAttempts)
        wait = kFirstWait;
    for (std::int64_t attempt = kFreeAttempts; attempt < attempts && wait < kLongestWait; ++attempt)
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
