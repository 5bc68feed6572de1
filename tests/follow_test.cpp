#include "platform/logs/log_source.h"
#include "platform/logs/review/follow.h"
#include "tests/support/log_support.h"

#include <fcntl.h>
#include <unistd.h>

using namespace platform::logs::review;
using test::event_line;
using test::event_lines;
using test::numbers;

namespace {

struct FollowFixture {
    test::ScratchFolder folder;
    test::fs::path file = folder.path() / "kiosk.jsonl";
    std::vector<int> seqs;
    std::vector<Problem> problems;
    Sinks sinks{[this](const ReadEvent& event) { seqs.push_back(static_cast<int>(event.seq)); },
                [this](const Problem& problem) { problems.push_back(problem); },
                {}};
};

/// Takes a mebibyte before a writer must wait.
struct WidePipe {
    WidePipe() {
        REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        REQUIRE(::fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) >= 1 << 20);
    }
    ~WidePipe() {
        ::close(ends[0]);
        end();
    }
    WidePipe(const WidePipe&) = delete;
    WidePipe& operator=(const WidePipe&) = delete;
    WidePipe(WidePipe&&) = delete;
    WidePipe& operator=(WidePipe&&) = delete;
    void write(const std::string& text) const {
        REQUIRE(::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    void end() {
        if (ends[1] >= 0)
            ::close(std::exchange(ends[1], -1));
    }
    int ends[2] = {-1, -1};
};

} // namespace

TEST_CASE_FIXTURE(FollowFixture, "lines are counted from the start of the file, however often it is read") {
    test::write(file, event_lines(1, 3));
    Follower follower({file}, sinks);
    REQUIRE(follower.start(std::nullopt).has_value());
    test::append(file, "half\n" + event_lines(4, 4));
    follower.read_on();
    test::append(file, event_lines(5, 5) + "half\n");
    follower.read_on();
    CHECK(seqs == numbers(1, 5));
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].line == 4);
    CHECK(problems[1].line == 7);
}

TEST_CASE_FIXTURE(FollowFixture, "entries of an export are counted from its start, too") {
    const auto entry = [](int seq) { return test::journal_event(platform::logs::RoleViewed{"a", 1}, seq).text(); };
    test::write(file, entry(1) + "\n" + entry(2));
    Follower follower({file}, sinks);
    REQUIRE(follower.start(std::nullopt).has_value());
    test::append(file, "no field\n\n" + entry(4));
    follower.read_on();
    CHECK(seqs == std::vector{1, 2, 4});
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].line == 3);
}

TEST_CASE_FIXTURE(FollowFixture, "a field of an export that claims to be huge holds nothing up") {
    const auto entry = [](int seq) { return test::journal_event(platform::logs::RoleViewed{"a", 1}, seq).text(); };
    const std::string sizes[] = {std::string(8, '\xff'), std::string("\0\0\x20\0\0\0\0\0", 8)};
    for (const std::string& size : sizes) {
        test::write(file, entry(1) + "ROLE_ID\n" + size + "x\n\n" + entry(3));
        Follower follower({file}, sinks);
        REQUIRE(follower.start(std::nullopt).has_value());
        CHECK(seqs == std::vector{1, 3});
        CHECK(problems.size() == 1);
        seqs.clear();
        problems.clear();
    }
}

TEST_CASE_FIXTURE(FollowFixture, "a file that went is forgotten, and one that comes back is read from its start") {
    test::write(file, event_lines(1, 2));
    Follower follower({folder.path()}, sinks);
    REQUIRE(follower.start(std::nullopt).has_value());
    CHECK(follower.files() == 1);
    const test::fs::path aside = folder.path().string() + ".aside";
    test::fs::rename(file, aside);
    follower.read_on();
    CHECK(follower.files() == 0);
    test::fs::rename(aside, file);
    follower.read_on();
    CHECK(seqs == std::vector{1, 2, 1, 2});
}

TEST_CASE_FIXTURE(FollowFixture, "half a line waits in a pipe, and is told where the pipe ends within it") {
    WidePipe pipe;
    PipeFollower follower(pipe.ends[0], "-", sinks);
    pipe.write(event_lines(1, 1) + event_line(2).substr(0, 70));
    CHECK(follower.read_on());
    CHECK(seqs == numbers(1, 1));
    CHECK(problems.empty());
    pipe.write(event_line(2).substr(70) + "\n" + event_line(3).substr(0, 70));
    pipe.end();
    CHECK_FALSE(follower.read_on());
    CHECK(seqs == numbers(1, 2));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].line == 3);
}

TEST_CASE_FIXTURE(FollowFixture, "a line without an end in a pipe is not kept for ever") {
    WidePipe pipe;
    PipeFollower follower(pipe.ends[0], "-", sinks);
    pipe.write(event_lines(1, 1));
    CHECK(follower.read_on());
    for (int piece = 0; piece < 5; ++piece) {
        pipe.write(std::string(platform::logs::kMaxLineBytes - 100, 'x'));
        CHECK(follower.read_on());
    }
    CHECK_FALSE(problems.empty()); // told before the end of the line is there
    pipe.write("\n" + event_lines(2, 2));
    CHECK(follower.read_on());
    CHECK(seqs == numbers(1, 2));
}
