// Where keyboard and keypad focus goes next. Pure.
#pragma once
#include "kiosk/a11y/tree.h"

namespace kiosk::a11y {

enum class FocusMove { Next, Previous, Left, Right, Up, Down };

/// The control that has focus after `move` from `current`. Next and Previous follow the reading order and wrap around;
/// the directions choose the nearest control whose center lies that way, Left and Right one of the same row or within
/// 45 degrees, and stay where there is none.
/// With no current control, the first (for Previous the last). kNoNode if the screen has no control.
[[nodiscard]] NodeId move_focus(const Tree& tree, NodeId current, FocusMove move);

} // namespace kiosk::a11y
