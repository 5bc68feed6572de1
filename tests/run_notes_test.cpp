#include "platform/logs/run_notes.h"
#include "tests/support/log_support.h"
#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace platform::logs;

namespace {

const RunMark kMark{12, test::kBoot, false};
const ExitNote kNote{12, {CrashKind::Signal, 11}};

/// What the kiosk's mark and `kiosk-note-exit`, told so by the service manager, leave for the next start.
std::optional<ExitNote> noted(const test::fs::path& state, const std::string& environment) {
    const auto outcome =
        test::run(fmt::format("env {} {}/kiosk-note-exit --state '{}'", environment, KIOSK_BIN_DIR, state.string()));
    CHECK_MESSAGE(outcome.status == 0, outcome.output);
    return read_exit_note(state);
}

} // namespace

TEST_CASE("a mark and a note come back from the disk as they went") {
    const test::ScratchFolder folder;
    for (const RunMark& mark : {kMark, RunMark{13, test::kBoot, true}}) {
        REQUIRE(store(folder.path(), mark));
        CHECK(read_run_mark(folder.path()) == mark);
    }
    for (const CrashKind kind : {CrashKind::Signal, CrashKind::ExitCode, CrashKind::Watchdog, CrashKind::Unknown}) {
        const ExitNote note{12, {kind, 3}};
        REQUIRE(store(folder.path(), note));
        CHECK(read_exit_note(folder.path()) == note);
    }
    remove_exit_note(folder.path());
    CHECK_FALSE(read_exit_note(folder.path()));
}

TEST_CASE("what a cut plug left beside a note is no hindrance") {
    const test::ScratchFolder folder;
    test::write(folder.path() / "run.part", "half");
    REQUIRE(store(folder.path(), kMark));
    CHECK(read_run_mark(folder.path()) == kMark);
}

TEST_CASE("a note with any bit flipped, or cut anywhere, is none") {
    const std::string mark = text_of(kMark);
    const std::string note = text_of(kNote);
    REQUIRE(parse_run_mark(mark) == kMark);
    REQUIRE(parse_exit_note(note) == kNote);
    for (const std::string& text : {mark, note})
        for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
            std::string flipped = text;
            flipped[bit / 8] = static_cast<char>(static_cast<unsigned char>(flipped[bit / 8]) ^ (1U << (bit % 8)));
            CHECK_FALSE(parse_run_mark(flipped));
            CHECK_FALSE(parse_exit_note(flipped));
            CHECK_FALSE(parse_run_mark(text.substr(0, bit / 8)));
            CHECK_FALSE(parse_exit_note(text.substr(0, bit / 8)));
        }
    CHECK_FALSE(parse_run_mark(note));
    CHECK_FALSE(parse_exit_note(mark));
}

TEST_CASE("anything else than a small file is no note") {
    const test::ScratchFolder folder;
    const test::fs::path file = folder.path() / "run";
    test::write(file, std::string(100'000, 'x'));
    CHECK_FALSE(read_run_mark(folder.path()));
    test::fs::remove(file);
    REQUIRE(mkfifo(file.c_str(), 0600) == 0);
    CHECK_FALSE(read_run_mark(folder.path()));
    test::fs::remove(file);
    test::fs::create_directory(file);
    CHECK_FALSE(read_run_mark(folder.path()));
    CHECK_FALSE(store(folder.path(), kMark));
    CHECK_FALSE(store(folder.path() / "missing", kMark));
}

TEST_CASE("what systemd tells becomes how the kiosk ended") {
    CHECK(crash_of({"watchdog", "dumped", "ABRT"}) == Crashed{CrashKind::Watchdog, 6});
    CHECK(crash_of({"core-dump", "dumped", "SEGV"}) == Crashed{CrashKind::Signal, 11});
    CHECK(crash_of({"oom-kill", "killed", "KILL"}) == Crashed{CrashKind::Signal, 9});
    CHECK(crash_of({"exit-code", "exited", "3"}) == Crashed{CrashKind::ExitCode, 3});
    CHECK(crash_of({"signal", "killed", "NONSENSE"}) == Crashed{CrashKind::Signal, 0});
    CHECK_FALSE(crash_of({"resources", "", ""}));
    CHECK_FALSE(crash_of({}));
}

TEST_CASE("kiosk-note-exit notes the end of a run without a goodbye, and nothing else") {
    const test::ScratchFolder folder;
    const std::string crash = "SERVICE_RESULT=core-dump EXIT_CODE=dumped EXIT_STATUS=SEGV";
    CHECK_FALSE(noted(folder.path(), crash));
    REQUIRE(store(folder.path(), RunMark{4, test::kBoot, true}));
    CHECK_FALSE(noted(folder.path(), crash));
    REQUIRE(store(folder.path(), kMark));
    CHECK_FALSE(noted(folder.path(), "SERVICE_RESULT=resources"));
    CHECK(noted(folder.path(), crash) == kNote);
}

TEST_CASE("kiosk-note-exit says where it cannot write") {
    const test::ScratchFolder folder;
    REQUIRE(store(folder.path(), kMark));
    test::fs::create_directory(folder.path() / "run.exit");
    const auto outcome = test::run(fmt::format("EXIT_CODE=exited EXIT_STATUS=1 {}/kiosk-note-exit --state '{}'",
                                               KIOSK_BIN_DIR, folder.path().string()));
    CHECK(outcome.status == 1);
    CHECK(outcome.has("run.exit"));
}
