#include "platform/linux/roll_back_desk.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/wait_until.h"

#include <doctest/doctest.h>
#include <fstream>
#include <future>

using namespace platform;
namespace fs = std::filesystem;

namespace {

/// A kiosk that may not write where content lies; the test is the service that installs.
struct Desk {
    test::ScratchFolder scratch;
    RollBackDesk desk{.requests = scratch.path() / "requests",
                      .answers = scratch.path() / "answers",
                      .patience = std::chrono::seconds(60),
                      .again = std::chrono::seconds(60),
                      .look = std::chrono::milliseconds(2)};
    StopSignal stop;

    Desk() {
        fs::create_directory(desk.requests);
        fs::create_directory(desk.answers);
    }
    [[nodiscard]] fs::path request_file() const { return roll_back_file(desk.requests); }
    [[nodiscard]] std::future<RollBackAnswer> ask(std::optional<std::int64_t> version) {
        return std::async(std::launch::async, [this, version] { return ask_to_roll_back(desk, version, stop); });
    }
    /// Waits for a request other than `before`.
    [[nodiscard]] RollBackRequest next_request(const std::string& before = {}) const {
        std::optional<RollBackRequest> request;
        REQUIRE(test::wait_until([&] {
            request = read_roll_back_request(request_file());
            return request && request->id != before;
        }));
        return *request;
    }
};

} // namespace

TEST_CASE_FIXTURE(Desk, "the answer to this request counts, not one to another") {
    REQUIRE(write_roll_back_answer(desk.answers, {std::string(32, 'a'), 5, {}}));
    auto asked = ask(11);
    const RollBackRequest first = next_request();
    CHECK(first.version == 11);
    REQUIRE(write_roll_back_answer(desk.answers, {first.id, 11, {}}));
    CHECK(asked.get() == RollBackAnswer{first.id, 11, {}});

    asked = ask(std::nullopt);
    const RollBackRequest second = next_request(first.id);
    CHECK_FALSE(second.version);
    REQUIRE(write_roll_back_answer(desk.answers, {second.id, 0, "version 9 is not kept here"}));
    CHECK(asked.get().problem == "version 9 is not kept here");
}

TEST_CASE_FIXTURE(Desk, "where nobody answers the request is taken back, and staff are told") {
    desk.patience = std::chrono::milliseconds(20);
    std::ofstream(roll_back_file(desk.answers)) << "{\"version\":11}"; // no answer to anything
    const RollBackAnswer answer = ask_to_roll_back(desk, 11, stop);
    CHECK(answer.problem.find("did not answer") != std::string::npos);
    CHECK_FALSE(fs::exists(request_file()));
    desk.requests = scratch.path() / "none";
    CHECK(ask_to_roll_back(desk, 11, stop).problem.find("nothing can be written there") != std::string::npos);
}

TEST_CASE_FIXTURE(Desk, "a request that nobody noticed is written once more, as the same") {
    desk.again = std::chrono::milliseconds(5);
    auto asked = ask(11);
    const RollBackRequest request = next_request();
    fs::remove(request_file());
    CHECK(next_request() == request);
    REQUIRE(write_roll_back_answer(desk.answers, {request.id, 11, {}}));
    CHECK(asked.get().version == 11);
}

TEST_CASE_FIXTURE(Desk, "the end of the kiosk is the end of its waiting") {
    auto asked = ask(11);
    (void)next_request();
    stop.raise();
    CHECK_FALSE(asked.get().problem.empty());
    CHECK_FALSE(fs::exists(request_file()));
}
