// Tells the log at the start and then every five minutes how the machine and the picture are.
#pragma once
#include "platform/platform.h"
#include <chrono>
#include <cstdint>
#include <optional>

namespace kiosk {

/// Use from the thread of the frame loop. Never asks for a frame.
class HealthLog {
public:
    static constexpr std::chrono::milliseconds kPeriod{300'000};
    static constexpr double kLateMs = 33;

    explicit HealthLog(platform::Platform& platform) : m_platform(platform), m_due(platform.now()) {}

    /// A frame was drawn, which took so long.
    void frame_took(double cost_ms);
    void touched() { ++m_touches; }
    /// Whether a touch screen is there.
    void set_touch_screen(bool is_there) { m_touch = is_there; }
    /// Call often: logs when it is time.
    void poll();

private:
    platform::Platform& m_platform;
    std::chrono::milliseconds m_due;
    std::int64_t m_frames = 0;
    std::int64_t m_late_frames = 0;
    std::int64_t m_touches = 0;
    std::optional<bool> m_touch;
};

} // namespace kiosk
