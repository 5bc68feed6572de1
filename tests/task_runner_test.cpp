#include "platform/linux/task_runner.h"
#include "platform/pin.h"
#include "tests/support/fake_program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/wait_until.h"

#include <cerrno>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <vector>

using namespace platform;
namespace fs = std::filesystem;

namespace {

/// Programs that answer with the file "answer", and a runner that uses them.
class Bench {
public:
    explicit Bench(const std::string& roledb = "cat \"$0.answer\"") {
        test::write_program(m_scratch.path() / "bin" / "roledb", roledb);
        test::write_program(m_scratch.path() / "bin" / "kiosk-logs", "cat \"$0.answer\"; test ! -e \"$0.fails\"");
    }
    [[nodiscard]] LinuxOptions options() const {
        return {.stick_folder = m_scratch.path() / "sticks",
                .programs = m_scratch.path() / "bin",
                .state = m_scratch.path() / "state",
                .kiosk_name = "hall-2"};
    }
    void answer(const std::string& program, const std::string& text) const {
        std::ofstream(m_scratch.path() / "bin" / (program + ".answer")) << text;
    }
    [[nodiscard]] std::string calls(const std::string& program) const {
        std::ifstream file(m_scratch.path() / "bin" / (program + ".calls"));
        return {std::istreambuf_iterator<char>(file), {}};
    }
    [[nodiscard]] const fs::path& root() const { return m_scratch.path(); }

private:
    test::ScratchFolder m_scratch;
};

std::optional<fs::path> no_stick() {
    return std::nullopt;
}

TaskResult next(TaskRunner& runner) {
    std::optional<TaskResult> result;
    REQUIRE(test::wait_until([&] { return (result = runner.take()).has_value(); }));
    return *result;
}

} // namespace

TEST_CASE("a PIN is checked away from the frame loop, and wiped") {
    const Bench bench;
    fs::create_directory(bench.options().state);
    TaskRunner runner(bench.options(), no_stick);
    const auto hash = hash_pin("482913");
    REQUIRE(hash);
    CHECK_FALSE(runner.take());
    runner.start(CheckPin{"482913", *hash});
    runner.start(CheckPin{"482914", *hash});
    runner.start(CheckPin{"482913", "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"});
    TaskResult result = next(runner);
    CHECK(result.succeeded);
    CHECK(result.detail.empty());
    const auto* task = std::get_if<CheckPin>(&result.task);
    REQUIRE(task != nullptr);
    CHECK(task->pin.empty());
    CHECK(task->hash == *hash);
    result = next(runner);
    CHECK_FALSE(result.succeeded);
    CHECK(result.detail.empty());
    result = next(runner);
    CHECK_FALSE(result.succeeded);
    CHECK(result.detail.find("not an argon2id hash") != std::string::npos);
    CHECK_FALSE(runner.take());
}

TEST_CASE("a try is kept before it is checked, and the right PIN forgets all") {
    const Bench bench;
    LinuxOptions options = bench.options();
    options.runs = bench.root() / "runs";
    fs::create_directory(options.runs);
    const auto hash = hash_pin("482913");
    REQUIRE(hash);
    const auto kept = [&] {
        std::ifstream file(options.runs / "wrong-pins");
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    TaskRunner runner(options, no_stick);
    runner.start(CheckPin{"482914", *hash, 7});
    runner.start(CheckPin{"482914", *hash, 8});
    runner.start(CheckPin{"482914", *hash, 9});
    // A check takes far longer than a look: at some look one of them is kept and has not ended.
    bool is_kept_before = false;
    std::vector<TaskResult> ended;
    REQUIRE(test::wait_until([&] {
        const std::string text = kept();
        if (auto result = runner.take())
            ended.push_back(std::move(*result));
        is_kept_before = is_kept_before || text == "kiosk-wrong-pins-1 " + std::to_string(7 + ended.size()) + "\n";
        return ended.size() == 3;
    }));
    CHECK(is_kept_before);
    for (const TaskResult& result : ended) {
        CHECK_FALSE(result.succeeded);
        CHECK(result.reason.empty());
    }
    CHECK(kept() == "kiosk-wrong-pins-1 9\n");
    runner.start(CheckPin{"482913", *hash, 10});
    CHECK(next(runner).succeeded);
    CHECK(kept() == "kiosk-wrong-pins-1 0\n");
    CHECK_FALSE(fs::exists(options.state));
}

TEST_CASE("a try that cannot be kept is told, and checked") {
    const Bench bench;
    LinuxOptions options = bench.options();
    options.runs = bench.root() / "none";
    const auto hash = hash_pin("482913");
    REQUIRE(hash);
    TaskRunner runner(options, no_stick);
    runner.start(CheckPin{"482913", *hash, 1});
    const TaskResult result = next(runner);
    CHECK(result.succeeded);
    CHECK(result.reason == "no_folder");
    CHECK(result.detail.find("wrong PINs are not counted over a restart") != std::string::npos);
}

TEST_CASE("no copy of a PIN stays in the task that was handed over") {
    const Bench bench;
    TaskRunner runner(bench.options(), no_stick);
    Task task = CheckPin{"482913", "no hash"};
    const char* const pin = std::get<CheckPin>(task).pin.data(); // short: it lies in the string itself
    runner.start(std::move(task));
    CHECK(std::string(pin, 6) == std::string(6, '\0'));
    next(runner);
}

TEST_CASE("content is rolled back by roledb") {
    const Bench bench;
    bench.answer("roledb", "{\"version\":11}\n");
    TaskRunner runner(bench.options(), no_stick);
    runner.start(RollBackContent{});
    TaskResult result = next(runner);
    CHECK(result.succeeded);
    CHECK(result.version == 11);
    CHECK(std::holds_alternative<RollBackContent>(result.task));
    runner.start(RollBackContent{0});
    runner.start(RollBackContent{9});
    next(runner);
    result = next(runner);
    CHECK(std::get<RollBackContent>(result.task).version == 9);
    const std::string state = " --state=" + (bench.root() / "state").string();
    CHECK(bench.calls("roledb")
          == "rollback" + state + " --json\nrollback" + state + " --to=factory --json\nrollback" + state
                 + " --to=9 --json\n");
}

TEST_CASE("where the content is another user's, going back is a request, and nothing is run on the content") {
    const Bench bench;
    LinuxOptions options = bench.options();
    options.roll_back.requests = bench.root();
    options.roll_back.answers = bench.root() / "answers";
    options.roll_back.look = std::chrono::milliseconds(2);
    fs::create_directory(options.roll_back.answers);
    TaskRunner runner(options, no_stick);
    runner.start(RollBackContent{11});
    std::optional<RollBackRequest> request;
    REQUIRE(test::wait_until([&] {
        request = read_roll_back_request(roll_back_file(bench.root()));
        return request.has_value();
    }));
    CHECK(request->version == 11);
    REQUIRE(write_roll_back_answer(options.roll_back.answers, {request->id, 11, {}}));
    const TaskResult result = next(runner);
    CHECK(result.succeeded);
    CHECK(result.version == 11);
    CHECK(std::get<RollBackContent>(result.task).version == 11);
    CHECK(bench.calls("roledb").empty());
    CHECK_FALSE(fs::exists(options.state));
}

TEST_CASE("the kept first picture is gone before the content is another") {
    const Bench bench("test -e \"${state%/*}/first-picture-4x2-0-en-12-0.1.0.bgrx\" || echo '{\"version\":11}'");
    LinuxOptions options = bench.options();
    options.first_picture = bench.root();
    std::ofstream(bench.root() / "first-picture-4x2-0-en-12-0.1.0.bgrx") << "old";
    TaskRunner runner(options, no_stick);
    runner.start(RollBackContent{});
    CHECK_MESSAGE(next(runner).succeeded, "it was still there when roledb ran");
}

TEST_CASE("why content was not rolled back is told") {
    const Bench bench("echo 'roledb: version 7 is not kept: 9, 11, 12 are' >&2; exit 1");
    TaskRunner runner(bench.options(), no_stick);
    runner.start(RollBackContent{7});
    TaskResult result = next(runner);
    CHECK_FALSE(result.succeeded);
    CHECK(result.detail.ends_with("roledb: version 7 is not kept: 9, 11, 12 are"));
    fs::remove(bench.root() / "bin" / "roledb");
    runner.start(RollBackContent{7});
    result = next(runner);
    CHECK_FALSE(result.succeeded);
    CHECK(result.detail.find("cannot be started") != std::string::npos);
}

TEST_CASE("an answer that is none is not taken for success") {
    const Bench bench;
    bench.answer("roledb", "all is well\n");
    TaskRunner runner(bench.options(), no_stick);
    runner.start(RollBackContent{});
    const TaskResult result = next(runner);
    CHECK_FALSE(result.succeeded);
    CHECK_FALSE(result.detail.empty());
}

TEST_CASE("the logs go to the newest stick, without a request") {
    const Bench bench;
    bench.answer("kiosk-logs", R"({"events":120,"bytes":45678,"complete":true})");
    TaskRunner runner(bench.options(), [] { return std::optional<fs::path>("/media/a"); });
    runner.start(WriteLogs{});
    TaskResult result = next(runner);
    CHECK(result.succeeded);
    CHECK(result.logs == CollectedLogs{120, 45678, true});
    CHECK(bench.calls("kiosk-logs")
          == "collect /media/a --state=" + (bench.root() / "state").string()
                 + " --name=hall-2 --journal --staff --json\n");
    bench.answer("kiosk-logs", R"({"reason":"stick_full","detail":"no room for one file"})");
    std::ofstream(bench.root() / "bin" / "kiosk-logs.fails") << "";
    runner.start(WriteLogs{});
    result = next(runner);
    CHECK_FALSE(result.succeeded);
    CHECK(result.reason == "stick_full");
    CHECK(result.detail == "no room for one file");
}

TEST_CASE("without a stick, or without a way to one, the logs are refused with the reason") {
    const Bench bench;
    TaskRunner runner(bench.options(), no_stick);
    runner.start(WriteLogs{});
    TaskResult result = next(runner);
    CHECK_FALSE(result.succeeded);
    CHECK(result.reason == "no_stick");
    CHECK(result.detail.find("no stick is plugged in") != std::string::npos);
    TaskRunner elsewhere({.programs = bench.root() / "bin"}, no_stick);
    elsewhere.start(WriteLogs{});
    result = next(elsewhere);
    CHECK_FALSE(result.succeeded);
    CHECK(result.detail.find("mounted by another service") != std::string::npos);
    CHECK(bench.calls("kiosk-logs").empty());
}

TEST_CASE("the end of the runner is the end of its program, and what waits is forgotten") {
    const Bench bench(
        "trap '' TERM; echo $$ > \"$0.part\"; mv \"$0.part\" \"$0.process\"; while :; do sleep 0.05; done");
    const fs::path process = bench.root() / "bin" / "roledb.process";
    {
        TaskRunner runner(bench.options(), no_stick);
        for (int i = 0; i < 3; ++i)
            runner.start(RollBackContent{});
        REQUIRE(test::wait_until([&] { return fs::exists(process); }));
    }
    pid_t number = 0;
    std::ifstream(process) >> number;
    REQUIRE(number > 1);
    CHECK(kill(number, 0) != 0);
    CHECK(errno == ESRCH);
}
