// How often a PIN may be tried: three times, then with a wait that doubles. Pure.
#pragma once
#include "kiosk/model/idle.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace kiosk::model {

/// Time is handed in by the caller as monotonic milliseconds. Closing the pad does not end the wait.
class PinGate {
public:
    static constexpr std::size_t kFewestDigits = 6;
    static constexpr std::size_t kMostDigits = 12;
    static constexpr std::int64_t kFreeAttempts = 3;
    static constexpr Millis kFirstWait{30'000};
    static constexpr Millis kLongestWait{900'000};

    /// The program begins at `now`, after as many wrong PINs; empty: nobody knows, and it is as after the free ones.
    /// The Pi has no clock that runs while it is off: the whole wait begins anew.
    void restore(std::optional<std::int64_t> attempts, Millis now);
    /// Whether a restart will know of the try. Where it will not, there are no free ones.
    enum class Kept : std::uint8_t { Yes, No };
    /// A wrong PIN was given at `now`.
    void refused(Millis now, Kept kept = Kept::Yes);
    /// The right one: all is forgotten.
    void accepted() { *this = {}; }

    /// Wrong PINs since the last right one.
    [[nodiscard]] std::int64_t attempts() const { return m_attempts; }
    [[nodiscard]] bool is_open(Millis now) const { return now >= m_open_at; }
    /// Whole seconds until it is open, rounded up; 0 when it is.
    [[nodiscard]] int seconds_left(Millis now) const;
    /// When seconds_left() will next change; Millis::max() when it is open.
    [[nodiscard]] Millis next_change(Millis now) const;

private:
    void wait(std::int64_t attempts, Millis now);

    std::int64_t m_attempts = 0;
    Millis m_open_at{0};
};

} // namespace kiosk::model
