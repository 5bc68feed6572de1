#include "kiosk/health_log.h"
#include <cmath>

namespace kiosk {
namespace {

std::optional<std::int64_t> mib(const std::optional<std::int64_t>& bytes) {
    constexpr std::int64_t kMib = 1024 * 1024;
    return bytes ? std::optional(*bytes / kMib) : std::nullopt;
}

} // namespace

void HealthLog::frame_took(double cost_ms) {
    ++m_frames;
    m_late_frames += cost_ms > kLateMs ? 1 : 0;
}

void HealthLog::poll() {
    const auto now = m_platform.now();
    if (now < m_due)
        return;
    m_due = now + kPeriod;
    const platform::MachineHealth machine = m_platform.health();
    platform::logs::HealthReported report;
    report.uptime_s = machine.uptime_s;
    report.memory_available_mib = mib(machine.memory_available_bytes);
    if (machine.temperature_c)
        report.temperature_c = std::llround(*machine.temperature_c);
    report.undervoltage = machine.undervoltage;
    report.disk_free_mib = mib(machine.free_bytes);
    report.disk_total_mib = mib(machine.total_bytes);
    report.frames = m_frames;
    report.late_frames = m_late_frames;
    report.touch = m_touch;
    report.touches = m_touches;
    m_platform.log(report);
    m_frames = m_late_frames = m_touches = 0;
}

} // namespace kiosk
