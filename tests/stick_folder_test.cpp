#include "platform/linux/stick_folder.h"
#include "platform/stick_queue.h"
#include "tests/support/fake_program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/wait_until.h"

#include <cerrno>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

using namespace platform;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// Does what the stick says: its file `script` is run with `say SEQUENCE STAGE PERCENT MORE`.
constexpr const char* kRoledb = R"(
say() {
    printf '{"stick":"%s","sequence":%s,"stage":"%s","percent":%s%s}\n' "$stick" "$1" "$2" "$3" "$4" > "$report/.part"
    mv "$report/.part" "$report/$stick.json"
}
. "$source/script")";

/// Answers what the stick says.
constexpr const char* kKioskLogs = R"(cat "$source/answer" 2>/dev/null || exit 7)";

constexpr const char* kInstalls = R"(say 1 looking 0
say 2 done 100 ',"verdict":"installed","version":12,"previous":11,"roles":6,"detail":"Content 12."')";

/// A folder of sticks with programs that play ours, and what was reported about them so far.
class FolderBench {
public:
    FolderBench() {
        fs::create_directories(sticks());
        test::write_program(m_scratch.path() / "bin" / "roledb", kRoledb);
        test::write_program(m_scratch.path() / "bin" / "kiosk-logs", kKioskLogs);
    }
    [[nodiscard]] LinuxOptions options() const {
        return {.log_file = m_scratch.path() / "log",
                .stick_folder = sticks(),
                .programs = m_scratch.path() / "bin",
                .state = m_scratch.path() / "state",
                .keys = m_scratch.path() / "keys",
                .channel = "fair",
                .kiosk_name = "hall-2"};
    }
    [[nodiscard]] fs::path sticks() const { return m_scratch.path() / "sticks"; }
    [[nodiscard]] fs::path root() const { return m_scratch.path(); }
    StickQueue& queue() { return m_queue; }

    /// A stick appears as a whole, as when it is mounted.
    void plug(const std::string& name, const std::string& script, const std::string& answer = "") const {
        const fs::path made = m_scratch.path() / "made";
        fs::create_directories(made / "kiosk");
        std::ofstream(made / "script") << script;
        if (!answer.empty()) {
            std::ofstream(made / "answer") << answer;
            std::ofstream(made / "kiosk" / "logs.request") << "please";
        }
        fs::rename(made, sticks() / name);
    }
    void pull(const std::string& name) const { fs::rename(sticks() / name, m_scratch.path() / (name + ".pulled")); }

    /// The first report of this stick and stage, also from what was waited over; it fails the test where none comes.
    StickReport wait_for(const std::string& stick, StickStage stage) {
        const StickReport* found = nullptr;
        const bool came = test::wait_until([&] {
            while (auto report = m_queue.take())
                m_seen.push_back(*report);
            for (const StickReport& report : m_seen)
                if (report.stick == stick && report.stage == stage)
                    found = &report;
            return found != nullptr;
        });
        REQUIRE_MESSAGE(came, "no such report of " << stick);
        return *found;
    }
    [[nodiscard]] const std::vector<StickReport>& seen() const { return m_seen; }
    [[nodiscard]] int count(const std::string& stick, StickStage stage) const {
        int found = 0;
        for (const StickReport& report : m_seen)
            found += report.stick == stick && report.stage == stage ? 1 : 0;
        return found;
    }
    [[nodiscard]] std::string calls(const std::string& program) const {
        std::ifstream file(m_scratch.path() / "bin" / (program + ".calls"));
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    test::ScratchFolder m_scratch;
    StickQueue m_queue;
    std::vector<StickReport> m_seen;
};

bool process_is_gone(const fs::path& file) {
    pid_t process = 0;
    std::ifstream(file) >> process;
    REQUIRE(process > 1);
    return test::wait_until([&] { return kill(process, 0) != 0 && errno == ESRCH; });
}

bool appears(const fs::path& file) {
    return test::wait_until([&] { return fs::exists(file) && fs::file_size(file) > 0; });
}

} // namespace

TEST_CASE("a stick that is plugged in is noticed, installed and done, in this order") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("blue stick", kInstalls);
    const StickReport done = bench.wait_for("blue stick", StickStage::Done);
    CHECK(done.verdict == "installed");
    CHECK(done.version == 12);
    CHECK(done.previous == 11);
    CHECK(done.roles == 6);
    CHECK(done.detail == "Content 12.");
    CHECK_FALSE(done.logs);
    CHECK(done.logs_problem.empty());
    CHECK(bench.seen().front().stage == StickStage::Noticed);
    CHECK(bench.seen().back().stage == StickStage::Done);
    for (std::size_t i = 1; i < bench.seen().size(); ++i)
        CHECK(bench.seen()[i].sequence > bench.seen()[i - 1].sequence);
    CHECK(bench.calls("kiosk-logs").empty());
    CHECK(folder.newest() == bench.sticks() / "blue stick");
    bench.pull("blue stick");
    bench.wait_for("blue stick", StickStage::Removed);
    CHECK_FALSE(folder.newest());
}

TEST_CASE("progress arrives while the program runs") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("a", "say 1 copying 40; while [ ! -e \"$source/go\" ]; do sleep 0.02; done; " + std::string(kInstalls));
    CHECK(bench.wait_for("a", StickStage::Copying).percent == 40);
    CHECK(bench.count("a", StickStage::Done) == 0);
    std::ofstream(bench.sticks() / "a" / "go") << "go";
    CHECK(bench.wait_for("a", StickStage::Done).verdict == "installed");
}

TEST_CASE("a stick that asks for the logs gets them after the content, and both are told at the end") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("a", kInstalls, R"({"events":1200,"bytes":34567,"complete":false,"detail":"the rest next time"})");
    const StickReport done = bench.wait_for("a", StickStage::Done);
    CHECK(done.verdict == "installed");
    CHECK(done.logs == CollectedLogs{1200, 34567, false});
    CHECK(done.logs_problem.empty());
    CHECK(done.detail == "Content 12.; logs: the rest next time");
    REQUIRE(bench.count("a", StickStage::Collecting) == 1);
    CHECK(bench.count("a", StickStage::Done) == 1);
    CHECK(bench.calls("kiosk-logs")
          == "collect " + (bench.sticks() / "a").string() + " --state=" + (bench.root() / "state").string()
                 + " --name=hall-2 --log=" + (bench.root() / "log").string()
                 + " --keys=" + (bench.root() / "keys").string()
                 + " --channel=fair --content=" + (bench.root() / "state").string() + " --json\n");
}

TEST_CASE("why the logs were refused is told, and takes nothing from the content") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("a", kInstalls,
               R"({"reason":"unknown_key","detail":"kiosk/logs.request.minisig: key 00AA is not ours"})");
    StickReport done = bench.wait_for("a", StickStage::Done);
    CHECK(done.verdict == "installed");
    CHECK_FALSE(done.logs);
    CHECK(done.logs_problem == "unknown_key");
    CHECK(done.detail == "Content 12.; logs: kiosk/logs.request.minisig: key 00AA is not ours");
    bench.plug("b", kInstalls, "kiosk-logs speaks in tongues");
    done = bench.wait_for("b", StickStage::Done);
    CHECK(done.verdict == "installed");
    CHECK(done.logs_problem == "disk_failed");
}

TEST_CASE("a program that dies, fails or is not there ends in a verdict too") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("dies", "say 1 copying 10; kill -KILL $$");
    StickReport done = bench.wait_for("dies", StickStage::Done);
    CHECK(done.verdict == "disk_failed");
    CHECK(done.detail == (bench.root() / "bin" / "roledb").string() + " was ended by signal 9");
    bench.plug("fails", "echo 'roledb: --state is missing' >&2; exit 2");
    done = bench.wait_for("fails", StickStage::Done);
    CHECK(done.verdict == "disk_failed");
    CHECK(done.detail.ends_with("roledb ended with code 2: roledb: --state is missing"));
    bench.plug("silent", "exit 0");
    done = bench.wait_for("silent", StickStage::Done);
    CHECK(done.verdict == "disk_failed");
    CHECK_FALSE(done.detail.empty());
    fs::remove(bench.root() / "bin" / "roledb");
    bench.plug("missing", "");
    done = bench.wait_for("missing", StickStage::Done);
    CHECK(done.verdict == "disk_failed");
    CHECK(done.detail.ends_with("roledb: cannot be started (No such file or directory)"));
}

TEST_CASE("a refusal with its code is a verdict as any other") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("a", R"(say 1 done 100 ',"verdict":"older","version":9,"detail":"9 is older than 11."'; exit 1)");
    const StickReport done = bench.wait_for("a", StickStage::Done);
    CHECK(done.verdict == "older");
    CHECK(done.version == 9);
    CHECK(done.detail == "9 is older than 11.");
}

TEST_CASE("a second stick is noticed while the first is at work, and installed after it") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    const std::string waits = "echo begin $stick >> \"$state\"; say 1 copying 1; "
                              "while [ ! -e \"$source/go\" ]; do sleep 0.02; done; echo end $stick >> \"$state\"; ";
    bench.plug("first", waits + kInstalls);
    bench.wait_for("first", StickStage::Copying);
    bench.plug("second", waits + kInstalls);
    bench.wait_for("second", StickStage::Noticed);
    CHECK(folder.newest() == bench.sticks() / "second");
    std::ofstream(bench.sticks() / "second" / "go") << "go";
    std::ofstream(bench.sticks() / "first" / "go") << "go";
    bench.wait_for("first", StickStage::Done);
    bench.wait_for("second", StickStage::Done);
    std::ostringstream order;
    order << std::ifstream(bench.root() / "state").rdbuf();
    CHECK(order.str() == "begin first\nend first\nbegin second\nend second\n");
}

TEST_CASE("a stick that is pulled out while it waits is not installed") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("first",
               "say 1 copying 1; while [ ! -e \"$source/go\" ]; do sleep 0.02; done; " + std::string(kInstalls));
    bench.wait_for("first", StickStage::Copying);
    bench.plug("second", kInstalls);
    bench.wait_for("second", StickStage::Noticed);
    bench.pull("second");
    bench.wait_for("second", StickStage::Removed);
    std::ofstream(bench.sticks() / "first" / "go") << "go";
    bench.wait_for("first", StickStage::Done);
    bench.plug("third", kInstalls);
    bench.wait_for("third", StickStage::Done);
    CHECK(bench.calls("roledb").find("second") == std::string::npos);
    CHECK(bench.count("second", StickStage::Done) == 0);
}

TEST_CASE("a stick that is pulled out at work: removed at once, its program ended, no verdict") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue(), 50ms);
    const std::string process = (bench.root() / "process").string();
    bench.plug("a", "trap '' TERM; say 1 copying 1; sleep 1000 & echo $! > " + process + "; wait; sleep 1000");
    bench.wait_for("a", StickStage::Copying);
    REQUIRE(appears(process));
    bench.pull("a");
    bench.wait_for("a", StickStage::Removed);
    CHECK(process_is_gone(process));
    bench.plug("b", kInstalls);
    bench.wait_for("b", StickStage::Done);
    CHECK(bench.count("a", StickStage::Done) == 0);
    CHECK(bench.count("a", StickStage::Removed) == 1);
}

TEST_CASE("a stick that comes back while its old work ends is installed anew") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue(), 50ms);
    bench.plug("a", "say 1 copying 1; exec sleep 1000");
    bench.wait_for("a", StickStage::Copying);
    bench.pull("a");
    bench.wait_for("a", StickStage::Removed);
    bench.plug("a", kInstalls);
    CHECK(bench.wait_for("a", StickStage::Done).verdict == "installed");
    CHECK(bench.count("a", StickStage::Noticed) == 2);
}

TEST_CASE("a signature that changes at work is installed after it, with reports of its own") {
    FolderBench bench;
    const StickFolder folder(bench.options(), bench.queue());
    bench.plug("a", "say 1 copying 1; while [ ! -e \"$source/go\" ]; do sleep 0.02; done; " + std::string(kInstalls));
    bench.wait_for("a", StickStage::Copying);
    std::ofstream(bench.sticks() / "a" / "kiosk" / "roles.db.minisig") << "new";
    std::ofstream(bench.sticks() / "a" / "go") << "go";
    CHECK(test::wait_until([&] {
        bench.wait_for("a", StickStage::Done);
        return bench.count("a", StickStage::Done) == 2;
    }));
    std::vector<StickStage> stages;
    for (const StickReport& report : bench.seen())
        if (report.stage == StickStage::Noticed || report.stage == StickStage::Done)
            stages.push_back(report.stage);
    CHECK(stages == std::vector{StickStage::Noticed, StickStage::Done, StickStage::Noticed, StickStage::Done});
}

TEST_CASE("the end of the watcher is the end of the program that it runs") {
    FolderBench bench;
    const fs::path process = bench.root() / "process";
    {
        const StickFolder folder(bench.options(), bench.queue());
        bench.plug("a",
                   "trap '' TERM; say 1 copying 1; echo $$ > " + process.string() + "; while :; do sleep 0.05; done");
        REQUIRE(appears(process));
    }
    CHECK(process_is_gone(process));
}
