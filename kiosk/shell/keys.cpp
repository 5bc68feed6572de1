#include "kiosk/shell/keys.h"

namespace kiosk::shell {
namespace {

std::optional<Key> digit_key(SDL_Keycode code) {
    const auto digit = [](SDL_Keycode from_zero) {
        return static_cast<Key>(static_cast<int>(Key::Digit0) + static_cast<int>(from_zero));
    };
    if (code >= SDLK_0 && code <= SDLK_9)
        return digit(code - SDLK_0);
    if (code == SDLK_KP_0)
        return Key::Digit0;
    if (code >= SDLK_KP_1 && code <= SDLK_KP_9)
        return digit(code - SDLK_KP_1 + 1);
    return std::nullopt;
}

} // namespace

std::optional<Key> key_of(SDL_Keycode code, bool shift) {
    switch (code) {
    case SDLK_TAB:
        return shift ? Key::Previous : Key::Next;
    case SDLK_LEFT:
        return Key::Left;
    case SDLK_RIGHT:
        return Key::Right;
    case SDLK_UP:
        return Key::Up;
    case SDLK_DOWN:
        return Key::Down;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
    case SDLK_SPACE:
        return Key::Activate;
    case SDLK_BACKSPACE:
        return Key::Erase;
    case SDLK_ESCAPE:
    case SDLK_AC_BACK:
        return Key::Back;
    case SDLK_PAGEDOWN:
        return Key::PageDown;
    case SDLK_F12:
        return Key::Staff;
    default:
        return digit_key(code);
    }
}

} // namespace kiosk::shell
