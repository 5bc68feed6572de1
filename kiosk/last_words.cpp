#include "kiosk/last_words.h"

#include <cstdlib>
#include <unistd.h>
#include <utility>

namespace kiosk {
namespace {

/// exit() hands nothing to those whom it calls, so that this cannot be a member.
std::function<void()>& words_to_say() {
    static auto* const words = new std::function<void()>; // never destroyed: exit() may come late
    return *words;
}

extern "C" void say_last_words() {
    if (const auto words = std::exchange(words_to_say(), {})) {
        words();
        _exit(1);
    }
}

} // namespace

LastWords::LastWords(std::function<void()> words) {
    static const bool registered = std::atexit(say_last_words) == 0;
    if (registered)
        words_to_say() = std::move(words);
}

LastWords::~LastWords() {
    words_to_say() = {};
}

} // namespace kiosk
