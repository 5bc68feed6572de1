#include "platform/logs/log_source.h"
#include "tests/support/log_support.h"

using namespace platform::logs;
using test::event_line;
using test::event_lines;
using test::fs::path;

namespace {

/// All that is left of a source; each line is marked.
std::vector<LogLine> read_all(LogSource& source) {
    std::vector<LogLine> lines;
    LogLine line;
    while (true) {
        const auto more = source.next(line);
        REQUIRE_MESSAGE(more.has_value(), more.error().detail);
        if (!*more)
            return lines;
        source.mark();
        lines.push_back(line);
    }
}

std::vector<int> seqs(const std::vector<LogLine>& lines) {
    std::vector<int> all;
    all.reserve(lines.size());
    for (const LogLine& line : lines)
        all.push_back(static_cast<int>(line.stamp.seq));
    return all;
}

/// What is new in the log; moves `position` behind it.
std::vector<int> read_new(const path& file, std::string& position) {
    auto source = read_log_file(file, position);
    REQUIRE_MESSAGE(source.has_value(), source.error().detail);
    auto lines = read_all(*source);
    position = source->position();
    return seqs(lines);
}

struct LogSourceFixture {
    test::ScratchFolder folder;
    path file = folder.path() / "kiosk.log";
    std::string position;
};

} // namespace

TEST_CASE_FIXTURE(LogSourceFixture, "a log file is read as it is, with stamps") {
    test::write(file, event_lines(1, 2));
    auto source = read_log_file(file, "");
    REQUIRE(source);
    const auto lines = read_all(*source);
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].text == event_line(2));
    CHECK(lines[1].is_event);
    CHECK(lines[1].stamp.boot_id == test::kBoot);
    CHECK(lines[1].stamp.monotonic_ms == 2000);
    CHECK(lines[1].stamp.wall == "2026-11-24T12:00:00Z");
}

TEST_CASE_FIXTURE(LogSourceFixture, "reading goes on behind what was marked, and only there") {
    test::write(file, event_lines(1, 3));
    auto source = read_log_file(file, "");
    REQUIRE(source);
    LogLine line;
    REQUIRE(source->next(line));
    source->mark();
    REQUIRE(source->next(line)); // not marked: was not kept
    CHECK(read_new(file, position = source->position()) == std::vector{2, 3});
    CHECK(read_new(file, position).empty());
    test::append(file, event_lines(4, 4));
    CHECK(read_new(file, position) == std::vector{4});
}

TEST_CASE_FIXTURE(LogSourceFixture, "a position that was never moved stays as it was") {
    test::write(file, "");
    CHECK(read_new(file, position).empty());
    CHECK(position.empty());
}

TEST_CASE_FIXTURE(LogSourceFixture, "a number that a rotation left out hides nothing") {
    test::write(path(file.string() + ".3"), event_lines(1, 2));
    test::write(path(file.string() + ".2"), event_lines(3, 4));
    test::write(file, event_lines(5, 6));
    CHECK(read_new(file, position) == test::numbers(1, 6));
}

TEST_CASE_FIXTURE(LogSourceFixture, "a line that is being written is left for the next time") {
    const std::string second = event_line(2);
    test::write(file, event_lines(1, 1) + second.substr(0, 30));
    CHECK(read_new(file, position) == std::vector{1});
    test::append(file, second.substr(30) + "\n");
    CHECK(read_new(file, position) == std::vector{2});
}

TEST_CASE_FIXTURE(LogSourceFixture, "files that were rotated away are read first, and each event once") {
    test::write(file, event_lines(1, 2));
    CHECK(read_new(file, position) == std::vector{1, 2});
    test::append(file, event_lines(3, 4));
    test::fs::rename(file, path(file.string() + ".1"));
    test::write(file, event_lines(5, 6));
    CHECK(read_new(file, position) == std::vector{3, 4, 5, 6});
    test::fs::rename(path(file.string() + ".1"), path(file.string() + ".2"));
    test::fs::rename(file, path(file.string() + ".1"));
    test::write(file, "");
    CHECK(read_new(file, position).empty());
    std::string from_start;
    CHECK(read_new(file, from_start) == test::numbers(1, 6));
}

TEST_CASE_FIXTURE(LogSourceFixture, "a log that was copied away and emptied is no new log") {
    test::write(file, event_lines(1, 2));
    CHECK(read_new(file, position) == std::vector{1, 2});
    test::fs::copy_file(file, path(file.string() + ".1"));
    test::write(file, event_lines(3, 3));
    CHECK(read_new(file, position) == std::vector{3});
}

TEST_CASE_FIXTURE(LogSourceFixture, "another log under the same name and inode is read from its start") {
    test::write(file, event_lines(1, 2));
    CHECK(read_new(file, position) == std::vector{1, 2});
    test::write(file, event_lines(11, 19)); // longer than the position, and the same inode
    CHECK(read_new(file, position) == test::numbers(11, 19));
}

TEST_CASE_FIXTURE(LogSourceFixture, "a log that is shorter than its position is read from its start") {
    test::write(file, event_lines(1, 9));
    CHECK(read_new(file, position) == test::numbers(1, 9));
    test::write(file, event_lines(21, 21));
    CHECK(read_new(file, position) == std::vector{21});
}

TEST_CASE_FIXTURE(LogSourceFixture, "a position that is none reads everything") {
    test::write(file, event_lines(1, 2));
    for (const char* broken : {"{", "[]", "{}", R"({"offset":-1,"before":"x"})", R"({"offset":1,"before":2})",
                               R"({"offset":"1","before":"2"})", R"({"offset":18446744073709551615,"before":"x"})"}) {
        position = broken;
        CHECK(read_new(file, position) == std::vector{1, 2});
    }
}

TEST_CASE_FIXTURE(LogSourceFixture, "an event behind a torn line is not lost, and what was torn is told") {
    test::write(file, event_lines(1, 1) + event_line(2).substr(0, 40) + event_line(3) + "\n" + event_lines(4, 4));
    auto source = read_log_file(file, "");
    REQUIRE(source);
    const auto lines = read_all(*source);
    CHECK(seqs(lines) == std::vector{1, 0, 3, 4});
    CHECK_FALSE(lines[1].is_event);
    const auto told = nlohmann::json::parse(lines[1].text);
    CHECK(told["event"] == "unreadable_line");
    CHECK(told["bytes"] == 40);
    CHECK(told["text"] == event_line(2).substr(0, 40));
    CHECK(lines[2].text == event_line(3));
}

TEST_CASE_FIXTURE(LogSourceFixture, "reading goes on between a torn line and the event behind it") {
    test::write(file, event_line(2).substr(0, 40) + event_lines(3, 3));
    auto source = read_log_file(file, "");
    REQUIRE(source);
    LogLine line;
    REQUIRE(source->next(line));
    source->mark();
    CHECK(read_new(file, position = source->position()) == std::vector{3});
}

TEST_CASE_FIXTURE(LogSourceFixture, "anything in a log becomes valid lines") {
    std::string rubbish = std::string("\0\xff\xc3 \x01", 5) + "\n\n[1,2]\n{\"event\":7}\nnull\n";
    test::write(file, rubbish + std::string(kMaxLineBytes + 1, 'x') + "\n" + event_lines(1, 1));
    auto source = read_log_file(file, "");
    REQUIRE(source);
    const auto lines = read_all(*source);
    REQUIRE(lines.size() == 6);
    for (const LogLine& line : lines) {
        CHECK(line.text.find('\n') == std::string::npos);
        CHECK(line.text.size() < 2000);
        CHECK(nlohmann::json::parse(line.text).at("event").is_string());
    }
    CHECK(nlohmann::json::parse(lines[4].text)["bytes"] == kMaxLineBytes + 2);
    CHECK(lines[5].is_event);
    CHECK(std::ranges::count(lines, true, &LogLine::is_event) == 1);
}

TEST_CASE_FIXTURE(LogSourceFixture, "the end of a rotated file ends its last line") {
    test::write(path(file.string() + ".1"), event_line(1));
    test::write(file, event_lines(2, 2));
    CHECK(read_new(file, position) == std::vector{1, 2});
    CHECK(read_new(file, position).empty());
}

TEST_CASE_FIXTURE(LogSourceFixture, "no log, and what is no log, is told with the cure") {
    auto missing = read_log_file(file, "");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().reason == "no_log");
    CHECK(missing.error().detail.ends_with("kiosk.log: there is no log; name the file that the kiosk's --log names"));
    auto other = read_log_file(folder.path(), "");
    REQUIRE_FALSE(other);
    CHECK(other.error().reason == "no_log");
    CHECK(other.error().detail.find("this is not a file") != std::string::npos);
}
