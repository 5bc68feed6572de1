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
