#include "platform/linux/stick_reports_folder.h"
#include "platform/stick_queue.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/wait_until.h"

#include <doctest/doctest.h>
#include <optional>

using namespace platform;
namespace fs = std::filesystem;

namespace {

StickReport report(StickStage stage, std::int64_t sequence) {
    StickReport made;
    made.stick = "sda1";
    made.stage = stage;
    made.sequence = sequence;
    return made;
}

std::optional<StickReport> next(StickQueue& queue) {
    std::optional<StickReport> taken;
    test::wait_until([&] { return (taken = queue.take()).has_value(); });
    return taken;
}

} // namespace

TEST_CASE("each report of another process arrives once, and its end as removed") {
    const test::ScratchFolder scratch;
    StickQueue queue;
    const StickReportsFolder watcher(scratch.path(), queue);
    for (std::int64_t sequence = 1; sequence <= 20; ++sequence) {
        REQUIRE(write_stick_report(scratch.path(), report(StickStage::Copying, sequence)));
        CHECK(next(queue) == report(StickStage::Copying, sequence));
    }
    REQUIRE(write_stick_report(scratch.path(), report(StickStage::Done, 21)));
    CHECK(next(queue) == report(StickStage::Done, 21));
    fs::remove(scratch.path() / "sda1.json");
    CHECK(next(queue) == report(StickStage::Removed, 22));
    CHECK_FALSE(queue.take());
}

TEST_CASE("a folder that is made later, or anew, is watched") {
    const test::ScratchFolder scratch;
    const fs::path folder = scratch.path() / "run" / "sticks";
    StickQueue queue;
    const StickReportsFolder watcher(folder, queue);
    REQUIRE(write_stick_report(folder, report(StickStage::Looking, 1)));
    CHECK(next(queue) == report(StickStage::Looking, 1));
    fs::remove_all(scratch.path() / "run");
    CHECK(next(queue) == report(StickStage::Removed, 2));
    REQUIRE(write_stick_report(folder, report(StickStage::Looking, 3)));
    CHECK(next(queue) == report(StickStage::Looking, 3));
}

TEST_CASE("a stick that was in its place before the kiosk ran is told") {
    const test::ScratchFolder scratch;
    REQUIRE(write_stick_report(scratch.path(), report(StickStage::Done, 8)));
    StickQueue queue;
    const StickReportsFolder watcher(scratch.path(), queue);
    CHECK(next(queue) == report(StickStage::Done, 8));
}

TEST_CASE("reports in folders of their own arrive, also in one that is made later") {
    const test::ScratchFolder scratch;
    fs::create_directory(scratch.path() / "stick");
    StickQueue queue;
    const StickReportsFolder watcher(scratch.path(), queue);
    REQUIRE(write_stick_report(scratch.path() / "stick", report(StickStage::Noticed, 1)));
    CHECK(next(queue) == report(StickStage::Noticed, 1));
    REQUIRE(write_stick_report(scratch.path() / "install", report(StickStage::Looking, 1)));
    CHECK(next(queue) == report(StickStage::Looking, 1));
    REQUIRE(write_stick_report(scratch.path() / "install", report(StickStage::Done, 2)));
    CHECK(next(queue) == report(StickStage::Done, 2));
}

TEST_CASE("watching ends at once") {
    const test::ScratchFolder scratch;
    StickQueue queue;
    for (int i = 0; i < 50; ++i)
        const StickReportsFolder watcher(scratch.path(), queue);
}
