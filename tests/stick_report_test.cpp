#include "platform/stick_report.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace platform;
namespace fs = std::filesystem;

namespace {

StickReport full_report() {
    StickReport report;
    report.stick = "sda1";
    report.sequence = 7;
    report.stage = StickStage::Done;
    report.percent = 100;
    report.verdict = "installed";
    report.detail = "Content 12, \"six\" roles\nand a tab\t, Español";
    report.version = 12;
    report.previous = 11;
    report.roles = 6;
    report.roles_added = 1;
    report.roles_removed = 2;
    report.roles_changed = 3;
    report.other_changed = 4;
    report.logs = CollectedLogs{1200, 345678901234, false};
    report.logs_problem = "stick_full";
    return report;
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> names_below(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    return names;
}

} // namespace

TEST_CASE("a report reads back as it was written, at every stage") {
    CHECK(parse_stick_report(format_stick_report(full_report())) == full_report());
    for (const StickStage stage :
         {StickStage::Noticed, StickStage::Looking, StickStage::Copying, StickStage::Verifying, StickStage::Checking,
          StickStage::Storing, StickStage::Collecting, StickStage::Done, StickStage::Removed}) {
        StickReport report;
        report.stick = "disk by the door";
        report.stage = stage;
        report.percent = 42;
        CHECK(parse_stick_report(format_stick_report(report)) == report);
    }
}

TEST_CASE("keys that a later version may add are overlooked") {
    const auto report = parse_stick_report(
        R"({"stick":"a","sequence":3,"stage":"copying","percent":9,"colour":"red","logs_of":{"x":[1]}})");
    REQUIRE(report);
    CHECK(report->stick == "a");
    CHECK(report->stage == StickStage::Copying);
    CHECK(report->percent == 9);
}

TEST_CASE("what is not a report is empty") {
    for (const char* text : {"",
                             "{",
                             "[]",
                             "null",
                             "7",
                             "\"stick\"",
                             "{}",
                             R"({"stick":"a","stage":"done"})",
                             R"({"stick":"a","sequence":1})",
                             R"({"sequence":1,"stage":"done"})",
                             R"({"stick":"","sequence":1,"stage":"done"})",
                             R"({"stick":1,"sequence":1,"stage":"done"})",
                             R"({"stick":"a","sequence":"1","stage":"done"})",
                             R"({"stick":"a","sequence":-1,"stage":"done"})",
                             R"({"stick":"a","sequence":1.5,"stage":"done"})",
                             R"({"stick":"a","sequence":18446744073709551615,"stage":"done"})",
                             R"({"stick":"a","sequence":1,"stage":"exploded"})",
                             R"({"stick":"a","sequence":1,"stage":3})",
                             R"({"stick":"a","sequence":1,"stage":"done","percent":101})",
                             R"({"stick":"a","sequence":1,"stage":"done","roles":2147483648})",
                             R"({"stick":"a","sequence":1,"stage":"done","verdict":"Not A Name"})",
                             R"({"stick":"a","sequence":1,"stage":"done","verdict":null})",
                             R"({"stick":"a","sequence":1,"stage":"done","logs":3})",
                             R"({"stick":"a","sequence":1,"stage":"done","logs":{"complete":1}})",
                             R"({"stick":"a","sequence":1,"stage":"done","logs":{"events":-1}})",
                             "{\"stick\":\"\xff\",\"sequence\":1}"})
        CHECK_MESSAGE(!parse_stick_report(text), text);
    CHECK_FALSE(parse_stick_report(std::string(1000000, '[')));
    CHECK_FALSE(parse_stick_report(std::string(60000, '[')));
}

TEST_CASE("a torn report is none, wherever it was cut") {
    const std::string whole = format_stick_report(full_report());
    for (std::size_t size = 0; size + 2 < whole.size(); ++size)
        CHECK_FALSE(parse_stick_report(std::string_view(whole).substr(0, size)));
}

TEST_CASE("any one byte changed gives a report within its bounds or none") {
    const std::string whole = format_stick_report(full_report());
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int byte = 0; byte < 256; ++byte) {
            std::string text = whole;
            text[at] = static_cast<char>(byte);
            const auto report = parse_stick_report(text);
            if (report && (report->percent < 0 || report->percent > 100 || report->stick.empty() || report->roles < 0))
                FAIL("byte ", at, " set to ", byte);
        }
}

TEST_CASE("long and broken texts are cut and mended, never half a character") {
    StickReport report = full_report();
    report.detail = "x";
    for (int i = 0; i < 40000; ++i)
        report.detail += "é";
    auto read = parse_stick_report(format_stick_report(report));
    REQUIRE(read);
    CHECK(read->detail.size() == 1999);
    CHECK(read->detail == report.detail.substr(0, 1999));
    report.detail = "not \xff UTF-8";
    read = parse_stick_report(format_stick_report(report));
    REQUIRE(read);
    CHECK(read->detail == "not \xEF\xBF\xBD UTF-8");
}

TEST_CASE("another process adds what became of the logs to the last report of the stick") {
    const test::ScratchFolder folder;
    StickReport report = full_report();
    report.stage = StickStage::Collecting;
    report.logs.reset();
    report.logs_problem.clear();
    report.detail.clear();
    REQUIRE(write_stick_report(folder.path(), report));
    auto last = read_stick_report(folder.path(), "sda1");
    REQUIRE(last);
    CHECK(*last == report);
    add_logs_outcome(*last, std::nullopt, "stick_full", "not one event fits");
    CHECK(last->logs_problem == "stick_full");
    CHECK(last->detail == "logs: not one event fits");
    add_logs_outcome(*last, CollectedLogs{12, 3456, true}, "", "");
    CHECK(last->logs == CollectedLogs{12, 3456, true});
    CHECK(last->detail == "logs: not one event fits");
    CHECK_FALSE(read_stick_report(folder.path(), "sdb1"));
    CHECK_FALSE(read_stick_report(folder.path() / "missing", "sda1"));
}

TEST_CASE("a report takes the place of the one before, and leaves nothing else behind") {
    const test::ScratchFolder scratch;
    const fs::path folder = scratch.path() / "run" / "sticks";
    StickReport report = full_report();
    CHECK(write_stick_report(folder, report));
    report.sequence = 8;
    CHECK(write_stick_report(folder, report));
    CHECK(names_below(folder) == std::vector<std::string>{"sda1.json"});
    CHECK(parse_stick_report(read_file(folder / "sda1.json")) == report);
}

TEST_CASE("a stick's name cannot lead out of the folder, and two names are two files") {
    const test::ScratchFolder scratch;
    const fs::path folder = scratch.path() / "sticks";
    const std::vector<std::string> names = {"../../etc/passwd",   "..", ".",   "a/b", "a_b", "a b",  ".hidden",
                                            std::string(1, 0),    "",   "a%b", "é",   "-rf", "a\nb", "CON:",
                                            std::string(255, '/')};
    StickReport report = full_report();
    for (const std::string& name : names) {
        report.stick = name;
        CHECK(write_stick_report(folder, report));
    }
    const auto written = names_below(folder);
    CHECK(written.size() == names.size());
    for (const std::string& name : written) {
        CHECK(name.size() < 200);
        CHECK(name.front() != '.');
    }
    CHECK(names_below(scratch.path()) == std::vector<std::string>{"sticks"});
}

TEST_CASE("a folder that cannot be written is said, and nothing is thrown") {
    const test::ScratchFolder scratch;
    std::ofstream(scratch.path() / "file") << "not a folder";
    CHECK_FALSE(write_stick_report(scratch.path() / "file", full_report()));
    CHECK_FALSE(write_stick_report(scratch.path() / "file" / "below", full_report()));
    fs::create_directories(scratch.path() / "sticks" / "sda1.json" / "in the way");
    CHECK_FALSE(write_stick_report(scratch.path() / "sticks", full_report()));
    CHECK(names_below(scratch.path() / "sticks") == std::vector<std::string>{"sda1.json"});
}

TEST_CASE("a planted link is neither followed nor written through, and a pipe is not waited for") {
    const test::ScratchFolder scratch;
    const fs::path reports = scratch.path() / "reports";
    StickReport report = full_report();
    report.stick = "sda1";
    REQUIRE(write_stick_report(scratch.path() / "elsewhere", report));
    fs::create_directories(reports);
    fs::create_symlink(scratch.path() / "elsewhere/sda1.json", reports / "sda1.json");
    CHECK_FALSE(read_stick_report(reports, "sda1"));
    const fs::path part = reports / (".sda1.json." + std::to_string(getpid()));
    std::ofstream(scratch.path() / "precious") << "precious";
    fs::create_symlink(scratch.path() / "precious", part);
    CHECK(write_stick_report(reports, report));
    CHECK(fs::file_size(scratch.path() / "precious") == 8);
    CHECK_FALSE(fs::is_symlink(reports / "sda1.json"));
    CHECK(read_stick_report(reports, "sda1") == report);
    REQUIRE(mkfifo((reports / "sdb1.json").c_str(), 0600) == 0);
    CHECK_FALSE(read_stick_report(reports, "sdb1"));
}
