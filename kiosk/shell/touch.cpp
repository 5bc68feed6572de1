#include "kiosk/shell/touch.h"

namespace kiosk::shell {

std::optional<PointerEvent> TouchFilter::finger_down(std::int64_t device, std::int64_t finger, model::Point position) {
    if (m_finger)
        return std::nullopt;
    m_finger = Finger{device, finger, position};
    return PointerEvent{PointerEvent::Kind::Down, position, 0};
}

std::optional<PointerEvent> TouchFilter::finger_move(std::int64_t device, std::int64_t finger, model::Point position) {
    if (!is_ours(device, finger))
        return std::nullopt;
    m_finger->position = position;
    return PointerEvent{PointerEvent::Kind::Move, position, 0};
}

std::optional<PointerEvent> TouchFilter::finger_up(std::int64_t device, std::int64_t finger, model::Point position) {
    if (!is_ours(device, finger))
        return std::nullopt;
    m_finger.reset();
    return PointerEvent{PointerEvent::Kind::Up, position, 0};
}

std::optional<PointerEvent> TouchFilter::reset() {
    if (!m_finger)
        return std::nullopt;
    m_finger.reset();
    // Off the screen: a press that never ends must not become a click.
    return PointerEvent{PointerEvent::Kind::Up, {-1, -1}, 0};
}

} // namespace kiosk::shell
