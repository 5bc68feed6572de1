#include "platform/linux/run_marker.h"
#include "tests/support/log_support.h"
#include <doctest/doctest.h>

using platform::RunMarker;
using namespace platform::logs;

namespace {

struct MarkerFixture {
    test::ScratchFolder folder;
    test::fs::path state = folder.path() / "state";

    /// A run that begins, and ends with or without a goodbye.
    enum class End { Goodbye, None };
    std::optional<Event> run(const std::string& boot, std::int64_t starts, End end) const {
        std::string problem;
        RunMarker marker(state, boot, problem);
        CHECK(problem.empty());
        CHECK(marker.starts() == starts);
        if (end == End::Goodbye)
            marker.goodbye();
        return marker.end_before();
    }
};

} // namespace

TEST_CASE_FIXTURE(MarkerFixture, "starts are counted across boots, and a goodbye leaves nothing to tell") {
    CHECK_FALSE(run("a", 1, End::Goodbye));
    CHECK_FALSE(run("a", 2, End::Goodbye));
    CHECK_FALSE(run("b", 3, End::Goodbye));
}

TEST_CASE_FIXTURE(MarkerFixture, "no goodbye in this boot was a crash, in another a power cut") {
    CHECK_FALSE(run("a", 1, End::None));
    CHECK(run("a", 2, End::None) == Event(Crashed{}));
    CHECK(run("b", 3, End::None) == Event(PowerLost{}));
    CHECK(run("b", 4, End::Goodbye) == Event(Crashed{}));
    CHECK_FALSE(run("b", 5, End::Goodbye));
}

TEST_CASE_FIXTURE(MarkerFixture, "what the service manager saw is told once, also after a boot") {
    CHECK_FALSE(run("a", 1, End::None));
    const Crashed segv{CrashKind::Signal, 11};
    REQUIRE(store(state, ExitNote{1, segv}));
    CHECK(run("b", 2, End::None) == Event(segv));
    CHECK_FALSE(read_exit_note(state));
    CHECK(run("b", 3, End::None) == Event(Crashed{}));
}

TEST_CASE_FIXTURE(MarkerFixture, "a note of an older run says nothing about the last one") {
    CHECK_FALSE(run("a", 1, End::None));
    CHECK(run("a", 2, End::None) == Event(Crashed{}));
    REQUIRE(store(state, ExitNote{1, {CrashKind::Signal, 11}}));
    CHECK(run("b", 3, End::Goodbye) == Event(PowerLost{}));
}

TEST_CASE_FIXTURE(MarkerFixture, "a damaged mark is none: nothing is told, and counting begins anew") {
    CHECK_FALSE(run("a", 1, End::None));
    const std::string whole = test::read(state / "run");
    for (const std::string& damaged : {std::string(), whole.substr(0, 20), "x" + whole, std::string(5000, '\0')}) {
        test::write(state / "run", damaged);
        CHECK_FALSE(run("a", 1, End::None));
    }
}

TEST_CASE_FIXTURE(MarkerFixture, "a second kiosk beside the first leaves no mark and takes none for a crash") {
    std::string problem;
    const RunMarker first(state, "a", problem);
    RunMarker second(state, "a", problem);
    CHECK(problem.find("another kiosk runs with this folder") != std::string::npos);
    CHECK(second.starts() == 0);
    CHECK_FALSE(second.end_before());
    second.goodbye();
    CHECK(read_run_mark(state) == RunMark{1, "a", false});
}

TEST_CASE_FIXTURE(MarkerFixture, "where no mark can be left the reason is told") {
    test::write(state, "a file, not a folder");
    std::string problem;
    RunMarker marker(state, "a", problem);
    CHECK(problem.find("cannot write there") != std::string::npos);
    CHECK(marker.starts() == 0);
    marker.goodbye();
}
