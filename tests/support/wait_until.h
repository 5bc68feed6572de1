// Waits for something that another thread or process does.
#pragma once
#include <chrono>
#include <thread>

namespace test {

/// Whether `condition` came true, within half a minute: far longer than anything takes, so that a slow machine fails no
/// test, and a broken program does not hang.
template <typename Condition>
bool wait_until(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

} // namespace test
