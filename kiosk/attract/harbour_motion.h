// Time in the harbour. Everything that moves is a periodic function of the loop's seconds, so that nothing ever jumps:
// there is no state, no end of the loop and no drift after days.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::attract {

// The cycles, in seconds. None is quicker than three seconds: what glows or glitters never flashes (WCAG 2.3.1).
inline constexpr double kDawnSeconds = 240;
inline constexpr double kCameraSeconds = 67;
inline constexpr double kCloudSeconds = 900;
inline constexpr double kShipSeconds = 150;
inline constexpr double kNearCraneSeconds = 46;
inline constexpr double kMiddleCraneSeconds = 58;
inline constexpr double kFarCraneSeconds = 71;
inline constexpr double kGullSeconds = 96;
inline constexpr std::array kCyclesSeconds = {kDawnSeconds,      kCameraSeconds,      kCloudSeconds,    kShipSeconds,
                                              kNearCraneSeconds, kMiddleCraneSeconds, kFarCraneSeconds, kGullSeconds};

/// Where in its cycle a motion stands, in [0, 1).
inline float phase(double seconds, double period_seconds, double start = 0) {
    const double turns = seconds / period_seconds + start;
    return static_cast<float>(turns - std::floor(turns));
}

/// The sine of `x` full turns for x in [0, 2), by a parabola and one correction: within 0.001, in few instructions.
inline float ripple(float x) {
    if (x >= 1)
        x -= 1;
    const float y = x < 0.5f ? 16 * x * (0.5f - x) : -16 * (x - 0.5f) * (1 - x);
    return 0.225f * (y * std::fabs(y) - y) + y;
}

/// The sine of any number of turns.
inline float wave(float turns) {
    return ripple(turns - std::floor(turns));
}

/// 0 before `from`, 1 after `to`, and smooth to the second derivative between: no part of a machine jerks.
inline float ease(float from, float to, float x) {
    const float t = std::clamp((x - from) / (to - from), 0.0f, 1.0f);
    return t * t * t * (t * (t * 6 - 15) + 10);
}

inline float mix(float a, float b, float t) {
    return a + (b - a) * t;
}

/// A fixed, well-spread sequence in [0, 1): the same scatter of stars, glints and colours in every run.
inline float scatter(int index, int stream) {
    const float value = static_cast<float>(index) * 0.754877666f + static_cast<float>(stream) * 0.569840291f;
    const float mixed = std::sin(static_cast<float>(index * 131 + stream * 977)) * 43.7585f + value;
    return mixed - std::floor(mixed);
}

} // namespace kiosk::attract
