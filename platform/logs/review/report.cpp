#include "platform/logs/review/report.h"

namespace platform::logs::review {

const char* need_name(Need need) {
    switch (need) {
    case Need::NoContent:
        return "no_content";
    case Need::NotSeen:
        return "not_seen";
    case Need::Crashed:
        return "crashed";
    case Need::DisplayLost:
        return "display_lost";
    case Need::TouchGone:
        return "touch_gone";
    case Need::Undervoltage:
        return "undervoltage";
    case Need::Hot:
        return "hot";
    case Need::DiskFull:
        return "disk_full";
    case Need::StickRefused:
        return "stick_refused";
    case Need::OldContent:
        return "old_content";
    case Need::EventsMissing:
        return "events_missing";
    case Need::LateFrames:
        return "late_frames";
    case Need::ClockJumped:
        return "clock_jumped";
    }
    return "invalid";
}

} // namespace platform::logs::review
