#include "kiosk/shell/touch.h"

#include <algorithm>
#include <cmath>

namespace kiosk::shell {

std::optional<PointerEvent> TouchFilter::finger_down(std::int64_t device, std::int64_t finger, model::Point position,
                                                     model::Millis now) {
    if (is_ours(device, finger)) // its lift was lost, and this one's is still to come
        return finger_move(device, finger, position, now);
    if (m_finger)
        return std::nullopt;
    m_finger = Finger{device, finger, position, now};
    return PointerEvent{PointerEvent::Kind::Down, position, 0};
}

std::optional<PointerEvent> TouchFilter::finger_move(std::int64_t device, std::int64_t finger, model::Point position,
                                                     model::Millis now) {
    if (!is_ours(device, finger))
        return std::nullopt;
    if (std::hypot(position.x - m_finger->rest.x, position.y - m_finger->rest.y) > kNoisePx) {
        m_finger->rest = position;
        m_finger->since = now;
    }
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

std::optional<PointerEvent> TouchFilter::devices_changed(std::span<const std::int64_t> devices) {
    if (!m_finger || std::find(devices.begin(), devices.end(), m_finger->device) != devices.end())
        return std::nullopt;
    return reset();
}

std::optional<PointerEvent> TouchFilter::give_up_rest(model::Millis now) {
    if (!m_finger || now - m_finger->since < kLongestRest)
        return std::nullopt;
    return reset();
}

} // namespace kiosk::shell
