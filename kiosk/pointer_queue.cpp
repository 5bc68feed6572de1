#include "kiosk/pointer_queue.h"

#include <algorithm>
#include <cmath>

namespace kiosk {

std::size_t PointerQueue::edges() const {
    const auto* const end = m_steps.data() + m_count;
    return static_cast<std::size_t>(
        std::count_if(m_steps.data(), end, [](const Step& step) { return step.edge != Edge::None; }));
}

bool PointerQueue::ends_with_lift() const {
    for (std::size_t at = m_count; at-- > 0;)
        if (m_steps[at].edge != Edge::None)
            return m_steps[at].edge == Edge::Lift;
    return false;
}

bool PointerQueue::ends_with_swipe() const {
    if (m_count == 0 || m_steps[m_count - 1].edge != Edge::None)
        return false;
    const model::Point from = m_count > 1 ? m_steps[m_count - 2].position : m_told;
    const model::Point to = m_steps[m_count - 1].position;
    return std::hypot(to.x - from.x, to.y - from.y) >= kSwipePx;
}

void PointerQueue::erase(std::size_t at) {
    std::move(m_steps.begin() + static_cast<std::ptrdiff_t>(at) + 1,
              m_steps.begin() + static_cast<std::ptrdiff_t>(m_count),
              m_steps.begin() + static_cast<std::ptrdiff_t>(at));
    --m_count;
}

bool PointerQueue::drop_first_press() {
    for (std::size_t at = 0; at < m_count; ++at) {
        if (m_steps[at].edge != Edge::Press)
            continue;
        erase(at);
        if (at + 1 < m_count && m_steps[at].edge == Edge::None) // its swipe
            erase(at);
        // Its own lift goes, too, where another one ends what the app may have seen pressed.
        if (at > 0 && at < m_count && m_steps[at - 1].edge == Edge::Lift && m_steps[at].edge == Edge::Lift)
            erase(at);
        return true;
    }
    return false;
}

void PointerQueue::push(const PointerEvent& event, model::Millis now) {
    using Kind = PointerEvent::Kind;
    const bool lifts_twice = event.kind == Kind::Up && ends_with_lift();
    const bool ends_swipe = event.kind == Kind::Up && !lifts_twice && ends_with_swipe();
    if (m_count == 0 || m_steps[m_count - 1].edge != Edge::None || ends_swipe)
        m_steps[m_count++] = {};
    Step& last = m_steps[m_count - 1];
    last.position = event.position;
    last.since = now;
    if (event.kind == Kind::Wheel)
        last.wheel += event.wheel;
    else if (event.kind == Kind::Down)
        last.edge = Edge::Press;
    else if (event.kind == Kind::Up && !lifts_twice)
        last.edge = Edge::Lift;
    while (edges() > kMostEdges && drop_first_press()) {
    }
}

std::optional<PointerQueue::Step> PointerQueue::take(model::Millis now) {
    while (m_count > 0 && m_steps[0].edge == Edge::Press && now - m_steps[0].since > kOldest)
        drop_first_press();
    if (m_count == 0)
        return std::nullopt;
    const Step first = m_steps[0];
    erase(0);
    m_told = first.position;
    return first;
}

void PointerQueue::forget_presses() {
    while (drop_first_press()) {
    }
}

} // namespace kiosk
