// Keeps a slow or broken log from holding up the frame loop: events wait here, a thread of its own writes them.
#pragma once
#include "platform/logs/events.h"
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace platform::logs {

/// Passes events to a sink in order, each once. What does not fit, or what the sink refuses, is counted; the count is
/// written as `events_dropped` before the next event that gets through, with the `seq` of the last one lost. Use from
/// one thread.
class LogQueue {
public:
    /// Writes one event; false where it could not. Runs on the thread of the queue, may block, must not throw.
    using Sink = std::function<bool(const Record&, const Stamp&)>;

    /// `capacity` is in events. The thread inherits the caller's signal mask.
    explicit LogQueue(Sink sink, std::size_t capacity = 1024);

    /// Closes with a second of patience.
    ~LogQueue();
    LogQueue(const LogQueue&) = delete;
    LogQueue& operator=(const LogQueue&) = delete;
    LogQueue(LogQueue&&) = delete;
    LogQueue& operator=(LogQueue&&) = delete;

    /// Never blocks on the sink.
    void push(Record record, Stamp stamp);

    /// Waits until all is written, for `patience` at most; true where it is. A sink that hangs is left behind with
    /// everything that it uses. Events pushed later are lost.
    bool close(std::chrono::milliseconds patience);

private:
    struct Shared;
    std::shared_ptr<Shared> m_shared; // outlives the queue where the sink hangs
};

} // namespace platform::logs
