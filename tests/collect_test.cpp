#include "platform/logs/collect.h"
#include "tests/support/collect_fixture.h"

#include <set>
#include <sys/stat.h>
#include <sys/statvfs.h>

using namespace platform::logs;
using test::event_lines;
using test::names_in;
using test::numbers;
using test::seqs_on;
using test::fs::path;

TEST_CASE_FIXTURE(test::CollectFixture, "a collection is whole lines, a description and sums that sha256sum accepts") {
    test::write(log, event_lines(1, 3) + "torn\n");
    CollectOptions options = requested(stick);
    options.event = "Spring fair";
    const Collection collection = collect_with(options);
    CHECK(collection.events == 3);
    CHECK(collection.complete);
    CHECK(collection.folder == place(stick, "000001"));
    CHECK(names_in(collection.folder)
          == std::vector<std::string>{"SHA256SUMS", "collection.json", "events-0001.jsonl"});
    const std::string events = test::read(collection.folder / "events-0001.jsonl");
    CHECK(events.starts_with(event_lines(1, 3)));
    CHECK(collection.bytes == static_cast<std::int64_t>(events.size()));
    CHECK(test::lines_in(collection.folder).size() == 4); // runs sha256sum
    CHECK(test::lines_of(collection.folder / "SHA256SUMS").size() == 2);
    const auto about = nlohmann::json::parse(test::read(collection.folder / "collection.json"));
    CHECK(about["format"] == 1);
    CHECK(about["kiosk"] == "hall-2");
    CHECK(about["version"] == "0.1.0");
    CHECK(about["collection"] == 1);
    CHECK(about["by"] == "request");
    CHECK(about["request"] == test::kRequest);
    CHECK(about["event"] == "Spring fair");
    CHECK(about["files"] == 1);
    CHECK(about["events"] == 3);
    CHECK(about["unreadable_lines"] == 1);
    CHECK(about["bytes"] == events.size());
    CHECK(about["complete"] == true);
    CHECK(about["first"]
          == nlohmann::json{
              {"boot_id", test::kBoot}, {"monotonic_ms", 1000}, {"seq", 1}, {"wall", "2026-11-24T12:00:00Z"}});
    CHECK(about["last"]["seq"] == 3);
    CHECK_FALSE(about.contains("problem"));
}

TEST_CASE_FIXTURE(test::CollectFixture, "by staff a later stick gets what came since, and none gets an event twice") {
    test::write(log, event_lines(1, 2));
    CHECK(collect_to(stick).events == 2);
    test::append(log, event_lines(3, 5));
    CHECK(collect_to(other_stick).events == 3);
    test::append(log, event_lines(6, 6));
    CHECK(collect_to(stick).events == 1);
    CHECK(seqs_on(stick) == std::vector{1, 2, 6});
    CHECK(seqs_on(other_stick) == std::vector{3, 4, 5});
    CHECK(names_in(stick / "kiosk-logs" / "hall-2") == std::vector<std::string>{"000001", "000003"});
}

TEST_CASE_FIXTURE(test::CollectFixture, "where nothing is new nothing is written") {
    test::write(log, "");
    Collection collection = collect_to(stick);
    CHECK(collection.events == 0);
    CHECK(collection.bytes == 0);
    CHECK(collection.complete);
    CHECK(collection.folder.empty());
    CHECK(names_in(stick).empty());
    test::write(log, event_lines(1, 1));
    CHECK(collect_to(stick).events == 1);
    CHECK(collect_to(other_stick).folder.empty());
    CHECK(names_in(other_stick).empty());
}

TEST_CASE_FIXTURE(test::CollectFixture,
                  "everything can be had again, and does not count as the last collection twice") {
    test::write(log, event_lines(1, 3));
    CHECK(collect_to(stick).events == 3);
    test::append(log, event_lines(4, 4));
    CollectOptions all = options(other_stick);
    all.everything = true;
    all.by = CollectedBy::Staff;
    CHECK(collect_with(all).events == 4);
    CHECK(seqs_on(other_stick) == numbers(1, 4));
    CHECK(collect_to(stick).events == 0);
    const auto about = nlohmann::json::parse(test::read(place(other_stick, "000002") / "collection.json"));
    CHECK(about["everything"] == true);
    CHECK(about["by"] == "staff");
    CHECK_FALSE(about.contains("request"));
    CHECK_FALSE(about.contains("event"));
}

TEST_CASE_FIXTURE(test::CollectFixture, "everything that does not fit loses nothing that is new") {
    test::write(log, event_lines(1, 300));
    CHECK(collect_to(stick).events == 300);
    test::append(log, event_lines(301, 310));
    CollectOptions all = options(other_stick);
    all.everything = true;
    all.free_bytes = kKeptFreeBytes + 48 * 1024; // some
    const Collection some = collect_with(all);
    CHECK(some.events > 0);
    CHECK_FALSE(some.complete);
    CHECK(collect_to(stick).events == 10);
}

TEST_CASE_FIXTURE(test::CollectFixture, "a long log fills several files, each of whole lines and within its bound") {
    test::write(log, event_lines(1, 200));
    CollectOptions small = options(stick);
    small.max_file_bytes = 5000;
    const Collection collection = collect_with(small);
    CHECK(collection.events == 200);
    CHECK(collection.complete);
    int files = 0;
    for (const path& file : test::sorted(collection.folder)) {
        if (file.extension() != ".jsonl")
            continue;
        ++files;
        CHECK(file_size(file) <= 5000);
        CHECK(test::read(file).back() == '\n');
    }
    CHECK(files > 5);
    CHECK(seqs_on(stick) == numbers(1, 200));
    CHECK(nlohmann::json::parse(test::read(collection.folder / "collection.json"))["files"] == files);
}

TEST_CASE_FIXTURE(test::CollectFixture, "no collection has more files than it may; the rest comes next") {
    test::write(log, event_lines(1, 1100));
    CollectOptions small = options(stick);
    small.max_file_bytes = 250; // one line a file
    CHECK_FALSE(collect_with(small).complete);
    CHECK(seqs_on(stick).size() == static_cast<std::size_t>(kMaxEventsFiles));
    CHECK(collect_to(stick).events == 100);
    CHECK(seqs_on(stick) == numbers(1, 1100));
}

TEST_CASE_FIXTURE(test::CollectFixture,
                  "what does not fit waits for the next stick, and the last byte that fits is used") {
    test::write(log, event_lines(1, 400)); // about 60 KiB
    const auto log_bytes = static_cast<std::uintmax_t>(file_size(log));
    struct statvfs status {};
    REQUIRE(statvfs(stick.c_str(), &status) == 0);
    const std::uintmax_t block = status.f_frsize;
    const auto blocks = [&](std::uintmax_t bytes) { return (bytes + block - 1) / block * block; };
    const std::uintmax_t needed = kKeptFreeBytes + 3 * block + blocks(8 * 1024) + blocks(200) + blocks(log_bytes);

    CollectOptions tight = options(stick);
    tight.free_bytes = needed - 1;
    const Collection most = collect_with(tight);
    CHECK_FALSE(most.complete);
    REQUIRE(most.events < 400);
    REQUIRE(most.events > 350);
    CHECK(collect_to(other_stick).events == 400 - most.events);
    CHECK(seqs_on(stick).back() + 1 == seqs_on(other_stick).front());

    state = folder.path() / "another";
    tight = options(stick);
    tight.free_bytes = needed;
    CHECK(collect_with(tight).complete);
}

TEST_CASE_FIXTURE(test::CollectFixture,
                  "a stick on which not one event fits is full, and nothing is written or forgotten") {
    test::write(log, event_lines(1, 3));
    for (const std::uintmax_t bytes : {std::uintmax_t{0}, std::uintmax_t{1}, kKeptFreeBytes}) {
        CollectOptions full = options(stick);
        full.free_bytes = bytes;
        CHECK(failure_of(full).reason == "stick_full");
        CHECK(names_in(stick).empty());
    }
    CHECK(collect_to(stick).events == 3);
}

TEST_CASE_FIXTURE(test::CollectFixture,
                  "a number that is taken on the stick is passed over, also where a link has it") {
    test::write(log, event_lines(1, 3));
    std::filesystem::create_directories(place(stick, "000001"));
    test::write(place(stick, "000001") / "events-0001.jsonl", "old");
    std::filesystem::create_directory_symlink(folder.path(), place(stick, "000002"));
    CHECK(collect_to(stick).folder == place(stick, "000003"));
    CHECK(test::read(place(stick, "000001") / "events-0001.jsonl") == "old");
    CHECK(collect_to(stick).folder.empty());
}

TEST_CASE_FIXTURE(test::CollectFixture, "no log, no stick, and a state that can't be written are told") {
    CHECK(failure_of(options(stick)).reason == "no_log");
    test::write(log, event_lines(1, 2));
    CHECK(failure_of(options(folder.path() / "missing")).reason == "stick_gone");
    CollectOptions no_state = options(stick);
    no_state.state = log / "state";
    CHECK(failure_of(no_state).reason == "disk_failed");
    CHECK(names_in(stick).empty());
}

namespace {

void copy_stick(const path& from, const path& to) {
    std::filesystem::remove_all(to);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

} // namespace

TEST_CASE_FIXTURE(test::CollectFixture,
                  "Attack: a copied request stick takes the logs, the staff's own gets them all") {
    test::write(log, event_lines(1, 3));
    CHECK(request_to(other_stick).events == 3); // the copy is there first
    CHECK(request_to(stick).events == 3);
    test::append(log, event_lines(4, 5));
    CHECK(request_to(other_stick).events == 2);
    CHECK(request_to(other_stick).events == 0);
    CHECK(request_to(stick).events == 2);
    CHECK(request_to(stick).events == 0);
    CHECK(seqs_on(stick) == numbers(1, 5));
    CHECK(seqs_on(other_stick) == numbers(1, 5));
}

TEST_CASE_FIXTURE(test::CollectFixture, "Attack: a request stick is copied after it took logs") {
    test::write(log, event_lines(1, 3));
    CHECK(request_to(stick).events == 3);
    copy_stick(stick, other_stick);
    test::append(log, event_lines(4, 5));
    for (int i = 0; i < 3; ++i) {
        CHECK(request_to(other_stick).events == (i == 0 ? 2 : 1));
        test::append(log, event_lines(6 + i, 6 + i));
    }
    CHECK(request_to(stick).events == 5);
    CHECK(seqs_on(stick) == numbers(1, 8));
    CHECK(seqs_on(other_stick) == numbers(1, 7));
}

TEST_CASE_FIXTURE(test::CollectFixture,
                  "Attack: copies by the dozen push the staff's position out, and it gets more, not less") {
    test::write(log, event_lines(1, 3));
    CHECK(request_to(stick).events == 3);
    for (int i = 0; i < 2 * static_cast<int>(kMostPositionsOfRequest); ++i) {
        std::filesystem::remove_all(other_stick);
        std::filesystem::create_directories(other_stick);
        CHECK(request_to(other_stick).events == 3);
    }
    test::append(log, event_lines(4, 4));
    CHECK(request_to(stick).events == 4);
    CHECK(test::unique(seqs_on(stick)) == numbers(1, 4));
    CHECK(request_to(stick).events == 0);
}

TEST_CASE_FIXTURE(test::CollectFixture, "each request has a position of its own, and so has the staff") {
    const std::string second(32, 'b');
    test::write(log, event_lines(1, 3));
    CHECK(request_to(stick).events == 3);
    CHECK(request_to(stick, second).events == 3);
    CHECK(collect_to(stick).events == 3);
    test::append(log, event_lines(4, 4));
    CHECK(request_to(stick, second).events == 1);
    test::append(log, event_lines(5, 5));
    CHECK(request_to(stick).events == 2);
    CHECK(request_to(stick, second).events == 1);
    CHECK(collect_to(stick).events == 2);
    for (const std::string& id : {std::string(test::kRequest), second})
        CHECK(request_to(stick, id).events == 0);
    CHECK(collect_to(stick).events == 0);
}

TEST_CASE_FIXTURE(test::CollectFixture, "what is not on the stick any more was not carried") {
    test::write(log, event_lines(1, 3));
    const path sums = request_to(stick).folder / "SHA256SUMS";
    const std::string whole = test::read(sums);
    REQUIRE(request_to(stick).events == 0);
    const auto check_again = [&] {
        CHECK(request_to(stick).events == 3);
        for (const char* later : {"000002", "000003", "000004", "000005", "000006", "000007"})
            std::filesystem::remove_all(place(stick, later)); // the first is the newest again
        std::filesystem::remove(sums);
    };
    test::write(sums, whole + "\n");
    check_again();
    test::write(sums, "");
    check_again();
    check_again();
    test::write(folder.path() / "elsewhere", whole);
    std::filesystem::create_symlink(folder.path() / "elsewhere", sums);
    check_again();
    REQUIRE(mkfifo(sums.c_str(), 0600) == 0); // would wait for ever
    check_again();
    test::write(sums, whole);
    CHECK(request_to(stick).events == 0);
    std::filesystem::rename(stick / "kiosk-logs", folder.path() / "kiosk-logs");
    std::filesystem::create_directory_symlink(folder.path() / "kiosk-logs", stick / "kiosk-logs");
    CHECK(failure_of(requested(stick)).reason == "not_a_file");
}

TEST_CASE_FIXTURE(test::CollectFixture,
                  "a request goes on after the kiosk got another name, and where the files were cleared away") {
    test::write(log, event_lines(1, 3));
    const path first = request_to(stick).folder;
    test::append(log, event_lines(4, 4));
    CollectOptions renamed = requested(stick);
    renamed.kiosk = "hall-3";
    CHECK(collect_with(renamed).events == 1);
    CHECK(collect_with(renamed).events == 0);
    CHECK(request_to(stick).events == 0);
    CHECK(seqs_on(stick, "hall-3") == std::vector{4});
    std::filesystem::remove_all(first);
    CHECK(request_to(stick).events == 0); // the newest is there
}

TEST_CASE_FIXTURE(test::CollectFixture, "a request stick that was full gets the rest when there is room on it") {
    test::write(log, event_lines(1, 300));
    CollectOptions tight = requested(stick);
    tight.free_bytes = kKeptFreeBytes + 48 * 1024;
    const Collection some = collect_with(tight);
    REQUIRE(some.events > 0);
    CHECK_FALSE(some.complete);
    CHECK(request_to(stick).events == 300 - some.events);
    CHECK(seqs_on(stick) == numbers(1, 300));
}

TEST_CASE("any name of a kiosk is a folder that any stick takes") {
    CHECK(folder_name("hall-2") == "hall-2");
    CHECK(folder_name("Hall 2/B\\C:*?\"<>|") == "Hall-2-B-C-------");
    CHECK(folder_name("../../etc") == "-..-etc");
    CHECK(folder_name("..") == "");
    CHECK(folder_name("") == "");
    CHECK(folder_name("a. .") == "a.-");
    CHECK(folder_name("a..") == "a");
    CHECK(folder_name("é") == "--");
    CHECK(folder_name("nul") == "kiosk-nul");
    CHECK(folder_name("COM1.x") == "kiosk-COM1.x");
    CHECK(folder_name("command") == "command");
    CHECK(folder_name(std::string(300, 'a')).size() == 64);
}

TEST_CASE("every attack on the logs has its row, and every row its test") {
    const auto all = [](const std::string& text, std::string_view before, char after) {
        std::multiset<std::string> found;
        for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
            at += before.size();
            found.insert(text.substr(at, text.find(after, at) - at));
        }
        return found;
    };
    const std::string before = std::string("\"Attack") + ": "; // not found in this file here
    std::multiset<std::string> tests;
    for (const char* file : {"collect", "logs_request", "journal_place", "upload_program"})
        tests.merge(all(test::read(fmt::format("{}/tests/{}_test.cpp", KIOSK_SOURCE_DIR, file)), before, '"'));
    const auto rows = all(test::read(KIOSK_SOURCE_DIR "/platform/logs/README.md"), "| `Attack: ", '`');
    CHECK(tests.size() >= 7);
    CHECK(tests == rows);
}
