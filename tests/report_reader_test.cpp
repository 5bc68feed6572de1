#include "platform/linux/report_reader.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sys/stat.h>
#include <vector>

using namespace platform;
namespace fs = std::filesystem;

namespace {

StickReport report(const std::string& stick, StickStage stage, std::int64_t sequence) {
    StickReport made;
    made.stick = stick;
    made.stage = stage;
    made.sequence = sequence;
    return made;
}

} // namespace

TEST_CASE("each report is given once, and again when it changes") {
    const test::ScratchFolder scratch;
    ReportReader reader(scratch.path() / "sticks");
    CHECK(reader.look().empty());
    const StickReport first = report("sda1", StickStage::Looking, 1);
    REQUIRE(write_stick_report(scratch.path() / "sticks", first));
    CHECK(reader.look() == std::vector{first});
    CHECK(reader.look().empty());
    REQUIRE(write_stick_report(scratch.path() / "sticks", first));
    CHECK_MESSAGE(reader.look().empty(), "the same report written again is no news");
    const StickReport second = report("sda1", StickStage::Done, 2);
    REQUIRE(write_stick_report(scratch.path() / "sticks", second));
    CHECK(reader.look() == std::vector{second});
}

TEST_CASE("a new process that counts from 1 again is heard") {
    const test::ScratchFolder scratch;
    ReportReader reader(scratch.path());
    REQUIRE(write_stick_report(scratch.path(), report("sda1", StickStage::Done, 1)));
    CHECK(reader.look().size() == 1);
    REQUIRE(write_stick_report(scratch.path(), report("sda1", StickStage::Looking, 1)));
    CHECK(reader.look() == std::vector{report("sda1", StickStage::Looking, 1)});
}

TEST_CASE("a report that vanishes is a stick that was removed, once") {
    const test::ScratchFolder scratch;
    ReportReader reader(scratch.path());
    REQUIRE(write_stick_report(scratch.path(), report("sda1", StickStage::Done, 4)));
    REQUIRE(write_stick_report(scratch.path(), report("sdb1", StickStage::Removed, 9)));
    CHECK(reader.look().size() == 2);
    fs::remove(scratch.path() / "sda1.json");
    fs::remove(scratch.path() / "sdb1.json");
    CHECK(reader.look() == std::vector{report("sda1", StickStage::Removed, 5)});
    CHECK(reader.look().empty());
    REQUIRE(write_stick_report(scratch.path(), report("sda1", StickStage::Done, 4)));
    CHECK_MESSAGE(reader.look().size() == 1, "plugged in again, even with the same report");
}

TEST_CASE("the folder may go and come again") {
    const test::ScratchFolder scratch;
    const fs::path folder = scratch.path() / "sticks";
    ReportReader reader(folder);
    REQUIRE(write_stick_report(folder, report("sda1", StickStage::Looking, 1)));
    CHECK(reader.look().size() == 1);
    fs::remove_all(folder);
    CHECK(reader.look() == std::vector{report("sda1", StickStage::Removed, 2)});
    REQUIRE(write_stick_report(folder, report("sda1", StickStage::Looking, 1)));
    CHECK(reader.look().size() == 1);
}

TEST_CASE("what is not a report is overlooked, and nothing in the folder holds us up") {
    const test::ScratchFolder scratch;
    std::ofstream(scratch.path() / "torn.json") << R"({"stick":"a","sequ)";
    std::ofstream(scratch.path() / "large.json") << std::string(200000, ' ');
    std::ofstream(scratch.path() / ".sda1.json") << format_stick_report(report("hidden", StickStage::Done, 1));
    std::ofstream(scratch.path() / "sda1.txt") << format_stick_report(report("text", StickStage::Done, 1));
    fs::create_directory(scratch.path() / "folder.json");
    fs::create_symlink("/dev/zero", scratch.path() / "endless.json");
    REQUIRE(mkfifo((scratch.path() / "fifo.json").c_str(), 0600) == 0);
    ReportReader reader(scratch.path());
    CHECK(reader.look().empty());
    std::ofstream(scratch.path() / "torn.json") << format_stick_report(report("a", StickStage::Done, 1));
    CHECK(reader.look() == std::vector{report("a", StickStage::Done, 1)});
    std::ofstream(scratch.path() / "torn.json") << "{";
    CHECK_MESSAGE(reader.look().empty(), "a torn report takes nothing back");
}

TEST_CASE("a folder full of reports is read in part") {
    const test::ScratchFolder scratch;
    for (int i = 0; i < 500; ++i)
        REQUIRE(write_stick_report(scratch.path(), report("stick" + std::to_string(i), StickStage::Done, 1)));
    ReportReader reader(scratch.path());
    CHECK(reader.look().size() == 64);
}

TEST_CASE("of reports in folders of their own the latest counts, and it does not go back while they are removed") {
    const test::ScratchFolder scratch;
    ReportReader reader(scratch.path());
    const StickReport noticed = report("sda1", StickStage::Noticed, 1);
    const StickReport copying = report("sda1", StickStage::Copying, 4);
    const StickReport collecting = report("sda1", StickStage::Collecting, 9);
    const StickReport done = report("sda1", StickStage::Done, 10);
    REQUIRE(write_stick_report(scratch.path() / "stick", noticed));
    CHECK(reader.look() == std::vector{noticed});
    REQUIRE(write_stick_report(scratch.path() / "install", copying));
    CHECK(reader.look() == std::vector{copying});
    REQUIRE(write_stick_report(scratch.path() / "install", collecting));
    REQUIRE(write_stick_report(scratch.path() / "collect", done));
    CHECK(reader.look() == std::vector{done});
    CHECK(reader.look().empty());
    CHECK(reader.folders().size() == 3);
    for (const char* folder : {"stick", "install"}) {
        fs::remove(scratch.path() / folder / "sda1.json");
        CHECK(reader.look().empty());
    }
    fs::remove(scratch.path() / "collect" / "sda1.json");
    CHECK(reader.look() == std::vector{report("sda1", StickStage::Removed, 11)});
    REQUIRE(write_stick_report(scratch.path() / "stick", noticed));
    CHECK_MESSAGE(reader.look() == std::vector{noticed}, "the next stick of that name");
}

TEST_CASE("equal stages: who goes on counts on") {
    const test::ScratchFolder scratch;
    ReportReader reader(scratch.path());
    REQUIRE(write_stick_report(scratch.path() / "install", report("sda1", StickStage::Done, 6)));
    REQUIRE(write_stick_report(scratch.path() / "collect", report("sda1", StickStage::Done, 7)));
    REQUIRE(write_stick_report(scratch.path() / "stick", report("sdb1", StickStage::Done, 1)));
    CHECK(reader.look() == std::vector{report("sda1", StickStage::Done, 7), report("sdb1", StickStage::Done, 1)});
}

TEST_CASE("a folder of one who reports hides nobody else's, whatever lies there; links are no folders") {
    const test::ScratchFolder scratch;
    ReportReader reader(scratch.path() / "reports");
    for (int i = 0; i < 200; ++i)
        REQUIRE(write_stick_report(scratch.path() / "reports/install", report(std::to_string(i), StickStage::Done, 1)));
    REQUIRE(write_stick_report(scratch.path() / "elsewhere", report("elsewhere", StickStage::Done, 1)));
    fs::create_directory_symlink(scratch.path() / "elsewhere", scratch.path() / "reports/collect");
    REQUIRE(write_stick_report(scratch.path() / "reports/stick", report("sda1", StickStage::Noticed, 1)));
    std::size_t mine = 0;
    for (const StickReport& told : reader.look()) {
        CHECK(told.stick != "elsewhere");
        mine += told.stick == "sda1" ? 1 : 0;
    }
    CHECK(mine == 1);
}
