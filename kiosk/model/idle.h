// When nobody is there: a countdown that any touch extends, then the end of the session (WCAG 2.2.1). Pure.
#pragma once
#include <chrono>
#include <cstdint>

namespace kiosk::model {

using Millis = std::chrono::milliseconds;

struct IdleTimes {
    Millis idle{60'000};      ///< without touch until the countdown shows
    Millis countdown{20'000}; ///< shown and spoken, until the session ends
};

enum class IdlePhase : std::uint8_t { Attract, Active, Countdown };

/// Time is handed in by the caller as monotonic milliseconds.
class Idle {
public:
    explicit Idle(IdleTimes times) : m_times(times) {}

    /// Somebody touched the glass. Returns true if that began a session.
    bool touched(Millis now);
    /// Moves the phase on. Returns true if this call ended a session.
    bool update(Millis now);
    /// Ends the session at once.
    void end() { m_phase = IdlePhase::Attract; }

    [[nodiscard]] IdlePhase phase() const { return m_phase; }
    [[nodiscard]] Millis last_touch() const { return m_last_touch; }
    /// Whole seconds left in the countdown, rounded up; 0 outside of it.
    [[nodiscard]] int seconds_left(Millis now) const;
    /// From 1 at the countdown's start to 0 at its end.
    [[nodiscard]] float fraction_left(Millis now) const;
    /// When update() or seconds_left() will next change by themselves; Millis::max() in Attract.
    [[nodiscard]] Millis next_change(Millis now) const;

private:
    IdleTimes m_times;
    IdlePhase m_phase = IdlePhase::Attract;
    Millis m_last_touch{0};
};

} // namespace kiosk::model
