// kiosk-logs report as a reviewer runs it on logs that somebody made up.
#include "tests/support/log_support.h"

using test::event_lines;
using test::run;
using test::fs::path;

namespace {

struct Reports {
    test::ScratchFolder folder;
    path logs = folder.path() / "logs", page = folder.path() / "page.html";

    Reports() { test::write(logs / "hall.jsonl", event_lines(1, 50)); }
    [[nodiscard]] test::Outcome report(const std::string& options = "") const {
        return run(fmt::format("{} report {} '{}' 2>/dev/null", KIOSK_BIN_DIR "/kiosk-logs", options, logs.string()));
    }
    /// All three kinds of report name hall-2, say first what they leave out, and end with 3.
    void check_all(const std::string& what) const {
        const auto text = report();
        CHECK(text.status == 3);
        CHECK(text.output.starts_with("Not all is told here"));
        CHECK(text.output.substr(0, text.output.find('\n')).find(what) != std::string::npos);
        const auto json = report("--json");
        CHECK(json.status == 3);
        CHECK(json.output.starts_with(R"({"left_out":"Not all is told here)"));
        CHECK(json.has(R"("name":"hall-2")"));
        CHECK(report("--html '" + page.string() + "'").status == 3);
        CHECK(test::read(page).find(R"("name":"hall-2")") != std::string::npos);
        const auto told =
            run(fmt::format("{} report --html '{}' '{}'", KIOSK_BIN_DIR "/kiosk-logs", page.string(), logs.string()));
        CHECK(told.has(what));
    }
};

std::string line_of(const std::string& kiosk, const std::string& boot, int seq) {
    return R"({"event":"role_viewed","kiosk":")" + kiosk + R"(","boot_id":")" + boot
           + R"(","run":1,"monotonic_ms":1000,"seq":)" + std::to_string(seq)
           + R"(,"wall":"2026-11-24T12:00:00Z","role_id":"economist","dwell_ms":10})" + "\n";
}

} // namespace

TEST_CASE("report of logs that are ours ends with 0 and says nothing in front") {
    const Reports reports;
    CHECK(reports.report().status == 0);
    CHECK(reports.report().output.starts_with("What happened at the fair\n"));
    CHECK(reports.report("--json").output.starts_with(R"({"left_out":"",)"));
}

TEST_CASE("a log with every second number hides no kiosk") {
    const Reports reports;
    std::string text;
    for (int number = 1; number <= 110'000; ++number)
        text += line_of("evil", "boot-evil", 2 * number);
    test::write(reports.logs / "a.jsonl", text);
    reports.check_all("109000 events may be counted twice");
}

TEST_CASE("12,000 made-up names hide no kiosk, in boots of their own or in one") {
    const Reports reports;
    std::string text;
    for (int number = 0; number < 12'000; ++number)
        text += line_of("aaa-" + std::to_string(number), "boot-" + std::to_string(number), 1);
    test::write(reports.logs / "a.jsonl", text);
    reports.check_all("7001 kiosks are counted in the totals only");
    text.clear();
    for (int number = 0; number < 12'000; ++number)
        text += line_of("aaa-" + std::to_string(number), "boot", number + 1);
    test::write(reports.logs / "a.jsonl", text);
    reports.check_all("11999 names are counted as the kiosks whose boots they are in");
}

// A sanitizer's own memory is beyond any limit.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("however much somebody makes up, a report keeps within its memory") {
    const Reports reports;
    std::string text;
    for (int number = 0; number < 220'000; ++number)
        text += line_of("aaa-" + std::to_string(number), "boot-" + std::to_string(number), 2);
    test::write(reports.logs / "a.jsonl", text);
    const auto outcome = run(fmt::format("ulimit -d 80000; {} report --json '{}' >/dev/null",
                                         KIOSK_BIN_DIR "/kiosk-logs", reports.logs.string()));
    CHECK_MESSAGE(outcome.status == 3, outcome.output);
}
#endif

TEST_CASE("help of report and check says what their exit status means") {
    CHECK(run(KIOSK_BIN_DIR "/kiosk-logs report --help").has("3 if the report was written"));
    CHECK(run(KIOSK_BIN_DIR "/kiosk-logs check --help").has("3 where the first line says what was not checked"));
}

TEST_CASE("where no event is read no command says that all is well") {
    const test::ScratchFolder folder;
    test::write(folder / "logs" / "notes.txt", "x");
    test::write(folder / "logs" / "kiosk-logs.zip", "PK\x03\x04");
    test::write(folder / "empty.jsonl", "");
    const std::string program = KIOSK_BIN_DIR "/kiosk-logs ";
    const std::string page = (folder / "page.html").string();
    for (const std::string& command : {std::string("report"), std::string("check"), std::string("export"),
                                       "report --html " + page, "export -o " + page})
        for (const path& logs : {folder / "logs", folder / "empty.jsonl"}) {
            const auto done = run(program + command + " " + logs.string());
            CAPTURE(done.output);
            CHECK(done.status == 1);
            CHECK_FALSE(done.has("No kiosk"));
        }
    CHECK(run(program + "report " + (folder / "empty.jsonl").string()).has("no event of a kiosk was read here"));
    CHECK(run(program + "report " + (folder / "logs").string()).has("kiosk-logs.zip: this file is packed; unpack it"));
}

TEST_CASE("a log is never written over by a report or an export, whatever the order of names") {
    const Reports reports;
    test::write(reports.logs / "b.jsonl", event_lines(2, 50));
    const std::string first = (reports.logs / "b.jsonl").string();
    const std::string second = (reports.logs / "hall.jsonl").string();
    const std::string before = test::read(first);
    const std::string program = KIOSK_BIN_DIR "/kiosk-logs ";
    const auto swallowed = run(program + "report --html " + first + " " + second);
    CHECK(swallowed.status == 1);
    CHECK(swallowed.has("a log of JSON lines lies here"));
    CHECK(run(program + "export -o " + first + " " + second).status == 1);
    CHECK(run(program + "export --force -o " + first + " " + first).has("this is what is read"));
    CHECK(test::read(first) == before);
    CHECK(run(program + "report --html " + reports.page.string() + " " + second).status == 0);
    CHECK_MESSAGE(run(program + "report --html " + reports.page.string() + " " + second).status == 0, "an older page");
    CHECK(run(program + "export --force -o " + first + " " + second).status == 0);
}

TEST_CASE("files that a Mac puts beside others are passed over, and a byte order mark is not part of an event") {
    const Reports reports;
    test::write(reports.logs / "._hall.jsonl", std::string("\x00\x05\x16\x07\x00\x02", 6));
    CHECK(reports.report().status == 0);
    test::write(reports.logs / "hall.jsonl", "\xEF\xBB\xBF" + event_lines(1, 1));
    const auto done = run(KIOSK_BIN_DIR "/kiosk-logs check " + reports.logs.string());
    CHECK_MESSAGE(done.status == 0, done.output);
    const auto excel = run(KIOSK_BIN_DIR "/kiosk-logs export --excel " + reports.logs.string());
    CHECK(excel.output.starts_with("\xEF\xBB\xBF"));
}
