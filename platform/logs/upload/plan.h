// What the supervisor of systemd-journal-upload does next. Pure: facts and a clock come in, steps and events go out.
//
// The uploader ends when the collector is away, hangs in a dead connection, and fails for ever at an entry that is not
// taken. So it is started again after 1 to 10 s, killed after 30 s without progress, and where that does not help the
// supervisor sends slices itself (mend.h). 30 s, 10 s and the 15 s of a dead connection stay below the promised 60 s.
#pragma once
#include "platform/logs/events.h"
#include "platform/logs/upload/answer.h"
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace platform::logs::upload {

using Time = std::chrono::steady_clock::time_point;

inline constexpr std::chrono::seconds kStall{30};
inline constexpr std::chrono::seconds kShortestPause{1};
inline constexpr std::chrono::seconds kLongestPause{10};
inline constexpr int kFailuresBeforeMend = 3;

struct Facts {
    bool is_running = false; ///< the uploader
    bool has_unsent = false; ///< entries behind `position`
    std::string position;    ///< what the collector has confirmed, as a cursor of the journal
};

enum class Step {
    Wait,
    Start, ///< the uploader
    Kill,  ///< the uploader, which hangs
    Mend,  ///< send slices without the uploader, then call mended()
};

struct Mended {
    std::string position;
    Answer answer = Answer::Taken; ///< the last one
    std::int64_t skipped = 0;      ///< entries left behind
};

class Plan {
public:
    /// What to do now. Adds to `events` what is to be logged.
    [[nodiscard]] Step next(const Facts& facts, Time now, std::vector<Event>& events);
    /// What came of Step::Mend.
    void mended(const Mended& result, Time now, std::vector<Event>& events);

private:
    void note_position(const std::string& position, Time now, std::vector<Event>& events);
    void note_end(Time now);

    std::string m_position;
    bool m_was_running = false;
    bool m_stalled = false;
    int m_failures = 0; ///< at this position
    std::chrono::seconds m_pause = kShortestPause;
    Time m_moved_at{};
    Time m_next_try{};
    std::optional<Time> m_trouble_since; ///< of the first failure at this position
    bool m_is_interrupted = false;       ///< and logged
};

} // namespace platform::logs::upload
