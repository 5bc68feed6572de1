#include "platform/logs/folder.h"
#include "tests/support/collect_fixture.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

using namespace platform::logs;
using test::check_tidy;
using test::event_lines;
using test::names_in;
using test::numbers;
using test::seqs_on;
using test::fs::path;

TEST_CASE_FIXTURE(test::CollectFixture, "links and other things on the stick are not written through") {
    test::write(log, event_lines(1, 3));
    const path outside = folder.path() / "outside";
    std::filesystem::create_directories(outside / "hall-2");
    const auto refused = [&] {
        CHECK(failure_of(options(stick)).reason == "not_a_file");
        CHECK(names_in(outside) == std::vector<std::string>{"hall-2"});
        CHECK(names_in(outside / "hall-2").empty());
        std::filesystem::remove_all(stick / "kiosk-logs");
    };
    SUBCASE("the top folder is a link") {
        std::filesystem::create_directory_symlink(outside, stick / "kiosk-logs");
        refused();
    }
    SUBCASE("the top folder is a link to nothing") {
        std::filesystem::create_symlink(outside / "new", stick / "kiosk-logs");
        refused();
    }
    SUBCASE("the kiosk's folder is a link") {
        std::filesystem::create_directories(stick / "kiosk-logs");
        std::filesystem::create_directory_symlink(outside / "hall-2", stick / "kiosk-logs/hall-2");
        refused();
    }
    SUBCASE("the top folder is a file") {
        test::write(stick / "kiosk-logs", "");
        refused();
    }
    SUBCASE("the top folder is a pipe") {
        REQUIRE(mkfifo((stick / "kiosk-logs").c_str(), 0644) == 0);
        refused();
    }
    CHECK(collect_to(other_stick).events == 3);
}

TEST_CASE_FIXTURE(test::CollectFixture, "a folder of another disk on the stick is not written to") {
    test::write(log, event_lines(1, 3));
    const test::SmallDisk disk(stick / "kiosk-logs", 4096);
    if (!disk.is_mounted())
        return;
    CHECK(failure_of(options(stick)).reason == "not_a_file");
    CHECK(names_in(stick / "kiosk-logs").empty());
}

TEST_CASE_FIXTURE(test::CollectFixture, "a write-protected stick is told") {
    test::write(log, event_lines(1, 3));
    const test::SmallDisk disk(folder.path() / "disk", 4096);
    if (!disk.is_mounted() || !disk.make_read_only())
        return;
    CHECK(failure_of(options(folder.path() / "disk")).reason == "stick_read_only");
    CHECK(collect_to(stick).events == 3);
}

TEST_CASE_FIXTURE(test::CollectFixture, "a stick that gives back other bytes than were written has failed") {
    test::write(log, event_lines(1, 3));
    CollectOptions options = this->options(stick);
    options.before_step = [&](std::string_view step) {
        if (step == "sync events-0001.jsonl.part") // the last moment before it is read back
            test::append(place(stick, "000001") / "events-0001.jsonl.part", "x");
        return 0;
    };
    const Failure failure = failure_of(options);
    CHECK(failure.reason == "stick_gone");
    CHECK(failure.detail.find("read back what was written") != std::string::npos);
    CHECK(names_in(stick / "kiosk-logs/hall-2").empty());
    CHECK(collect_to(stick).events == 3);
}

TEST_CASE_FIXTURE(test::CollectFixture, "of a real small disk a mebibyte stays free, whatever its size") {
    test::write(log, event_lines(1, 3000)); // about 550 KiB
    int full = 0;
    int incomplete = 0;
    int complete = 0;
    for (std::size_t kibibytes = 900; kibibytes < 1900; kibibytes += 52) {
        const test::SmallDisk disk(folder.path() / "disk", kibibytes);
        if (!disk.is_mounted())
            return;
        std::filesystem::remove_all(state);
        const auto collection = collect(options(folder.path() / "disk"));
        if (!collection) {
            CHECK(collection.error().reason == "stick_full");
            CHECK(names_in(folder.path() / "disk").empty());
            ++full;
            continue;
        }
        struct statvfs status {};
        REQUIRE(statvfs((folder.path() / "disk").c_str(), &status) == 0);
        CHECK(status.f_bavail * status.f_frsize >= kKeptFreeBytes);
        CHECK(static_cast<std::int64_t>(seqs_on(folder.path() / "disk").size()) == collection->events);
        ++(collection->complete ? complete : incomplete);
        CHECK(collection->complete == (collection->events == 3000));
    }
    CHECK(full > 0);
    CHECK(incomplete > 0);
    CHECK(complete > 0);
}

TEST_CASE_FIXTURE(test::CollectFixture,
                  "a disk that is fuller than it said gives up the file that does not fit, not the others") {
    test::write(log, event_lines(1, 2000)); // about 300 KiB
    const test::SmallDisk disk(folder.path() / "disk", 200);
    if (!disk.is_mounted())
        return;
    CollectOptions lied_to = options(folder.path() / "disk");
    lied_to.free_bytes = 100 * 1024 * 1024;
    lied_to.max_file_bytes = 60'000;
    const Collection some = collect_with(lied_to);
    CHECK_FALSE(some.complete);
    CHECK(some.events > 300);
    check_tidy(folder.path() / "disk");
    CHECK(collect_to(stick).events == 2000 - some.events);
    std::vector<int> all = seqs_on(folder.path() / "disk");
    for (const int seq : seqs_on(stick))
        all.push_back(seq);
    CHECK(all == numbers(1, 2000));
}

TEST_CASE_FIXTURE(test::CollectFixture, "a disk that is full at the first file is left empty") {
    test::write(log, event_lines(1, 2000));
    const test::SmallDisk disk(folder.path() / "disk", 100);
    if (!disk.is_mounted())
        return;
    CollectOptions lied_to = options(folder.path() / "disk");
    lied_to.free_bytes = 100 * 1024 * 1024;
    CHECK(failure_of(lied_to).reason == "stick_full");
    CHECK(names_in(folder.path() / "disk/kiosk-logs/hall-2").empty());
    CHECK(collect_to(stick).events == 2000);
}
