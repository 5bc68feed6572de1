#include "platform/logs/review/file_readers.h"
#include "tests/support/log_support.h"

using namespace platform::logs::review;
using test::journal_event;
using test::numbers;

namespace {

struct JournalReaderFixture {
    test::ScratchFolder folder;
    test::fs::path journal = folder.path() / "kiosk.journal";
    std::vector<int> seqs;
    std::vector<std::string> details, problems;
    Sinks sinks{[this](const ReadEvent& event) {
                    seqs.push_back(static_cast<int>(event.seq));
                    details.emplace_back(event.text("detail"));
                },
                [this](const Problem& problem) { problems.push_back(problem.what); },
                {}};
    LogPlace place{.sinks = sinks, .file = journal.string(), .kiosk = ""};

    void append(int first, int last) const {
        std::vector<test::JournalEntry> entries;
        for (const int seq : numbers(first, last))
            entries.push_back(journal_event(platform::logs::RoleViewed{"economist", seq}, seq));
        test::write_journal(journal, entries);
    }
    std::vector<int> taken() { return std::exchange(seqs, {}); }
};

} // namespace

TEST_CASE_FIXTURE(JournalReaderFixture, "a journal that grows is read on behind the last entry, each once") {
    append(1, 3);
    std::string cursor = read_journal_on(journal, place, "");
    CHECK(taken() == numbers(1, 3));
    CHECK(read_journal_on(journal, place, cursor) == cursor);
    CHECK(taken().empty());
    append(4, 6);
    cursor = read_journal_on(journal, place, cursor);
    CHECK(taken() == numbers(4, 6));
    (void)read_journal_on(journal, place, "no cursor of any journal");
    CHECK(taken() == numbers(1, 6));
    CHECK(problems.empty());
}

TEST_CASE_FIXTURE(JournalReaderFixture,
                  "of the newest entries so many events are read, and the next time what came behind") {
    append(1, 3);
    test::write_journal(journal, {{.monotonic_us = 9'000'000, .fields = {"MESSAGE=none of ours"}}});
    const std::string cursor = read_journal_newest(journal, place, 2);
    CHECK(taken() == std::vector{3, 2});
    append(4, 4);
    (void)read_journal_on(journal, place, cursor);
    CHECK(taken() == numbers(4, 4));
    CHECK(read_journal_newest(journal, place, 0) != cursor);
    CHECK(taken().empty());
}

TEST_CASE_FIXTURE(JournalReaderFixture, "a long field comes whole, and an entry of ours without a number is told") {
    const std::string detail(200'000, 'x');
    auto numberless = journal_event(platform::logs::Crashed{}, 2);
    std::erase_if(numberless.fields, [](const std::string& field) { return field.starts_with("KIOSK_SEQ="); });
    test::write_journal(journal, {journal_event(platform::logs::ConfigProblem{"key", 1, detail}, 1), numberless});
    read_journal_file(journal, place);
    CHECK(details.size() == 1);
    CHECK((!details.empty() && details[0] == detail));
    CHECK(problems == std::vector<std::string>{"this entry is no event: it has no number of its own"});
}

TEST_CASE_FIXTURE(JournalReaderFixture, "a journal that is closed for its memory goes on behind the last entry") {
    append(1, 5000);
    const JournalMemory none{.most_bytes = 0, .worth_closing_bytes = 0};
    read_journal_file(journal, place, none);
    CHECK(taken() == numbers(1, 5000));
    CHECK(problems.empty());
}
