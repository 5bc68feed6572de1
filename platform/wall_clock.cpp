#include "platform/wall_clock.h"

#include <string_view>
#include <sys/timex.h>
#include <unistd.h>

namespace platform {
namespace {

constexpr std::string_view kBuildDate = __DATE__; // "Nov 24 2026"; follows SOURCE_DATE_EPOCH
constexpr int kBuildYear =
    (kBuildDate[7] - '0') * 1000 + (kBuildDate[8] - '0') * 100 + (kBuildDate[9] - '0') * 10 + (kBuildDate[10] - '0');

} // namespace

WallClock read_wall_clock(const char* synchronised_mark) {
    timex state{};
    // In a unit with ProtectClock= the kernel does not answer; what systemd-timesyncd leaves does.
    const bool kernel_says = adjtimex(&state) >= 0 && (state.status & STA_UNSYNC) == 0;
    return {.seconds = std::time(nullptr),
            .synchronised = kernel_says || access(synchronised_mark, F_OK) == 0,
            .has_battery = access("/sys/class/rtc/rtc0", F_OK) == 0};
}

bool year_is_possible(std::time_t seconds) {
    std::tm utc{};
    return gmtime_r(&seconds, &utc) != nullptr && utc.tm_year + 1900 >= kBuildYear;
}

bool is_trusted(const WallClock& clock) {
    return (clock.synchronised || clock.has_battery) && year_is_possible(clock.seconds);
}

} // namespace platform
