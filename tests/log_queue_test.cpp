#include "platform/logs/log_queue.h"
#include <atomic>
#include <doctest/doctest.h>
#include <future>
#include <mutex>

using namespace platform::logs;
using namespace std::chrono_literals;

namespace {

constexpr auto kLongEnough = 60s; // an upper bound for a broken build, never waited for

Stamp stamp(std::int64_t seq) {
    return {.kiosk = "k", .boot_id = "b", .run = 1, .monotonic_ms = seq * 10, .seq = seq, .wall = ""};
}

/// What a sink was given, as "seq:summary".
struct WrittenEvents {
    std::mutex mutex;
    std::vector<std::string> lines;

    void add(const Record& record, const Stamp& at) {
        const std::scoped_lock lock(mutex);
        lines.push_back(std::to_string(at.seq) + ":" + summary(record));
    }
};

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("events are written in order, each once") {
    WrittenEvents written;
    LogQueue queue([&](const Record& record, const Stamp& at) {
        written.add(record, at);
        return true;
    });
    for (std::int64_t seq = 1; seq <= 500; ++seq)
        queue.push(describe(FramesDegraded{static_cast<int>(seq)}), stamp(seq));
    REQUIRE(queue.close(kLongEnough));
    REQUIRE(written.lines.size() == 500);
    for (std::size_t i = 0; i < 500; ++i)
        CHECK(written.lines[i] == std::to_string(i + 1) + ":frames_degraded level=" + std::to_string(i + 1));
}

TEST_CASE("a log that hangs never holds up the program, and what is lost is counted") {
    WrittenEvents written;
    std::promise<void> entered;
    std::promise<void> released;
    auto release = released.get_future().share();
    std::atomic_flag hung = ATOMIC_FLAG_INIT;
    LogQueue queue(
        [&](const Record& record, const Stamp& at) {
            if (!hung.test_and_set()) {
                entered.set_value();
                release.wait();
            }
            written.add(record, at);
            return true;
        },
        2);
    queue.push(describe(SessionStarted{}), stamp(1));
    entered.get_future().wait();
    for (std::int64_t seq = 2; seq <= 6; ++seq)
        queue.push(describe(FramesDegraded{static_cast<int>(seq)}), stamp(seq)); // 2 and 3 fit
    CHECK_FALSE(queue.close(0ms));
    released.set_value();
    REQUIRE(queue.close(kLongEnough));
    CHECK(written.lines
          == Lines{"1:session_started", "2:frames_degraded level=2", "3:frames_degraded level=3",
                   "6:events_dropped count=3"});
}

TEST_CASE("what the sink refuses is counted before the next event that it takes") {
    WrittenEvents written;
    LogQueue queue([&](const Record& record, const Stamp& at) {
        if (at.seq == 2 || at.seq == 3)
            return false;
        written.add(record, at);
        return true;
    });
    for (std::int64_t seq = 1; seq <= 3; ++seq)
        queue.push(describe(FramesDegraded{static_cast<int>(seq)}), stamp(seq));
    // The count of 2 and 3 bears seq 3 and is refused as well; 4 is then lost with it, and the count bears seq 4.
    queue.push(describe(FramesDegraded{4}), stamp(4));
    queue.push(describe(FramesDegraded{5}), stamp(5));
    REQUIRE(queue.close(kLongEnough));
    CHECK(written.lines == Lines{"1:frames_degraded level=1", "4:events_dropped count=3", "5:frames_degraded level=5"});
}

TEST_CASE("events after the end are ignored, and closing twice is fine") {
    WrittenEvents written;
    LogQueue queue([&](const Record& record, const Stamp& at) {
        written.add(record, at);
        return true;
    });
    REQUIRE(queue.close(kLongEnough));
    queue.push(describe(SessionStarted{}), stamp(1));
    CHECK(queue.close(kLongEnough));
    CHECK(written.lines.empty());
}
