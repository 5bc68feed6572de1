#include "platform/stick_report.h"
#include "tests/support/collect_fixture.h"
#include "tests/support/sanitized.h"

using test::event_lines;
using test::numbers;
using test::run;
using test::seqs_on;
using test::fs::path;

namespace {

constexpr const char* kProgram = KIOSK_BIN_DIR "/kiosk-logs";

/// A kiosk with a log, its keys, and a stick with a request that Debian's minisign signed.
struct CollectorFixture : test::CollectFixture {
    path keys = folder.path() / "keys";

    std::string text = "# For people.\n"
                       "careers-kiosk logs-request 1\n"
                       "id=00112233445566778899aabbccddeeff\n"
                       "event=Spring fair\n"
                       "until-date=2999-12-31\n";

    CollectorFixture() {
        test::fs::create_directories(keys);
        test::fs::create_directories(stick / "kiosk");
        const auto made = run(fmt::format("minisign -G -W -p '{}' -s '{}'", (keys / "staff.pub").string(), secret()));
        REQUIRE_MESSAGE(made.status == 0, made.output);
        test::write(log, event_lines(1, 3));
        sign_request();
    }
    void sign_request() const {
        sign(fmt::format("careers-kiosk logs-request channel=stable version=0 schema=0 size={}", text.size()));
    }
    [[nodiscard]] std::string secret() const { return (folder.path() / "staff.key").string(); }
    void sign(const std::string& comment) const { sign_file(stick / "kiosk/logs.request", text, comment); }
    void sign_file(const path& file, const std::string& bytes, const std::string& comment) const {
        test::write(file, bytes);
        const auto done = run(fmt::format("minisign -S -s '{}' -m '{}' -t '{}'", secret(), file.string(), comment));
        REQUIRE_MESSAGE(done.status == 0, done.output);
    }
    [[nodiscard]] std::string command(const std::string& options) const {
        return fmt::format("{} collect '{}' --state '{}' --name hall-2 {}", kProgram, stick.string(), state.string(),
                           options);
    }
    [[nodiscard]] std::string from_log() const { return fmt::format("--log '{}' ", log.string()); }
    [[nodiscard]] std::string by_keys() const { return fmt::format("--keys '{}' ", keys.string()); }
    /// What it says on stdout alone.
    [[nodiscard]] test::Outcome collect(const std::string& options) const {
        return run(command(options) + " 2>/dev/null");
    }
};

} // namespace

TEST_CASE("kiosk-logs explains itself") {
    const auto help = run(std::string(kProgram) + " --help");
    CHECK(help.status == 0);
    CHECK(help.has("collect"));
    const auto more = run(std::string(kProgram) + " collect --help");
    CHECK(more.status == 0);
    for (const char* word : {"--state", "--name", "--log", "--journal", "--keys", "--staff", "--all", "Example:"})
        CHECK_MESSAGE(more.has(word), word);
    CHECK(run(std::string(kProgram) + " --version").output.starts_with("kiosk-logs 0."));
}

TEST_CASE_FIXTURE(CollectorFixture, "a wrong command line is told and changes nothing") {
    for (const std::string& options :
         {std::string(), from_log(), by_keys(), std::string("--journal --staff --log x"),
          from_log() + by_keys() + "--staff", from_log() + by_keys() + "--all", from_log() + "--staff --channel stable",
          from_log() + "--staff --nmae x", from_log() + "--staff --namespace kiosk",
          std::string("--journal --staff --namespace a/b")}) {
        const auto outcome = run(command(options));
        CHECK_MESSAGE(outcome.status > 1, options);
        CHECK_FALSE(outcome.output.empty());
    }
    CHECK(run(command(from_log() + "--staff --name ..")).status > 1);
    CHECK(run(std::string(kProgram)).status > 1);
    CHECK_FALSE(test::fs::exists(state));
    CHECK(test::names_in(stick) == std::vector<std::string>{"kiosk"});
}

TEST_CASE_FIXTURE(CollectorFixture, "a stick with a signed request gets the logs, as one line of JSON says") {
    const auto size = event_lines(1, 3).size();
    const auto first = collect(from_log() + by_keys() + "--json");
    CHECK(first.status == 0);
    CHECK(first.output == fmt::format("{{\"events\":3,\"bytes\":{},\"complete\":true}}\n", size));
    CHECK(seqs_on(stick) == numbers(1, 3));
    CHECK(collect(from_log() + by_keys() + "--json").output == "{\"events\":0,\"bytes\":0,\"complete\":true}\n");
    const auto about = nlohmann::json::parse(test::read(place(stick, "000001") / "collection.json"));
    CHECK(about["by"] == "request");
    CHECK(about["request"] == test::kRequest);
    CHECK(about["event"] == "Spring fair");
    CHECK(about["version"].get<std::string>().starts_with("0."));
}

TEST_CASE_FIXTURE(CollectorFixture, "a stick without a good request gets nothing, and the reason is a verdict") {
    const auto refused = [&](const std::string& options, const std::string& reason) {
        const auto outcome = collect(from_log() + options + "--json");
        CHECK(outcome.status == 1);
        CHECK(outcome.output.starts_with("{\"reason\":\"" + reason + "\",\"detail\":\""));
        CHECK(outcome.output.ends_with("\"}\n"));
        CHECK(test::names_in(stick) == std::vector<std::string>{"kiosk"});
    };
    refused("--keys '" + (folder.path() / "missing").string() + "' ", "no_keys");
    refused(by_keys() + "--channel training ", "wrong_channel");
    sign("careers-kiosk content channel=stable version=12 schema=1 size=10");
    refused(by_keys(), "bad_manifest");
    test::write(stick / "kiosk/logs.request", "edited");
    refused(by_keys(), "wrong_signature");
    test::fs::remove(stick / "kiosk/logs.request.minisig");
    refused(by_keys(), "no_signature");
    test::fs::remove(stick / "kiosk/logs.request");
    refused(by_keys(), "no_content");
    CHECK_FALSE(test::fs::exists(state));
}

TEST_CASE_FIXTURE(CollectorFixture, "a request that is for another kiosk, or ended with a version, gets nothing") {
    const auto reason = [&](const std::string& options) {
        const auto outcome = collect(from_log() + by_keys() + options + " --json");
        return outcome.status == 0 ? "taken" : nlohmann::json::parse(outcome.output)["reason"].get<std::string>();
    };
    const std::string good = text;
    text = "the logs!\n"; // of an older roledb
    sign_request();
    CHECK(reason("") == "bad_request");
    text = good;
    text.insert(text.find("event="), "kiosk=hall-3\n");
    sign_request();
    CHECK(reason("") == "other_kiosk");
    text = good;
    text.insert(text.find("until-date="), "until-version=14\n");
    sign_request();
    CHECK(reason("") == "request_ended"); // nobody said what is shown
    const path content = folder.path() / "content-state";
    const auto show = [&](const std::string& version) {
        test::fs::remove(content / "current");
        sign_file(content / "content" / version / "roles.db", "x",
                  fmt::format("careers-kiosk content channel=stable version={} schema=1 size=1", version));
        test::fs::create_directory_symlink("content/" + version, content / "current");
    };
    show("15");
    CHECK(reason(fmt::format("--content '{}'", content.string())) == "request_ended");
    CHECK(test::names_in(stick) == std::vector<std::string>{"kiosk"});
    show("14");
    CHECK(reason(fmt::format("--content '{}'", content.string())) == "taken");
    test::write(content / "content" / "14" / "roles.db.minisig", "junk"); // which nobody is shown, then
    CHECK(reason(fmt::format("--content '{}'", content.string())) == "request_ended");
}

TEST_CASE_FIXTURE(CollectorFixture, "whether a stick may take the logs can be asked before it is mounted for writing") {
    const auto ask = [&] { return run(fmt::format("{} allows '{}' {}", kProgram, stick.string(), by_keys())); };
    CHECK(ask().status == 0);
    sign("careers-kiosk content channel=stable version=12 schema=1 size=10");
    CHECK(ask().status == 1);
    CHECK(ask().has("bad_manifest"));
    test::fs::remove(stick / "kiosk/logs.request.minisig");
    CHECK(ask().has("no_signature"));
    CHECK(test::names_in(stick) == std::vector<std::string>{"kiosk"});
}

TEST_CASE_FIXTURE(CollectorFixture, "what became of the logs is added to the installer's report of the stick") {
    const auto reports = folder.path() / "reports";
    platform::StickReport report;
    report.stick = "sda1";
    report.sequence = 5;
    report.stage = platform::StickStage::Collecting;
    report.verdict = "older";
    REQUIRE(platform::write_stick_report(reports, report));
    const std::string options = from_log() + by_keys() + fmt::format("--report '{}' --stick sda1", reports.string());
    CHECK(collect(options).status == 0);
    const auto done = platform::read_stick_report(reports, "sda1");
    REQUIRE(done);
    CHECK(done->stage == platform::StickStage::Done);
    CHECK(done->sequence == 6);
    CHECK(done->verdict == "older");
    REQUIRE(done->logs);
    CHECK(done->logs->events == 3);
    const auto own = folder.path() / "own";
    CHECK(collect(from_log() + by_keys()
                  + fmt::format("--report '{}' --report-of-content '{}' --stick sda1", own.string(), reports.string()))
              .status
          == 0);
    CHECK(platform::read_stick_report(reports, "sda1")->sequence == 6);
    REQUIRE(platform::read_stick_report(own, "sda1"));
    CHECK(platform::read_stick_report(own, "sda1")->sequence == 7);
    CHECK(platform::read_stick_report(own, "sda1")->verdict == "older");
    test::write(stick / "kiosk/logs.request", "edited");
    CHECK(collect(options).status == 1);
    CHECK(platform::read_stick_report(reports, "sda1")->logs_problem == "wrong_signature");
}

TEST_CASE_FIXTURE(CollectorFixture, "staff need no request, and can have everything again") {
    test::fs::remove_all(stick / "kiosk");
    const auto outcome = collect(from_log() + "--staff");
    CHECK(outcome.status == 0);
    CHECK(outcome.output
          == fmt::format("{}: 3 events, {} bytes\n", place(stick, "000001").string(), event_lines(1, 3).size()));
    CHECK(collect(from_log() + "--staff").output == "There is nothing new in the log; nothing was written.\n");
    CHECK(collect(from_log() + "--staff --all --json").output.starts_with("{\"events\":3,"));
}

TEST_CASE_FIXTURE(CollectorFixture, "without --json a failure is a sentence on stderr") {
    const auto outcome = run(command("--log /missing --staff") + " >/dev/null");
    CHECK(outcome.status == 1);
    CHECK(outcome.output == "/missing: there is no log; name the file that the kiosk's --log names (no_log)\n");
}

TEST_CASE_FIXTURE(CollectorFixture, "the journal of a folder is taken too") {
    const path journal = folder.path() / "journal";
    test::fs::create_directories(journal);
    test::write_journal(journal / "a.journal", {test::journal_event(platform::logs::RoleViewed{"economist", 10}, 1),
                                                test::journal_event(platform::logs::SessionStarted{}, 2)});
    const std::string options = "--journal '" + journal.string() + "' --staff --json";
    CHECK(collect(options).output.starts_with("{\"events\":2,"));
    CHECK(seqs_on(stick) == numbers(1, 2));
    CHECK(collect(options).output.starts_with("{\"events\":0,"));
}

// A program that is killed says nothing to a sanitizer, and takes ten times as long to start: there only some places.
constexpr int kKillEvery = test::kIsSanitized ? 5 : 1;

// A sanitizer's own memory is beyond any limit.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE_FIXTURE(CollectorFixture, "memory does not grow with the log") {
    test::write(log, event_lines(1, 150'000));
    REQUIRE(file_size(log) > 20'000'000);
    const auto outcome = run("ulimit -d 12000; " + command(from_log() + "--staff --json")); // KiB
    CHECK(outcome.output.starts_with("{\"events\":150000,"));
}
#endif

TEST_CASE_FIXTURE(CollectorFixture, "the program killed at any system call that changes a disk loses no event") {
    const path none = "/dev/null";
    const auto traced = [&](const std::string& call, int number) {
        return run(
            fmt::format("ASAN_OPTIONS=detect_leaks=0 strace -qq -o {} -e trace={} -e inject={}:signal=KILL:when={} {} "
                        ">/dev/null",
                        none.string(), call, call, number, command(from_log() + by_keys())));
    };
    if (run("strace -qq -o /dev/null true").status != 0) {
        MESSAGE("skipped: tracing is not allowed here");
        return;
    }
    int kills = 0;
    for (const std::string call : {"openat", "mkdirat", "write", "fsync", "syncfs", "renameat", "unlinkat", "flock"}) {
        for (int number = 1;; number += kKillEvery) {
            for (const path& gone : {stick / "kiosk-logs", state})
                test::fs::remove_all(gone);
            test::write(log, event_lines(1, 40));
            const auto outcome = traced(call, number);
            if (outcome.status == 0)
                break;
            CAPTURE(call);
            CAPTURE(number);
            REQUIRE_MESSAGE(outcome.status == 137, outcome.output);
            ++kills;
            test::append(log, event_lines(41, 45));
            (void)request_to(stick);
            CHECK(test::unique(seqs_on(stick)) == numbers(1, 45));
            CHECK(request_to(stick).events == 0);
        }
    }
    CHECK(kills > 30 / kKillEvery);
    MESSAGE(kills, " kills");
}
