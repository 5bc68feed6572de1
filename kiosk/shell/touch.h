// Fingers to one pointer: the first finger counts, further ones are ignored until it is lifted. Pure.
#pragma once
#include "kiosk/input.h"

#include <cstdint>
#include <optional>

namespace kiosk::shell {

/// Positions are pixels of the upright screen.
class TouchFilter {
public:
    [[nodiscard]] std::optional<PointerEvent> finger_down(std::int64_t device, std::int64_t finger,
                                                          model::Point position);
    [[nodiscard]] std::optional<PointerEvent> finger_move(std::int64_t device, std::int64_t finger,
                                                          model::Point position);
    [[nodiscard]] std::optional<PointerEvent> finger_up(std::int64_t device, std::int64_t finger,
                                                        model::Point position);
    /// The touch screen went away or the app lost it: the finger that was down will never be lifted.
    [[nodiscard]] std::optional<PointerEvent> reset();

private:
    struct Finger {
        std::int64_t device;
        std::int64_t finger;
        model::Point position;
    };
    [[nodiscard]] bool is_ours(std::int64_t device, std::int64_t finger) const {
        return m_finger && m_finger->device == device && m_finger->finger == finger;
    }
    std::optional<Finger> m_finger;
};

} // namespace kiosk::shell
