#include "platform/logs/review/read_logs.h"
#include "platform/logs/wall_time.h"
#include "tests/support/command_support.h"
#include "tests/support/scratch_folder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

using namespace platform::logs::review;

namespace {

namespace fs = std::filesystem;

constexpr const char* kBoot = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";

void write_log(const fs::path& file, std::string_view text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// An event as one text, to compare.
std::string text_of(const ReadEvent& event) {
    std::string text =
        fmt::format("{} {} {} {} {} {} {}", event.kiosk, event.boot_id, event.run, event.monotonic_ms, event.seq,
                    event.wall_ms ? platform::logs::format_wall(*event.wall_ms) : "-", event.name);
    std::vector<ReadField> fields = event.fields; // journalctl -o json has them in any order
    std::ranges::sort(fields, {}, &ReadField::name);
    for (const ReadField& field : fields)
        text += fmt::format(" {}={}{}", field.name, field.text, field.number ? "#" : "");
    return text;
}

struct Read {
    std::vector<std::string> events;
    std::vector<Problem> problems;
};

Read read_all(const std::vector<fs::path>& paths) {
    Read all;
    const auto done = read_logs(paths, {[&](const ReadEvent& event) { all.events.push_back(text_of(event)); },
                                        [&](const Problem& problem) { all.problems.push_back(problem); },
                                        {}});
    REQUIRE(done.has_value());
    return all;
}

struct ReadFixture {
    test::ScratchFolder folder;
    fs::path file = folder.path() / "kiosk.jsonl";
    [[nodiscard]] Read read_text(std::string_view text) const {
        write_log(file, text);
        return read_all({file});
    }
};

std::string numbered_line(int seq) {
    return fmt::format(R"({{"event":"role_viewed","kiosk":"hall-2","boot_id":"{}","run":5,"monotonic_ms":{},"seq":{},)"
                       R"("wall":"2026-11-24T12:00:00Z","role_id":"economist","dwell_ms":{}}})",
                       kBoot, seq * 1000, seq, seq * 10);
}

std::string expected(int seq) {
    return fmt::format("hall-2 {} 5 {} {} 2026-11-24T12:00:00Z role_viewed dwell_ms={}# role_id=economist", kBoot,
                       seq * 1000, seq, seq * 10);
}

std::string binary(const std::string& name, const std::string& value) {
    std::string text = name + "\n";
    for (std::size_t i = 0; i < 8; ++i)
        text += static_cast<char>((value.size() >> (8 * i)) & 0xff);
    return text + value + "\n";
}

std::string entry(int seq) {
    return fmt::format("__CURSOR=s=1;i={}\n__REALTIME_TIMESTAMP=1795521600000000\n__MONOTONIC_TIMESTAMP={}\n"
                       "_BOOT_ID=aaaaaaaaaaaa4aaa8aaaaaaaaaaaaaaa\n_HOSTNAME=pi\nMESSAGE=m\nKIOSK_EVENT=role_viewed\n"
                       "KIOSK_NAME=hall-2\nKIOSK_RUN=5\nKIOSK_MONOTONIC_MS={}\nKIOSK_SEQ={}\n{}DWELL_MS={}\n\n",
                       seq, seq * 1000, seq * 1000, seq, binary("ROLE_ID", "economist"), seq * 10);
}

fs::path journal_of(const fs::path& folder, int entries) {
    std::string text;
    for (int seq = 1; seq <= entries; ++seq)
        text += entry(seq);
    write_log(folder / "in.export", text);
    fs::path journal = folder / "kiosk.journal";
    const auto made = test::run(fmt::format("/lib/systemd/systemd-journal-remote --output='{}' '{}'", journal.string(),
                                            (folder / "in.export").string()));
    REQUIRE_MESSAGE(made.status == 0, made.output);
    fs::remove(folder / "in.export");
    return journal;
}

/// Flips a bit at each place and cuts there: the events of other pieces must come as they were.
void damage_everywhere(const ReadFixture& fixture, const std::vector<std::string>& pieces) {
    std::string whole;
    for (const std::string& piece : pieces)
        whole += piece;
    std::size_t piece = 0;
    std::size_t start = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        if (at == start + pieces[piece].size())
            start += pieces[piece++].size();
        for (const int bit : {0, 5, 7}) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            const auto all = fixture.read_text(changed).events;
            const std::set<std::string> found(all.begin(), all.end());
            for (std::size_t other = 0; other < pieces.size(); ++other)
                CHECK_MESSAGE((other == piece || found.contains(expected(static_cast<int>(other) + 1))), at, " ", bit);
        }
        const auto cut = fixture.read_text(std::string_view(whole).substr(0, at));
        CHECK(cut.events.size() >= piece);
        CHECK(cut.events.size() <= piece + 1);
    }
}

} // namespace

TEST_CASE_FIXTURE(ReadFixture, "lines of JSON become events") {
    const auto all = read_text(numbered_line(1) + "\n\n" + numbered_line(2) + "\r\n\r\n \t\n" + numbered_line(3));
    CHECK(all.events == std::vector<std::string>{expected(1), expected(2), expected(3)});
    CHECK(all.problems.empty());
}

TEST_CASE_FIXTURE(ReadFixture, "values of all kinds, unknown ones and repeated keys do no harm") {
    const auto all = read_text(fmt::format(
        R"({{ "event":"x\u0041","boot_id":"{}","monotonic_ms":1,"seq":9,"wall":null,"a":null,"b":[1,{{"c":2}}],"d":1.5,)"
        R"("e":99999999999999999999,"f":true,"a":-3,"g":"\"\n" }})",
        kBoot));
    CHECK(all.events
          == std::vector<std::string>{
              fmt::format(" {} 0 1 9 - xA a=-3# d=1.5 e=99999999999999999999 f=true g=\"\n", kBoot)});
    CHECK(all.problems.empty());
}

TEST_CASE_FIXTURE(ReadFixture, "what is no event is told with its numbered_line, and the rest is read") {
    const std::string no_boot = R"({"event":"a","monotonic_ms":1,"seq":1})";
    const std::string wrong = R"({"event":"a","boot_id":"b","monotonic_ms":1,"seq":"1"})";
    const std::string bytes = R"({"event":"a","boot_id":"b","monotonic_ms":1,"seq":1,"x":")"
                              "\xff\"}";
    for (const std::string& bad : {std::string("{"), std::string("null"), std::string("[]"), no_boot, wrong, bytes,
                                   numbered_line(7).substr(0, 60), numbered_line(7) + "x",
                                   numbered_line(7).replace(numbered_line(7).find("\"2026"), 22, "nope"),
                                   std::string(2'000'000, 'x'), std::string("{\"a\":") + std::string(100'000, '[')}) {
        const auto all = read_text(numbered_line(1) + "\n" + bad + "\n" + numbered_line(2) + "\n");
        CHECK(all.events == std::vector<std::string>{expected(1), expected(2)});
        REQUIRE(all.problems.size() == 1);
        CHECK(all.problems[0].line == 2);
        CHECK(all.problems[0].file == file.string());
    }
}

TEST_CASE_FIXTURE(ReadFixture, "a numbered_line of almost a mebibyte is read") {
    std::string long_line = numbered_line(1);
    long_line.insert(long_line.size() - 1, ",\"x\":\"" + std::string(1'040'000, 'y') + "\"");
    const auto all = read_text(long_line + "\n" + numbered_line(2));
    REQUIRE(all.events.size() == 2);
    CHECK(all.events[0].starts_with(expected(1)));
}

TEST_CASE_FIXTURE(ReadFixture, "the event behind half a numbered_line is read") {
    const auto all = read_text(numbered_line(1) + "\n" + numbered_line(2).substr(0, 70) + numbered_line(3) + "\n"
                               + numbered_line(4));
    CHECK(all.events == std::vector<std::string>{expected(1), expected(3), expected(4)});
    REQUIRE(all.problems.size() == 1);
    CHECK(all.problems[0].line == 2);
}

TEST_CASE_FIXTURE(ReadFixture, "an exported journal is read, without what is none of the kiosk's") {
    const std::string other = "__CURSOR=x\n__REALTIME_TIMESTAMP=1\n_BOOT_ID=b\nMESSAGE=hello\n\n";
    const auto all = read_text(entry(1) + other + entry(2) + binary("__CURSOR", "y").substr(0, 0) + entry(3));
    CHECK(all.events == std::vector<std::string>{expected(1), expected(2), expected(3)});
    CHECK(all.problems.empty());
}

TEST_CASE_FIXTURE(ReadFixture,
                  "an exported journal that is cut off, or damaged, is told with the number of the entry") {
    const auto cut = read_text(entry(1) + "\n\n" + entry(2) + entry(3).substr(0, 200));
    CHECK(cut.events == std::vector<std::string>{expected(1), expected(2)});
    REQUIRE(cut.problems.size() == 1);
    CHECK(cut.problems[0].line == 3);
    const auto all = read_text(entry(1) + "no field\n" + entry(2) + entry(3) + entry(4).substr(0, entry(4).size() - 1));
    CHECK(all.events == std::vector<std::string>{expected(1), expected(2), expected(3)});
    REQUIRE(all.problems.size() == 2);
    CHECK(all.problems[0].line == 2);
    CHECK(all.problems[1].line == 5);
}

TEST_CASE_FIXTURE(ReadFixture, "no field of a journal passes for a part of the stamp, and all texts are UTF-8") {
    std::string hostile = entry(1);
    hostile.insert(hostile.find("KIOSK_EVENT"), "EVENT=x\nKIOSK=y\nBOOT_ID=z\nRUN=7\nSEQ=9\nMONOTONIC_MS=3\nWALL=w\n");
    const auto all = read_text(hostile + entry(2).replace(entry(2).find("_BOOT_ID=aa") + 9, 2, "\xff\xfe"));
    REQUIRE(all.events.size() == 2);
    CHECK(all.events[0] == expected(1));
    CHECK(all.events[1].find("\xef\xbf\xbd") != std::string::npos);
    CHECK(all.events[1].find('\xff') == std::string::npos);
    const auto named =
        read_text(R"({"_BOOT_ID":"b","KIOSK_EVENT":"x","KIOSK_SEQ":"1","no name":"1","A":"2","Ab":"3","":"4"})");
    CHECK(named.events == std::vector<std::string>{" b 0 0 1 - x a=2#"});
}

TEST_CASE_FIXTURE(ReadFixture, "a journal file and its exports give the same events") {
    const fs::path journal = journal_of(folder.path(), 50);
    const auto all = read_all({journal});
    REQUIRE(all.events.size() == 50);
    CHECK(all.events[0] == expected(1));
    CHECK(all.problems.empty());
    for (const char* form : {"export", "json"}) {
        const auto made =
            test::run(fmt::format("journalctl -q --file '{}' -o {} > '{}'", journal.string(), form, file.string()));
        REQUIRE_MESSAGE(made.status == 0, made.output);
        CHECK(read_all({file}).events == all.events);
    }
}

TEST_CASE_FIXTURE(ReadFixture, "lines damaged anywhere leave the others") {
    damage_everywhere(*this, {numbered_line(1) + "\n", numbered_line(2) + "\n", numbered_line(3) + "\n"});
}

TEST_CASE_FIXTURE(ReadFixture, "an exported journal damaged anywhere leaves the others") {
    damage_everywhere(*this, {entry(1), entry(2), entry(3)});
}

TEST_CASE_FIXTURE(ReadFixture, "a journal file damaged anywhere does no harm") {
    const fs::path journal = journal_of(folder.path(), 20);
    const std::string whole = read(journal);
    std::vector<std::size_t> places; // most of a journal file is empty
    for (std::size_t at = 0; at < whole.size(); ++at)
        if (whole[at] != 0)
            places.push_back(at);
    std::size_t events = 0;
    std::size_t tries = 0;
    for (std::size_t i = 0; i < places.size(); i += 1 + places.size() / 150, ++tries) {
        std::string changed = whole;
        changed[places[i]] = static_cast<char>(changed[places[i]] ^ (1 << (i % 8)));
        write_log(journal, changed);
        events += std::min<std::size_t>(read_all({journal}).events.size(), 20);
    }
    CHECK(events > tries * 15);
    for (std::size_t i = 0; i < places.size(); i += 1 + places.size() / 20) {
        write_log(journal, std::string_view(whole).substr(0, places[i]));
        const auto all = read_all({journal});
        CHECK((!all.problems.empty() || all.events.size() == 20));
    }
}

TEST_CASE_FIXTURE(ReadFixture, "a collection gives its events the name of its kiosk, and is held against its sums") {
    std::string unnamed = numbered_line(1);
    unnamed.erase(unnamed.find(R"("kiosk":"hall-2",)"), 17);
    const fs::path place = folder.path() / "stick/kiosk-logs/hall-9/000001";
    write_log(place / "events-0001.jsonl", unnamed + "\n");
    write_log(place / "collection.json", R"({"format":1,"kiosk":"Hall 9"})");
    auto all = read_all({folder.path()});
    REQUIRE(all.events.size() == 1);
    CHECK(all.events[0].starts_with("Hall 9 "));
    REQUIRE(all.problems.size() == 1); // no sums
    REQUIRE(test::run(fmt::format("cd '{}' && sha256sum *.json* > SHA256SUMS", place.string())).status == 0);
    CHECK(read_all({folder.path()}).problems.empty());
    write_log(place / "events-0001.jsonl", numbered_line(2) + "\n");
    all = read_all({folder.path()});
    CHECK(all.problems.size() == 1);
    CHECK(all.events.size() == 1);
}

TEST_CASE_FIXTURE(ReadFixture, "sums that name a file again and again do not have it read again and again") {
    const fs::path place = folder.path() / "stick/kiosk-logs/hall-9/000001";
    write_log(place / "events-0001.jsonl", numbered_line(1) + "\n");
    write_log(place / "large", "");
    fs::resize_file(place / "large", std::uintmax_t{64} << 20); // a hundred thousand readings take days
    const std::string wrong(64, '0');
    std::string sums = wrong + "  events-0001.jsonl\nno sum\nno sum\n";
    for (int name = 0; name < 2000; ++name) {
        const std::string link = "link-" + std::to_string(name);
        fs::create_hard_link(place / "large", place / link);
        sums.append(wrong).append("  ").append(link).append("\n");
    }
    while (sums.size() < 1'000'000)
        sums += wrong + "  large\n";
    write_log(place / "SHA256SUMS", sums);
    const auto all = read_all({folder.path()});
    CHECK(all.events.size() == 1);
    CHECK(all.problems.size()
          == 1 + 2000 + 1 + 1 + 1); // the file, its links and itself, strange lines, names that come again
    CHECK(std::ranges::any_of(all.problems, [](const Problem& problem) {
        return problem.what.find("name a file that it has named before") != std::string::npos;
    }));
    CHECK(std::ranges::any_of(all.problems,
                              [](const Problem& problem) { return problem.what == "2 lines of it are no checksums"; }));
}

TEST_CASE_FIXTURE(ReadFixture,
                  "what a collector got by a certificate is of that kiosk, and what it says else is told") {
    std::string unnamed = numbered_line(1), late = numbered_line(2);
    unnamed.erase(unnamed.find(R"("kiosk":"hall-2",)"), 17);
    late.replace(late.find("hall-2"), 6, "kiosk");
    const fs::path place = folder.path() / "remote/by-certificate";
    write_log(place / "hall-3/kiosk.jsonl", unnamed + "\n" + late + "\n" + numbered_line(3) + "\n");
    write_log(place / "hall-2/kiosk.jsonl", numbered_line(4) + "\n");
    for (const fs::path& path : {folder.path(), place, place / "hall-3/../hall-3/kiosk.jsonl"}) {
        const auto all = read_all({path});
        CHECK(std::ranges::count_if(all.events, [](const std::string& event) { return event.starts_with("hall-3 "); })
              == 3);
        REQUIRE(all.problems.size() == 1);
        CHECK(all.problems[0].what
              == "1 events of it name another kiosk, such as 'hall-2'; they count as hall-3, whose certificate brought "
                 "them");
    }
}

TEST_CASE_FIXTURE(ReadFixture, "each file is announced before its first event") {
    write_log(folder.path() / "a.jsonl", numbered_line(1) + "\n" + numbered_line(2) + "\n");
    write_log(folder.path() / "b.jsonl", numbered_line(3) + "\n");
    std::string order;
    Sinks sinks{[&](const ReadEvent& event) { order += std::to_string(event.seq); }, [](const Problem&) {}, {}};
    sinks.file = [&] { order += '|'; };
    REQUIRE(read_logs({folder.path()}, sinks).has_value());
    CHECK(order == "|12|3");
}

TEST_CASE_FIXTURE(ReadFixture, "of a folder logs are read, rotated ones too, and links are not followed") {
    write_log(folder.path() / "a/kiosk.jsonl", numbered_line(3) + "\n");
    write_log(folder.path() / "a/kiosk.jsonl.1", numbered_line(2) + "\n");
    write_log(folder.path() / "b/renamed", numbered_line(1) + "\n");
    write_log(folder.path() / "b/notes.txt", "hello\n");
    write_log(folder.path() / "b/old.jsonl.gz", "\x1f\x8b");
    write_log(folder.path() / "out", numbered_line(4));
    fs::create_symlink(folder.path() / "out", folder.path() / "b/link.jsonl");
    const auto all = read_all({folder.path() / "a", folder.path() / "b"});
    CHECK(all.events == std::vector<std::string>{expected(3), expected(2), expected(1)});
    CHECK(all.problems.size() == 1);
}

TEST_CASE("a path that is not there is an error before anything is read") {
    const auto done = read_logs({"/dev/null", "/missing"}, {[](const ReadEvent&) {}, [](const Problem&) {}, {}});
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().reason == "no_log");
    CHECK(done.error().detail.find("/missing") != std::string::npos);
}
