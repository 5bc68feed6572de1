// How staff open their panel with one finger: hold the top left corner, then the top right one. Visitors do not find it
// by chance, and nothing on the glass tells of it. Pure.
#pragma once
#include "kiosk/model/idle.h"

#include <cstdint>

namespace kiosk::model {

/// Time is handed in by the caller as monotonic milliseconds.
class StaffGesture {
public:
    enum class Corner : std::uint8_t { None, TopLeft, TopRight };

    static constexpr Millis kHold{3000};      ///< each corner
    static constexpr Millis kPause{4000};     ///< at most, from leaving the first to touching the second
    static constexpr float kCornerMm = 15.0F; ///< side of the square

    void pressed(Corner corner, Millis now);
    /// The finger moves within `corner`, or to it.
    void moved(Corner corner);
    void released(Millis now);
    /// Returns true once when both corners were held: the finger is still down then.
    bool update(Millis now);

    /// The finger has held a corner long enough: when it leaves, it shall press nothing there.
    [[nodiscard]] bool is_held() const { return m_step == Step::LeftHeld; }
    /// When update() has to be called while the finger rests; Millis::max() if it need not.
    [[nodiscard]] Millis next_change() const;

private:
    enum class Step : std::uint8_t { Idle, Left, LeftHeld, Between, Right };
    Step m_step = Step::Idle;
    Millis m_since{0};
};

} // namespace kiosk::model
