// Whether the machine's wall clock can be believed: a Pi has none of its own.
#pragma once
#include <ctime>

namespace platform {

/// What is known about the wall clock.
struct WallClock {
    std::time_t seconds = 0;   ///< since 1970, UTC
    bool synchronised = false; ///< a time server set it since the machine started
    bool has_battery = false;  ///< the machine has a real-time clock
};

/// What systemd-timesyncd leaves where it set the clock.
inline constexpr const char* kSynchronisedMark = "/run/systemd/timesync/synchronized";

/// This machine's. Takes no memory: may be asked in each frame.
[[nodiscard]] WallClock read_wall_clock(const char* synchronised_mark = kSynchronisedMark);

/// Whether the year is none from before this program was built.
[[nodiscard]] bool year_is_possible(std::time_t seconds);

/// Something set it, and not to an impossible year.
[[nodiscard]] bool is_trusted(const WallClock& clock);

} // namespace platform
