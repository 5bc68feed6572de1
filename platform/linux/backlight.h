// The brightness of the panel, where it has a light that the kernel can set.
#pragma once
#include <filesystem>
#include <optional>

namespace platform {

/// Staff must still be able to read the panel on which they set it.
inline constexpr int kLeastBrightnessPercent = 5;

/// Reads and writes two small files of /sys: quick enough for a frame. A panel may come and go.
class Backlight {
public:
    /// `root`: where sys/ lies.
    explicit Backlight(const std::filesystem::path& root = "/") : m_lights(root / "sys/class/backlight") {}

    /// In percent of the most; empty where there is no light. Of several the first by name.
    [[nodiscard]] std::optional<int> level() const;
    /// Sets all lights that there are; `percent` is brought into 5 to 100.
    void set_level(int percent) const;

private:
    std::filesystem::path m_lights;
};

} // namespace platform
