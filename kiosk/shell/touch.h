// Fingers to one pointer: the first finger counts, further ones are ignored until it is lifted. A finger whose lift
// never comes (its device went or was reset, a drop of water) is given up, or touch would be dead for the rest of the
// day. Pure.
#pragma once
#include "kiosk/input.h"
#include "kiosk/model/idle.h"

#include <cstdint>
#include <optional>
#include <span>

namespace kiosk::shell {

/// Positions are pixels of the upright screen; `now` is monotonic.
class TouchFilter {
public:
    /// A finger that rests longer is given up: what it does later counts only after it was lifted.
    static constexpr model::Millis kLongestRest{20'000};
    /// Of a finger that rests: a panel's noise.
    static constexpr float kNoisePx = 8;

    [[nodiscard]] std::optional<PointerEvent> finger_down(std::int64_t device, std::int64_t finger,
                                                          model::Point position, model::Millis now);
    [[nodiscard]] std::optional<PointerEvent> finger_move(std::int64_t device, std::int64_t finger,
                                                          model::Point position, model::Millis now);
    [[nodiscard]] std::optional<PointerEvent> finger_up(std::int64_t device, std::int64_t finger,
                                                        model::Point position);
    /// The app lost the touch screen: the finger that was down will never be lifted.
    [[nodiscard]] std::optional<PointerEvent> reset();
    /// The touch screens that there are now, after one came or went. A finger on another one is given up.
    [[nodiscard]] std::optional<PointerEvent> devices_changed(std::span<const std::int64_t> devices);
    /// Gives up the finger that has rested for too long. Call now and then.
    [[nodiscard]] std::optional<PointerEvent> give_up_rest(model::Millis now);

private:
    struct Finger {
        std::int64_t device;
        std::int64_t finger;
        model::Point rest; ///< where it last moved to in earnest
        model::Millis since{0};
    };
    [[nodiscard]] bool is_ours(std::int64_t device, std::int64_t finger) const {
        return m_finger && m_finger->device == device && m_finger->finger == finger;
    }
    std::optional<Finger> m_finger;
};

} // namespace kiosk::shell
