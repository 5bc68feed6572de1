#include "platform/logs/log_queue.h"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace platform::logs {
namespace {

constexpr std::chrono::milliseconds kLastWords{1000};

/// Events that never reached the sink, and the stamp of the last of them.
struct Lost {
    std::int64_t count = 0;
    Stamp last;

    void add(std::int64_t more, const Stamp& stamp) {
        count += more;
        last = stamp;
    }
};

struct Entry {
    Lost lost_before;
    Record record;
    Stamp stamp;
};

} // namespace

struct LogQueue::Shared {
    Shared(Sink sink_of_events, std::size_t capacity_in_events)
        : sink(std::move(sink_of_events)), capacity(capacity_in_events) {}

    const Sink sink;
    const std::size_t capacity;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Entry> entries; // this and all below: under the mutex
    Lost overflow;
    bool closing = false;
    bool done = false;

    void run();
    bool write_lost(Lost& lost) const;
};

bool LogQueue::Shared::write_lost(Lost& lost) const {
    if (lost.count == 0)
        return true;
    if (!sink(describe(EventsDropped{lost.count}), lost.last))
        return false;
    lost = {};
    return true;
}

void LogQueue::Shared::run() {
    Lost lost;
    std::unique_lock lock(mutex);
    while (true) {
        changed.wait(lock, [this] { return closing || !entries.empty(); });
        if (entries.empty())
            break;
        const Entry entry = std::move(entries.front());
        entries.pop_front();
        lock.unlock();
        if (entry.lost_before.count > 0)
            lost.add(entry.lost_before.count, entry.lost_before.last);
        if (!write_lost(lost) || !sink(entry.record, entry.stamp))
            lost.add(1, entry.stamp);
        lock.lock();
    }
    if (overflow.count > 0)
        lost.add(overflow.count, overflow.last);
    lock.unlock();
    write_lost(lost);
    lock.lock();
    done = true;
    changed.notify_all();
}

LogQueue::LogQueue(Sink sink, std::size_t capacity) : m_shared(std::make_shared<Shared>(std::move(sink), capacity)) {
    try {
        std::thread([shared = m_shared] { shared->run(); }).detach();
    } catch (const std::system_error&) {
        m_shared->closing = true; // a kiosk without a log is better than none
        m_shared->done = true;
    }
}

LogQueue::~LogQueue() {
    close(kLastWords);
}

void LogQueue::push(Record record, Stamp stamp) {
    const std::scoped_lock lock(m_shared->mutex);
    if (m_shared->closing)
        return;
    if (m_shared->entries.size() >= m_shared->capacity) {
        m_shared->overflow.add(1, stamp);
        return;
    }
    m_shared->entries.push_back({std::exchange(m_shared->overflow, {}), std::move(record), std::move(stamp)});
    m_shared->changed.notify_all();
}

bool LogQueue::close(std::chrono::milliseconds patience) {
    std::unique_lock lock(m_shared->mutex);
    m_shared->closing = true;
    m_shared->changed.notify_all();
    return m_shared->changed.wait_for(lock, patience, [this] { return m_shared->done; });
}

} // namespace platform::logs
