// The one door between the kiosk and the operating system. No OS header here: `linux/` opens the door, `fake/` plays
// it.
#pragma once
#include "platform/logs/events.h"
#include "platform/machine.h"
#include "platform/stick_report.h"
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace platform {

/// The time on the wall, for decisions like dimming at night. Never used to measure.
struct LocalTime {
    int hour = 0;   ///< 0 to 23
    int minute = 0; ///< 0 to 59
    bool operator==(const LocalTime&) const = default;
};

/// What the app needs from the machine. No function blocks, throws or reports failure: a kiosk goes on without.
/// Use from the thread of the frame loop.
class Platform {
public:
    Platform() = default;
    virtual ~Platform() = default;
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;
    Platform(Platform&&) = delete;
    Platform& operator=(Platform&&) = delete;

    /// Time since the machine booted. Grows steadily; setting the wall clock does not move it.
    [[nodiscard]] virtual std::chrono::milliseconds now() const = 0;

    /// The time on the wall in the machine's time zone; empty while it cannot be trusted (the Pi has no clock).
    [[nodiscard]] virtual std::optional<LocalTime> local_time() const = 0;

    /// The day on the wall in the machine's time zone, counted from 1970-01-01; empty while it cannot be trusted.
    [[nodiscard]] virtual std::optional<std::int64_t> today() const { return std::nullopt; }

    /// Reads a table of some 20 KiB: call when a person asks, not in each frame.
    [[nodiscard]] virtual TimeZones time_zones() { return {}; }

    /// The time on the wall in the zone of this name; empty for what is none, and while the clock cannot be trusted.
    [[nodiscard]] virtual std::optional<LocalTime> local_time_in(const std::string& /*zone*/) const {
        return std::nullopt;
    }

    /// Writes `event` to the log, in the order of the calls, each once. Copies what it needs.
    /// Events that cannot be written are counted, and the count is logged once writing works again.
    virtual void log(const logs::Event& event) = 0;

    /// Tells the service manager that the first frame is on the glass, or that there is no screen to put it on yet.
    virtual void ready() = 0;

    /// Tells the service manager that a frame was presented, or that the screen is still and as it shall be. Call at
    /// least once a second; more often costs nothing.
    virtual void alive() = 0;

    /// For a program that was ready() before it had a screen and starts only now: until the next ready() the service
    /// manager's watchdog waits as long as for a start.
    virtual void starting_late() = 0;

    /// Tells the service manager that the program ends on purpose. Once.
    virtual void stopping() = 0;

    /// The next thing that happened to a stick, oldest first; empty: nothing new.
    [[nodiscard]] virtual std::optional<StickReport> take_stick_report() = 0;

    /// At most some seconds old.
    [[nodiscard]] virtual MachineHealth health() = 0;

    /// In percent; empty where the machine has no such thing to set.
    [[nodiscard]] virtual std::optional<int> level(Level level) = 0;
    virtual void set_level(Level level, int percent) = 0;

    /// Tries of the PIN since the last right one, as the runs before kept them (CheckPin). Empty: that cannot be told.
    [[nodiscard]] virtual std::optional<std::int64_t> wrong_pins() const { return 0; }

    /// Begins work that takes longer than a frame may. Tasks are done one after the other.
    virtual void start(Task task) = 0;
    /// The next task that ended, if any.
    [[nodiscard]] virtual std::optional<TaskResult> take_task_result() = 0;
};

} // namespace platform
