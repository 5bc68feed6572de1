#include "platform/logs/review/report.h"
#include <fmt/format.h>
#include <iterator>

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

NeedWords need_words(Need need) {
    switch (need) {
    case Need::NoContent:
        return {"Had no content", "Visitors saw “back in a moment”. If they still do, bring a stick with content."};
    case Need::NotSeen:
        return {"Not heard of for long", "It was not switched off in good order, and nothing came from it in the last "
                                         "half hour of this report. Check its power and its network, or collect its "
                                         "log by stick."};
    case Need::Crashed:
        return {"Crashed", "It started again by itself. See its faults below; if it goes on, give this log to whoever "
                           "maintains the program."};
    case Need::DisplayLost:
        return {"Lost its display", "Check the display’s cable and its power."};
    case Need::TouchGone:
        return {"No touch", "Check the cable between the touch screen and the machine."};
    case Need::Undervoltage:
        return {"Too little voltage",
                "Use the power supply made for this machine, on a socket of its own, with a short cable."};
    case Need::Hot:
        return {
            "Too hot",
            "It reached 80 °C, where the machine slows down. Give it air, keep it out of the sun, look at its fan."};
    case Need::DiskFull:
        return {"Disk nearly full", "Collect its log by stick and make room: a full disk takes no new content."};
    case Need::StickRefused:
        return {"Refused a stick", "Make the stick again with “roledb stick”, and bring it once more."};
    case Need::OldContent:
        return {"Old content", "Bring the newest stick."};
    case Need::EventsMissing:
        return {"Events are missing", "Collect its log by stick, and make this report again with it."};
    case Need::LateFrames:
        return {"Slow picture", "More than 1 picture in 100 came late. Look at its heat and its power first."};
    case Need::ClockJumped:
        return {"Its clock jumped",
                "Times of this kiosk may be wrong; the order of its events is right. Let it reach a time server."};
    }
    return {};
}

namespace {

void add_part(std::string& words, std::int64_t count, bool is_bounded, std::string_view one, std::string_view many) {
    constexpr auto kMost = static_cast<std::int64_t>(kMaxCounted - kMaxKiosks); // kiosks in part were counted, too
    if (count > 0)
        fmt::format_to(std::back_inserter(words), "{}{}{} {}", words.empty() ? "" : "; ",
                       is_bounded && count >= kMost ? "at least " : "", count, count == 1 ? one : many);
}

} // namespace

std::string left_out_words(const Report& report) {
    std::string words;
    add_part(words, report.kiosks_left_out, true, "kiosk is counted in the totals only",
             "kiosks are counted in the totals only");
    add_part(words, report.kiosks_in_part, false, "kiosk is shown in part", "kiosks are shown in part");
    add_part(words, report.coarse_events, false, "event may be counted twice", "events may be counted twice");
    add_part(words, report.names_of_others, true, "name is counted as the kiosk whose boot it is in",
             "names are counted as the kiosks whose boots they are in");
    return words.empty() ? words : "Not all is told here, for the logs hold more than any fair leaves: " + words + ".";
}

} // namespace platform::logs::review
