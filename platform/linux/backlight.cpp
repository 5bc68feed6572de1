#include "platform/linux/backlight.h"
#include "platform/linux/file_descriptor.h"
#include "platform/linux/small_file.h"

#include <algorithm>
#include <cmath>
#include <fcntl.h>
#include <string>
#include <system_error>
#include <vector>

namespace platform {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> lights_in(const fs::path& folder) {
    std::vector<fs::path> lights;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        lights.push_back(entry->path());
    std::sort(lights.begin(), lights.end());
    return lights;
}

/// Empty for what is no light.
std::optional<std::int64_t> most_of(const fs::path& light) {
    const auto most = read_number(light / "max_brightness");
    return most && *most > 0 && *most <= 1'000'000'000 ? most : std::nullopt;
}

} // namespace

std::optional<int> Backlight::level() const {
    for (const fs::path& light : lights_in(m_lights)) {
        const auto most = most_of(light);
        const auto value = read_number(light / "brightness");
        if (most && value)
            return static_cast<int>((std::clamp<std::int64_t>(*value, 0, *most) * 100 + *most / 2) / *most);
    }
    return std::nullopt;
}

void Backlight::set_level(int percent) const {
    percent = std::clamp(percent, kLeastBrightnessPercent, 100);
    for (const fs::path& light : lights_in(m_lights)) {
        const auto most = most_of(light);
        if (!most)
            continue;
        // Rounded, but a light of few steps stays above the least, and never goes out.
        const std::int64_t least = (*most * kLeastBrightnessPercent + 99) / 100;
        const std::string value = std::to_string(std::max((*most * percent + 50) / 100, least)) + "\n";
        const FileDescriptor file(open((light / "brightness").c_str(), O_WRONLY | O_CLOEXEC | O_TRUNC));
        if (file && write(file.get(), value.data(), value.size()) < 0)
            continue; // refused: the level reads back as it is
    }
}

} // namespace platform
