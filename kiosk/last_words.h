// What is still said where a library ends the program: Xlib calls exit() when its server is gone.
#pragma once
#include <functional>

namespace kiosk {

/// While it lives, exit() calls `words` once, on the thread that called it, and then ends the process with status 1 at
/// once: no destructor of what other threads still use runs. One at a time; main thread.
class LastWords {
public:
    explicit LastWords(std::function<void()> words);
    ~LastWords();
    LastWords(const LastWords&) = delete;
    LastWords& operator=(const LastWords&) = delete;
    LastWords(LastWords&&) = delete;
    LastWords& operator=(LastWords&&) = delete;
};

} // namespace kiosk
