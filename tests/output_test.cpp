// What the reviewer's commands write, and what they say where they can't.
#include "tests/support/command_support.h"
#include "tests/support/log_support.h"
#include "tests/support/scratch_folder.h"
#include <algorithm>
#include <fmt/format.h>

using test::run;

namespace {

struct Review {
    test::ScratchFolder folder;
    Review() { test::write(folder / "day.jsonl", test::event_lines(1, 3) + "half a li\n"); }
    [[nodiscard]] test::Outcome kiosk_logs(const std::string& options, const char* rest = "") const {
        return run(
            fmt::format("{} {} '{}' {}", KIOSK_BIN_DIR "/kiosk-logs", options, (folder / "day.jsonl").string(), rest));
    }
    [[nodiscard]] std::string file(const char* name) const { return (folder / name).string(); }
};

} // namespace

TEST_CASE("a page is there as a whole, also where an earlier run was cut short") {
    const Review review;
    test::write(review.folder / ".fair.html.part", std::string(1'000'000, 'x'));
    const auto told = review.kiosk_logs("report --html '" + review.file("fair.html") + "'");
    CHECK(told.status == 0);
    CHECK(told.has("day.jsonl:4: "));
    const std::string page = test::read(review.folder / "fair.html");
    CHECK(page.starts_with("<!doctype html>"));
    CHECK(page.find("</html>") != std::string::npos);
    CHECK_FALSE(test::fs::exists(review.folder / ".fair.html.part"));
}

TEST_CASE("events leave as they came, each once") {
    const Review review;
    const auto both = review.kiosk_logs("export", ("'" + review.file("day.jsonl") + "' 2>/dev/null").c_str());
    CHECK(both.status == 0);
    CHECK(both.output == test::event_lines(1, 3));
    CHECK(review.kiosk_logs("export --format csv -o '" + review.file("day.csv") + "'").status == 0);
    const std::string table = test::read(review.folder / "day.csv");
    CHECK(table.starts_with("kiosk,boot_id,run,seq,monotonic_ms,wall,event,"));
    CHECK(std::ranges::count(table, '\n') == 4);
}

TEST_CASE("a report tells the counts, in words and as JSON") {
    const Review review;
    CHECK(review.kiosk_logs("report").has("1 kiosk, 3 events"));
    CHECK(review.kiosk_logs("report --json").has("\"role_viewed\":3"));
    const auto checked = review.kiosk_logs("check");
    CHECK(checked.status == 1); // the half line
    CHECK(checked.has("3 events, 0 duplicates left out"));
}

TEST_CASE("what can't be read or written is told with its name, and leaves nothing behind") {
    const Review review;
    for (const std::string& command : {"report --html '" + review.file("missing/a.html") + "'",
                                       "export -o '" + review.file("missing/a.jsonl") + "'"}) {
        const auto told = review.kiosk_logs(command);
        CHECK(told.status == 1);
        CHECK(told.has("/missing/a."));
        CHECK(told.has("cannot be written"));
    }
    CHECK(review.kiosk_logs("report", "/no/such/log").status == 1);
    CHECK(review.kiosk_logs("report --json", ">/dev/full").has("cannot be written"));
    CHECK(review.kiosk_logs("report --json --html x.html").status > 1);
}
