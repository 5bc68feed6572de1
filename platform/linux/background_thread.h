// Threads beside the frame loop that end at once when they are told to.
#pragma once
#include "platform/linux/file_descriptor.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

namespace platform {

/// Raised once, from any thread; stays raised.
class StopSignal {
public:
    StopSignal();
    void raise();
    [[nodiscard]] bool raised() const { return m_raised; }
    /// Readable once raised, for poll; -1 where the machine has no descriptor left: then look at raised() often.
    [[nodiscard]] int descriptor() const { return m_event.get(); }

private:
    FileDescriptor m_event;
    std::atomic<bool> m_raised{false};
};

/// Waits until `descriptor` is readable (-1: none), the signal is raised or the time is over.
void wait_readable(int descriptor, const StopSignal& stop, std::chrono::milliseconds most);

/// A thread on which no signal is handled: SIGTERM is for the frame loop, and SIGPIPE would end the program.
class BackgroundThread {
public:
    /// Runs `body` until it returns, which it must soon after `stop` is raised. Where the machine gives no thread,
    /// nothing runs.
    explicit BackgroundThread(std::function<void(const StopSignal& stop)> body);

    /// Raises the signal and waits for the end.
    ~BackgroundThread();
    BackgroundThread(const BackgroundThread&) = delete;
    BackgroundThread& operator=(const BackgroundThread&) = delete;
    BackgroundThread(BackgroundThread&&) = delete;
    BackgroundThread& operator=(BackgroundThread&&) = delete;

    void raise_stop() { m_stop.raise(); }

private:
    StopSignal m_stop;
    std::thread m_thread;
};

/// Blocks all signals for the calling thread and the threads that it starts, while it lives.
class SignalsBlocked {
public:
    SignalsBlocked();
    ~SignalsBlocked();
    SignalsBlocked(const SignalsBlocked&) = delete;
    SignalsBlocked& operator=(const SignalsBlocked&) = delete;
    SignalsBlocked(SignalsBlocked&&) = delete;
    SignalsBlocked& operator=(SignalsBlocked&&) = delete;

private:
    sigset_t m_before{};
};

} // namespace platform
