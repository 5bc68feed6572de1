// How often a PIN may be tried: three times, then with a wait that doubles. Pure.
#pragma once
#include "kiosk/model/idle.h"

namespace kiosk::model {

/// Time is handed in by the caller as monotonic milliseconds. Closing the pad does not end the wait.
class PinGate {
public:
    static constexpr int kFreeAttempts = 3;
    static constexpr Millis kFirstWait{30'000};
    static constexpr Millis kLongestWait{900'000};

    /// A wrong PIN was given at `now`.
    void refused(Millis now);
    /// The right one: all is forgotten.
    void accepted() { *this = {}; }

    /// Wrong PINs since the last right one.
    [[nodiscard]] int attempts() const { return m_attempts; }
    [[nodiscard]] bool is_open(Millis now) const { return now >= m_open_at; }
    /// Whole seconds until it is open, rounded up; 0 when it is.
    [[nodiscard]] int seconds_left(Millis now) const;
    /// When seconds_left() will next change; Millis::max() when it is open.
    [[nodiscard]] Millis next_change(Millis now) const;

private:
    int m_attempts = 0;
    Millis m_open_at{0};
};

} // namespace kiosk::model
