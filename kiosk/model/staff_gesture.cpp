#include "kiosk/model/staff_gesture.h"

namespace kiosk::model {

void StaffGesture::pressed(Corner corner, Millis now) {
    const bool in_time = m_step == Step::Between && now - m_since <= kPause;
    if (corner == Corner::TopLeft)
        m_step = Step::Left;
    else if (corner == Corner::TopRight && in_time)
        m_step = Step::Right;
    else
        m_step = Step::Idle;
    m_since = now;
}

void StaffGesture::moved(Corner corner) {
    if ((m_step == Step::Left && corner != Corner::TopLeft) || (m_step == Step::Right && corner != Corner::TopRight))
        m_step = Step::Idle;
}

void StaffGesture::released(Millis now) {
    const bool held = m_step == Step::LeftHeld || (m_step == Step::Left && now - m_since >= kHold);
    m_step = held ? Step::Between : Step::Idle;
    m_since = now;
}

bool StaffGesture::update(Millis now) {
    if (now - m_since < kHold)
        return false;
    if (m_step == Step::Left)
        m_step = Step::LeftHeld;
    const bool complete = m_step == Step::Right;
    if (complete)
        m_step = Step::Idle;
    return complete;
}

Millis StaffGesture::next_change() const {
    return m_step == Step::Left || m_step == Step::Right ? m_since + kHold : Millis::max();
}

} // namespace kiosk::model
