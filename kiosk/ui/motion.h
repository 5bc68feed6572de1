// Easing: from 0 to 1 over 0 to 1. Pure.
#pragma once
#include <algorithm>
#include <chrono>
#include <cmath>

namespace kiosk::ui {

/// Fast at first, then settling: answers of the interface.
[[nodiscard]] inline float ease_out(float t) {
    const float left = 1 - std::clamp(t, 0.0F, 1.0F);
    return 1 - left * left * left;
}

/// Slow, fast, slow: things that travel by themselves.
[[nodiscard]] inline float ease_in_out(float t) {
    const float x = std::clamp(t, 0.0F, 1.0F);
    return x * x * (3 - 2 * x);
}

/// How far `now` is between `start` and `start + length`, 0 to 1.
[[nodiscard]] inline float progress(std::chrono::milliseconds now, std::chrono::milliseconds start,
                                    std::chrono::milliseconds length) {
    if (length.count() <= 0)
        return 1;
    return std::clamp(static_cast<float>((now - start).count()) / static_cast<float>(length.count()), 0.0F, 1.0F);
}

} // namespace kiosk::ui
