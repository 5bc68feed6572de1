#include "platform/linux/health.h"
#include "platform/linux/small_file.h"

#include <algorithm>
#include <charconv>
#include <sys/statvfs.h>
#include <system_error>
#include <vector>

namespace platform {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        entries.push_back(entry->path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

std::string first_line(const fs::path& file) {
    const std::optional<std::string> text = read_small_file(file, 4096);
    return text ? std::string(text->begin(), std::find(text->begin(), text->end(), '\n')) : std::string();
}

/// The smaller, the nearer to the processor. The Pi calls its zone "cpu-thermal".
int rank_of_zone(const std::string& kind) {
    if (kind.starts_with("cpu"))
        return 0;
    return kind == "x86_pkg_temp" ? 1 : 2;
}

std::optional<std::int64_t> available_memory(const fs::path& meminfo) {
    constexpr std::string_view kKey = "MemAvailable:";
    const std::string text = read_small_file(meminfo, 65536).value_or("");
    const std::size_t key = text.find(kKey);
    if (key == std::string::npos)
        return std::nullopt;
    const std::size_t digits = text.find_first_not_of(' ', key + kKey.size());
    std::int64_t kibibytes = 0;
    if (digits == std::string::npos
        || std::from_chars(text.data() + digits, text.data() + text.size(), kibibytes).ec != std::errc{})
        return std::nullopt;
    return kibibytes * 1024;
}

void read_storage(const fs::path& storage, MachineHealth& health) {
    struct statvfs about {};
    // Before the first installation the folder is not there; the one above it is on the same storage.
    if (storage.empty()
        || (statvfs(storage.c_str(), &about) != 0
            && (storage.parent_path().empty() || statvfs(storage.parent_path().c_str(), &about) != 0)))
        return;
    const auto block = static_cast<std::int64_t>(about.f_frsize);
    health.free_bytes = static_cast<std::int64_t>(about.f_bavail) * block;
    health.total_bytes = static_cast<std::int64_t>(about.f_blocks) * block;
}

} // namespace

MachineHealth Health::read(std::chrono::milliseconds now) {
    if (!m_read_at || now - *m_read_at >= kFreshFor) {
        m_last = read_afresh();
        m_read_at = now;
    }
    m_last.uptime_s = std::chrono::duration_cast<std::chrono::seconds>(now).count();
    return m_last;
}

MachineHealth Health::read_afresh() {
    MachineHealth health;
    health.temperature_c = temperature();
    health.undervoltage = undervoltage();
    health.memory_available_bytes = available_memory(m_root / "proc/meminfo");
    read_storage(m_storage, health);
    return health;
}

std::optional<double> Health::temperature() const {
    std::optional<double> found;
    int best = 3;
    for (const fs::path& zone : entries_of(m_root / "sys/class/thermal")) {
        if (!zone.filename().string().starts_with("thermal_zone"))
            continue;
        const int rank = rank_of_zone(first_line(zone / "type"));
        const auto thousandths = rank < best ? read_number(zone / "temp") : std::nullopt;
        if (!thousandths || *thousandths < -50'000
            || *thousandths > 150'000) // a sensor that is not there says anything
            continue;
        best = rank;
        found = static_cast<double>(*thousandths) / 1000.0;
    }
    return found;
}

std::optional<bool> Health::undervoltage() {
    constexpr std::uint64_t kNow = 1U << 0U;
    constexpr std::uint64_t kSinceBoot = 1U << 16U;
    bool told = false;
    // The driver forgets after 2 s of good voltage, so we remember for it.
    for (const fs::path& monitor : entries_of(m_root / "sys/class/hwmon")) {
        if (first_line(monitor / "name") != "rpi_volt")
            continue;
        if (const auto alarm = read_number(monitor / "in0_lcrit_alarm")) {
            told = true;
            m_seen_undervoltage = m_seen_undervoltage || *alarm != 0;
        }
    }
    if (const auto bits = read_number(m_root / "sys/devices/platform/soc/soc:firmware/get_throttled", Base::Sixteen)) {
        told = true;
        m_seen_undervoltage = m_seen_undervoltage || (static_cast<std::uint64_t>(*bits) & (kNow | kSinceBoot)) != 0;
    }
    return told ? std::optional(m_seen_undervoltage) : std::nullopt;
}

} // namespace platform
