// Input as the app takes it, whatever device it came from. Plain data.
#pragma once
#include "kiosk/model/geometry.h"

#include <cstdint>

namespace kiosk {

/// One movement of the one finger that counts, in pixels of the upright screen.
struct PointerEvent {
    enum class Kind : std::uint8_t { Down, Move, Up, Wheel };
    Kind kind = Kind::Move;
    model::Point position;
    float wheel = 0; ///< lines, positive towards the top
};

enum class Key : std::uint8_t { Next, Previous, Left, Right, Up, Down, Activate, Back, PageDown };

} // namespace kiosk
