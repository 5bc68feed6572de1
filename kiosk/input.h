// Input as the app takes it, whatever device it came from. Plain data.
#pragma once
#include "kiosk/model/geometry.h"

#include <cstdint>
#include <optional>

namespace kiosk {

/// One movement of the one finger that counts, in pixels of the upright screen.
struct PointerEvent {
    enum class Kind : std::uint8_t { Down, Move, Up, Wheel };
    Kind kind = Kind::Move;
    model::Point position;
    float wheel = 0; ///< lines, positive towards the top
};

enum class Key : std::uint8_t {
    Next,
    Previous,
    Left,
    Right,
    Up,
    Down,
    Activate,
    Back,
    PageDown,
    Erase, ///< the last letter; where nothing is typed as Back
    Staff, ///< asks for the PIN of the staff panel
    Digit0,
    Digit1,
    Digit2,
    Digit3,
    Digit4,
    Digit5,
    Digit6,
    Digit7,
    Digit8,
    Digit9,
};

/// Empty for a key that is no digit.
[[nodiscard]] constexpr std::optional<int> digit_of(Key key) {
    if (key < Key::Digit0)
        return std::nullopt;
    return static_cast<int>(key) - static_cast<int>(Key::Digit0);
}

} // namespace kiosk
