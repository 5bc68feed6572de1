#include "kiosk/ui/scroll.h"

#include "kiosk/ui/motion.h"

#include <algorithm>
#include <cmath>

namespace kiosk::ui {
namespace {
constexpr float kDecayMs = 325;        // a glide loses 63% of its speed in this time
constexpr float kMinSpeed = 0.05F;     // pixels a millisecond: slower is a rest
constexpr float kMaxSpeed = 8.0F;      // pixels a millisecond
constexpr Scroll::Millis kTravel{280}; // of travel_to()
// Of the fingers of people. A swipe that came within one frame says nothing of its time, and would fling the page away.
constexpr Scroll::Millis kShortestSwipe{64};
constexpr Scroll::Millis kRecent{100}; // samples that count for the speed at release
} // namespace

float Scroll::clamped(float offset) const {
    return std::clamp(offset, 0.0F, std::max(0.0F, m_max));
}

void Scroll::set_max(float max_offset) {
    m_max = std::max(0.0F, max_offset);
    m_offset = clamped(m_offset);
}

bool Scroll::press(float y, Millis now) {
    const bool was_moving = moving();
    m_mode = Mode::Rest;
    m_samples[0] = {y, now};
    m_sample_count = 1;
    return was_moving;
}

void Scroll::begin_drag(float y) {
    m_mode = Mode::Drag;
    m_drag_origin = m_offset + y;
}

void Scroll::drag(float y, Millis now) {
    if (m_sample_count == m_samples.size()) {
        std::move(m_samples.begin() + 1, m_samples.end(), m_samples.begin());
        --m_sample_count;
    }
    m_samples[m_sample_count++] = {y, now};
    if (m_mode == Mode::Drag) {
        m_offset = clamped(m_drag_origin - y);
        // Past an edge the grip is renewed, so that turning round moves the content at once.
        m_drag_origin = m_offset + y;
    }
}

void Scroll::release(Millis now, bool glide) {
    if (m_mode != Mode::Drag)
        return;
    m_mode = Mode::Rest;
    std::size_t first = m_sample_count;
    while (first > 0 && now - m_samples[first - 1].time <= kRecent)
        --first;
    if (!glide || m_sample_count < first + 2)
        return;
    const Sample& from = m_samples[first];
    const Sample& to = m_samples[m_sample_count - 1];
    const auto elapsed = static_cast<float>(std::max(kShortestSwipe, to.time - from.time).count());
    m_velocity = std::clamp((from.y - to.y) / elapsed, -kMaxSpeed, kMaxSpeed);
    if (std::abs(m_velocity) < kMinSpeed * 2)
        return;
    m_mode = Mode::Glide;
    m_from = m_offset;
    m_start = now;
}

void Scroll::travel_to(float target, Millis now, bool smooth) {
    m_target = clamped(target);
    if (!smooth) {
        m_offset = m_target;
        m_mode = Mode::Rest;
        return;
    }
    m_mode = Mode::Travel;
    m_from = m_offset;
    m_start = now;
}

void Scroll::step(Millis now) {
    const auto elapsed = static_cast<float>((now - m_start).count());
    if (m_mode == Mode::Glide) {
        const float left = std::exp(-elapsed / kDecayMs);
        const float free_offset = m_from + m_velocity * kDecayMs * (1 - left);
        m_offset = clamped(free_offset);
        if (std::abs(m_velocity) * left < kMinSpeed || m_offset != free_offset)
            m_mode = Mode::Rest;
    } else if (m_mode == Mode::Travel) {
        const float t = progress(now, m_start, kTravel);
        m_offset = clamped(m_from + (m_target - m_from) * ease_out(t));
        if (t >= 1)
            m_mode = Mode::Rest;
    }
}

} // namespace kiosk::ui
