// Which key of a keyboard or keypad means what.
#pragma once
#include "kiosk/input.h"

#include <SDL_keycode.h>
#include <optional>

namespace kiosk::shell {

/// Empty for a key that means nothing by itself, such as a letter.
[[nodiscard]] std::optional<Key> key_of(SDL_Keycode code, bool shift);

} // namespace kiosk::shell
