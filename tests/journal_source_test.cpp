#include "platform/logs/log_source.h"
#include "platform/logs/vocabulary.h"
#include "tests/support/log_support.h"

using namespace platform::logs;
using test::journal_event;
using test::JournalEntry;
using test::write_journal;

namespace {

struct JournalFixture {
    test::ScratchFolder folder;
    std::string position;

    std::vector<LogLine> read_new(bool is_marked = true) {
        auto source = read_journal({folder.path(), ""}, position);
        REQUIRE_MESSAGE(source.has_value(), source.error().detail);
        std::vector<LogLine> lines;
        LogLine line;
        while (true) {
            const auto more = source->next(line);
            REQUIRE_MESSAGE(more.has_value(), more.error().detail);
            if (!*more)
                break;
            if (is_marked)
                source->mark();
            lines.push_back(line);
        }
        position = source->position();
        return lines;
    }
    std::vector<int> new_seqs() {
        std::vector<int> seqs;
        for (const LogLine& line : read_new())
            seqs.push_back(static_cast<int>(line.stamp.seq));
        return seqs;
    }
    [[nodiscard]] std::filesystem::path file(const char* name) const { return folder.path() / name; }
};

JournalEntry viewed(int seq, char boot = 'a', std::uint64_t realtime_us = 1'795'521'600'000'000) {
    JournalEntry entry = journal_event(RoleViewed{"economist", seq}, seq);
    entry.boot = std::string(32, boot);
    entry.realtime_us = realtime_us + entry.monotonic_us;
    return entry;
}

} // namespace

TEST_CASE_FIXTURE(JournalFixture, "an entry becomes the line that a log file would hold") {
    const std::vector<Event> events = {Started{"0.1.0", StartReason::Service},
                                       ConfigProblem{"idle", 3, "two\nlines \"quoted\" \x01 é 漢"},
                                       ContentShown{12, ContentOrigin::Installed, 6},
                                       ContentMissing{},
                                       RoleViewed{"42", 1200}, // an id of digits stays a text
                                       LogsCollected{CollectedBy::Staff, 7, 900, false}};
    std::vector<JournalEntry> entries;
    for (std::size_t i = 0; i < events.size(); ++i)
        entries.push_back(journal_event(events[i], static_cast<int>(i) + 1));
    write_journal(file("a.journal"), entries);
    const auto lines = read_new();
    REQUIRE(lines.size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto seq = static_cast<std::int64_t>(i) + 1;
        const Stamp stamp{"hall-2", "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa", 1, seq * 1000, seq, "2026-11-24T12:00:00Z"};
        CHECK(lines[i].text == json_line(describe(events[i]), stamp));
        CHECK(lines[i].stamp.seq == seq);
        CHECK(lines[i].stamp.boot_id == stamp.boot_id);
    }
}

TEST_CASE_FIXTURE(JournalFixture, "every event of the vocabulary is known with its fields") {
    const auto fields = known_fields("content_shown");
    REQUIRE(fields);
    REQUIRE(fields->size() == 3);
    CHECK((*fields)[0].name == "content_version");
    CHECK((*fields)[0].is_number);
    CHECK((*fields)[1].name == "origin");
    CHECK_FALSE((*fields)[1].is_number);
    CHECK(known_fields("session_started")->empty());
    CHECK_FALSE(known_fields("unheard_of"));
}

TEST_CASE_FIXTURE(JournalFixture, "entries of others are left out") {
    JournalEntry kernel{.monotonic_us = 1, .fields = {"MESSAGE=usb 1-1: new device", "SYSLOG_IDENTIFIER=kernel"}};
    JournalEntry library{.monotonic_us = 2, .fields = {"MESSAGE=ALSA lib", "SYSLOG_IDENTIFIER=kiosk"}};
    write_journal(file("a.journal"), {kernel, library, viewed(1), kernel, viewed(2), library});
    CHECK(new_seqs() == std::vector{1, 2});
    CHECK(new_seqs().empty());
}

TEST_CASE_FIXTURE(JournalFixture, "an event of another version keeps its fields, and nothing of the entry") {
    JournalEntry entry{.monotonic_us = 5'000,
                       .fields = {"MESSAGE=x", "PRIORITY=6", "SYSLOG_IDENTIFIER=kiosk", "SYSLOG_PID=7",
                                  "KIOSK_EVENT=lamp_changed", "KIOSK_SEQ=9", "ROOM=b", "LEVEL=3", "_PID=77",
                                  "CODE_FILE=a.c"}};
    JournalEntry more = viewed(10);
    more.fields.push_back("ADDED=1");
    write_journal(file("a.journal"), {entry, more});
    const auto lines = read_new();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].text.starts_with(R"({"event":"lamp_changed","kiosk":"","boot_id":"aaaa)"));
    CHECK(lines[0].text.ends_with(R"("seq":9,"wall":"2026-11-24T12:00:00Z","level":3,"room":"b"})"));
    CHECK(lines[1].text.ends_with(R"("role_id":"economist","dwell_ms":10,"added":1})"));
}

TEST_CASE_FIXTURE(JournalFixture, "reading goes on behind what was marked, and only there") {
    write_journal(file("a.journal"), {viewed(1), viewed(2)});
    CHECK(read_new(false).size() == 2);
    CHECK(position.empty());
    CHECK(new_seqs() == std::vector{1, 2});
    CHECK(new_seqs().empty());
    write_journal(file("a.journal"), {viewed(3)});
    CHECK(new_seqs() == std::vector{3});
    CHECK(new_seqs().empty());
}

TEST_CASE_FIXTURE(JournalFixture, "a boot whose clock stood earlier than the last collection is not lost") {
    constexpr std::uint64_t kEarlier = 1'767'225'600'000'000; // 2026-01-01: the machine has no clock
    write_journal(file("a.journal"), {viewed(1), viewed(2)});
    CHECK(new_seqs() == std::vector{1, 2});
    write_journal(file("b.journal"), {viewed(11, 'b', kEarlier), viewed(12, 'b', kEarlier)});
    CHECK(new_seqs() == std::vector{11, 12});
    write_journal(file("c.journal"), {viewed(3)}); // more of the first boot, in another file
    CHECK(new_seqs() == std::vector{3});
    CHECK(new_seqs().empty());
}

TEST_CASE_FIXTURE(JournalFixture, "where the journal forgot the entry of the position, the next ones are read") {
    write_journal(file("a.journal"), {viewed(1), viewed(2)});
    CHECK(new_seqs() == std::vector{1, 2});
    write_journal(file("b.journal"), {viewed(3), viewed(4)});
    std::filesystem::remove(file("a.journal"));
    CHECK(new_seqs() == std::vector{3, 4});
}

TEST_CASE_FIXTURE(JournalFixture, "boots that the journal forgot leave the position") {
    write_journal(file("a.journal"), {viewed(1)});
    write_journal(file("b.journal"), {viewed(2, 'b')});
    CHECK(new_seqs() == std::vector{1, 2});
    CHECK(position.find("aaaa") != std::string::npos);
    std::filesystem::remove(file("a.journal"));
    write_journal(file("b.journal"), {viewed(3, 'b')});
    CHECK(new_seqs() == std::vector{3});
    CHECK(position.find("aaaa") == std::string::npos);
}

TEST_CASE_FIXTURE(JournalFixture, "a position that is none reads everything") {
    write_journal(file("a.journal"), {viewed(1)});
    for (const char* broken : {"{", "[]", R"({"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":"s=rubbish"})",
                               R"({"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":7})", R"({"b":"c"})"}) {
        position = broken;
        CHECK(new_seqs() == std::vector{1});
    }
}

TEST_CASE_FIXTURE(JournalFixture, "a folder without a journal is told with the cure") {
    auto empty = read_journal({folder.path(), ""}, "");
    REQUIRE_FALSE(empty);
    CHECK(empty.error().reason == "no_log");
    CHECK(empty.error().detail.find("no journal can be read there") != std::string::npos);
    auto missing = read_journal({folder.path() / "missing", ""}, "");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().reason == "no_log");
}

TEST_CASE_FIXTURE(JournalFixture, "a damaged journal file does not keep the others back") {
    write_journal(file("a.journal"), {viewed(1)});
    write_journal(file("b.journal"), {viewed(2, 'b')});
    test::write(file("c.journal"), std::string(100'000, 'x'));
    std::filesystem::resize_file(file("b.journal"), 200);
    CHECK(new_seqs() == std::vector{1});
}
