// What a visitor can set for the time of a visit. Wiped when the session ends.
#pragma once
#include <array>
#include <cstdint>
#include <string>

namespace kiosk::model {

/// Text sizes as multiples of the default. The largest makes capitals 7.3 mm high (EN 301 549 5.1.4).
enum class TextSize : std::uint8_t { Default, Large, Larger, Largest };
inline constexpr std::array<TextSize, 4> kTextSizes{TextSize::Default, TextSize::Large, TextSize::Larger,
                                                    TextSize::Largest};

[[nodiscard]] constexpr float text_scale(TextSize size) {
    switch (size) {
    case TextSize::Default:
        return 1.0F;
    case TextSize::Large:
        return 1.18F;
    case TextSize::Larger:
        return 1.35F;
    case TextSize::Largest:
        return 1.53F;
    }
    return 1.0F;
}

struct Settings {
    std::string language; ///< code of the database
    TextSize text_size = TextSize::Default;
    bool high_contrast = false;
    bool reduced_motion = false;
    bool operator==(const Settings&) const = default;
};

} // namespace kiosk::model
