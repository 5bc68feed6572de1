#include "platform/logs/upload/plan.h"
#include <doctest/doctest.h>

using namespace platform::logs;
using namespace platform::logs::upload;
using std::chrono::seconds;

namespace {

/// A supervisor with a clock that is set by hand, and an uploader that does what it is told.
struct PlanBench {
    Plan plan;
    Time now{seconds(1000)};
    Facts facts;
    std::vector<Event> events;

    Step next() { return plan.next(facts, now, events); }
    /// Starts the uploader and lets it end at once; the pause before it was started.
    seconds fail_once() {
        const Time before = now;
        while (next() == Step::Wait)
            now += seconds(1);
        facts.is_running = false;
        return std::chrono::duration_cast<seconds>(now - before);
    }
    void fail_until_mend() {
        for (int i = 0; i < kFailuresBeforeMend; ++i)
            fail_once();
        while (next() == Step::Wait)
            now += seconds(1);
    }
};

} // namespace

TEST_CASE("an uploader that ended is started again after a pause that grows") {
    PlanBench bench;
    std::vector<seconds> pauses;
    pauses.reserve(7);
    for (int i = 0; i < 7; ++i)
        pauses.push_back(bench.fail_once());
    CHECK(
        pauses
        == std::vector<seconds>{seconds(0), seconds(1), seconds(2), seconds(4), seconds(8), seconds(10), seconds(10)});
    CHECK(bench.events.empty());
}

TEST_CASE("an uploader without progress is killed, then slices are sent") {
    PlanBench bench;
    REQUIRE(bench.next() == Step::Start);
    bench.facts = {true, true, ""};
    bench.now += kStall - seconds(1);
    CHECK(bench.next() == Step::Wait);
    bench.now += seconds(1);
    CHECK(bench.next() == Step::Kill);
    bench.facts.is_running = false;
    CHECK(bench.next() == Step::Mend);
}

TEST_CASE("an uploader with nothing to send is left alone, and one that gets on, too") {
    PlanBench bench;
    REQUIRE(bench.next() == Step::Start);
    bench.facts = {true, false, "a"};
    bench.now += 10 * kStall;
    CHECK(bench.next() == Step::Wait);
    bench.facts.has_unsent = true;
    for (const char* position : {"b", "c", "d"}) {
        bench.now += kStall - seconds(1);
        bench.facts.position = position;
        CHECK(bench.next() == Step::Wait);
    }
}

TEST_CASE("three failures at one position lead to slices; what they got through resets the count") {
    PlanBench bench;
    bench.facts = {false, true, "a"};
    bench.fail_until_mend();
    CHECK(bench.next() == Step::Mend);
    bench.plan.mended({"b", Answer::Taken, 1}, bench.now, bench.events);
    bench.facts.position = "b";
    CHECK(bench.next() == Step::Start);
    REQUIRE(bench.events.size() == 1);
    CHECK(std::get<UploadSkipped>(bench.events[0]).entries == 1);
}

TEST_CASE("an interruption is logged once, and its end with how long it was") {
    PlanBench bench;
    bench.facts = {false, true, "a"};
    bench.fail_until_mend();
    for (int i = 0; i < 20; ++i) {
        const Time before = bench.now;
        bench.plan.mended({"a", Answer::Stalled, 0}, bench.now, bench.events);
        while (bench.next() == Step::Wait)
            bench.now += seconds(1);
        CHECK(bench.next() == Step::Mend);
        CHECK(bench.now - before <= kLongestPause);
    }
    REQUIRE(bench.events.size() == 1);
    CHECK(std::get<UploadInterrupted>(bench.events[0]).why == UploadFault::Stalled);
    bench.plan.mended({"b", Answer::Taken, 0}, bench.now, bench.events);
    REQUIRE(bench.events.size() == 2);
    CHECK(std::get<UploadResumed>(bench.events[1]).after_s > 100);
}
