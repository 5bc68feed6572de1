#include "platform/logs/upload/plan.h"
#include <algorithm>

namespace platform::logs::upload {
namespace {

UploadFault fault_of(Answer answer) {
    switch (answer) {
    case Answer::Refused:
        return UploadFault::Refused;
    case Answer::Stalled:
        return UploadFault::Stalled;
    case Answer::Taken:
    case Answer::Unreachable:
        break;
    }
    return UploadFault::Unreachable;
}

} // namespace

Step Plan::next(const Facts& facts, Time now, std::vector<Event>& events) {
    note_position(facts.position, now, events);
    if (!facts.has_unsent)
        m_moved_at = now;
    if (facts.is_running) {
        m_was_running = true;
        if (now - m_moved_at < kStall)
            return Step::Wait;
        m_stalled = true;
        return Step::Kill;
    }
    if (m_was_running)
        note_end(now);
    if (now < m_next_try)
        return Step::Wait;
    if (facts.has_unsent && (m_stalled || m_failures >= kFailuresBeforeMend))
        return Step::Mend;
    m_moved_at = now;
    m_was_running = true; // also where it could not be started at all
    return Step::Start;
}

void Plan::mended(const Mended& result, Time now, std::vector<Event>& events) {
    if (result.skipped > 0)
        events.emplace_back(UploadSkipped{result.skipped});
    note_position(result.position, now, events);
    m_next_try = now;
    if (result.answer == Answer::Taken) {
        m_failures = 0;
        m_stalled = false;
        return;
    }
    if (!m_trouble_since)
        m_trouble_since = now;
    if (!m_is_interrupted)
        events.emplace_back(UploadInterrupted{fault_of(result.answer)});
    m_is_interrupted = true;
    m_failures = kFailuresBeforeMend; // slices tell soonest when the collector is back
    m_next_try = now + m_pause;
    m_pause = std::min(m_pause * 2, kLongestPause);
}

void Plan::note_position(const std::string& position, Time now, std::vector<Event>& events) {
    if (position == m_position)
        return;
    m_position = position;
    m_moved_at = now;
    m_failures = 0;
    m_stalled = false;
    m_pause = kShortestPause;
    if (m_is_interrupted)
        events.emplace_back(
            UploadResumed{std::chrono::duration_cast<std::chrono::seconds>(now - *m_trouble_since).count()});
    m_is_interrupted = false;
    m_trouble_since.reset();
}

void Plan::note_end(Time now) {
    m_was_running = false;
    ++m_failures;
    if (!m_trouble_since)
        m_trouble_since = m_stalled ? m_moved_at : now;
    m_next_try = now + (m_stalled ? std::chrono::seconds(0) : m_pause);
    m_pause = std::min(m_pause * 2, kLongestPause);
}

} // namespace platform::logs::upload
