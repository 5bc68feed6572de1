#include "platform/logs/review/event_text.h"
#include "platform/logs/review/seen.h"
#include "platform/logs/review/tail.h"
#include "tests/support/log_support.h"

#include <deque>
#include <functional>
#include <set>

using namespace platform::logs::review;
using platform::logs::Severity;
using test::event_line;
using test::event_lines;
using test::numbers;
using test::fs::path;

namespace {

/// Follows logs; each step is what happens while it waits.
struct TailFixture {
    test::ScratchFolder folder;
    path file = folder.path() / "kiosk.jsonl";
    TailOptions options{.paths = {file}};
    std::deque<std::function<void()>> steps;
    std::vector<int> seqs;
    std::vector<std::string> kiosks, problems, notes;
    bool is_done = false;

    void follow() {
        const TailSinks sinks{[this](const ReadEvent& event) {
                                  kiosks.emplace_back(event.kiosk);
                                  return std::to_string(event.seq);
                              },
                              [this](std::string_view text) { seqs.push_back(std::stoi(std::string(text))); },
                              [this](const Problem& problem) { problems.push_back(problem.what); },
                              [this](const std::string& note) { notes.push_back(note); },
                              [this](bool) {
                                  if (steps.empty())
                                      return false;
                                  steps.front()();
                                  steps.pop_front();
                                  return true;
                              }};
        is_done = tail(options, sinks).has_value();
    }
    void then_append(const std::string& text) {
        steps.emplace_back([this, text] { test::append(file, text); });
    }
};

std::string of_kiosk(const std::string& kiosk, int seq) {
    std::string line = event_line(seq);
    return line.replace(line.find("hall-2"), 6, kiosk) + "\n";
}

} // namespace

TEST_CASE_FIXTURE(TailFixture, "the newest events come first in order of time, then those that are added") {
    test::write(file, event_lines(1, 300));
    options.lines = 3;
    then_append(event_lines(301, 302));
    then_append("");
    then_append(event_lines(303, 303));
    follow();
    CHECK(is_done);
    CHECK(seqs == numbers(298, 303));
    CHECK(problems.empty());
}

TEST_CASE_FIXTURE(TailFixture, "broken lines take the place of no event among the newest") {
    std::string broken;
    for (int line = 0; line < 50; ++line)
        broken += "half\n";
    test::write(file, event_lines(1, 20) + broken);
    options.lines = 3;
    follow();
    CHECK(seqs == numbers(18, 20));
}

TEST_CASE_FIXTURE(TailFixture, "a log of which too much is missing to remember hides nothing that comes") {
    std::string text;
    for (std::size_t number = 1; number <= Seen::kMaxIntervals; ++number)
        text += fmt::format("{{\"event\":\"a\",\"boot_id\":\"b\",\"monotonic_ms\":1,\"seq\":{}}}\n", 2 * number);
    test::write(file, text);
    options.lines = 1;
    options.kiosks = {"", "hall-2"}; // so that all is read
    then_append(event_lines(1, 3));
    follow();
    CHECK(seqs.size() == 4);
    CHECK(seqs.back() == 3);
}

TEST_CASE_FIXTURE(TailFixture, "without following it ends, and asked for no line it shows none") {
    test::write(file, event_lines(1, 20));
    options.follows = false;
    steps.emplace_back([] { FAIL("waits"); });
    follow();
    CHECK(seqs == numbers(11, 20));
    seqs.clear();
    options.lines = 0;
    follow();
    CHECK(seqs.empty());
}

TEST_CASE_FIXTURE(TailFixture, "half a line waits for its end, wherever it was cut") {
    const std::string added = event_lines(2, 3);
    for (std::size_t at = 0; at <= added.size(); at += 7) {
        test::write(file, event_lines(1, 1));
        seqs.clear();
        then_append(added.substr(0, at));
        then_append(added.substr(at));
        follow();
        CHECK(seqs == numbers(1, 3));
    }
    CHECK(problems.empty());
}

TEST_CASE_FIXTURE(TailFixture, "a half line at the start waits too, and half an entry of an export does") {
    test::write(file, event_lines(1, 1) + event_line(2).substr(0, 40));
    then_append(event_line(2).substr(40) + "\n");
    follow();
    CHECK(seqs == numbers(1, 2));
    const std::string entries = test::journal_event(platform::logs::RoleViewed{"a\n\nb", 1}, 1).text()
                                + test::journal_event(platform::logs::ConfigProblem{"key", 1, "a\n\nb"}, 2).text();
    for (std::size_t at = 0; at <= entries.size(); at += 5) {
        test::write(file, entries.substr(0, at));
        seqs.clear();
        then_append(entries.substr(at));
        follow();
        CHECK_MESSAGE(seqs == numbers(1, 2), at);
    }
    CHECK(problems.empty());
    CHECK(notes.empty());
}

TEST_CASE_FIXTURE(TailFixture, "a log that is renamed away is read to its end, and the new one from its start") {
    test::write(file, event_lines(1, 2));
    const auto rotate = [this](int files) {
        for (int number = files; number > 0; --number)
            test::fs::rename(number == 1 ? file : path(file.string() + "." + std::to_string(number - 1)),
                             file.string() + "." + std::to_string(number));
    };
    steps.emplace_back([=, this] {
        test::append(file, event_lines(3, 3));
        rotate(1);
        test::write(file, event_lines(4, 5));
    });
    steps.emplace_back([=, this] { // twice between two looks
        test::append(file, event_lines(6, 6));
        rotate(2);
        test::write(file, event_lines(7, 7));
        rotate(3);
        test::write(file, event_lines(8, 8));
    });
    steps.emplace_back([this] { test::fs::remove(file); });
    steps.emplace_back([this] { test::write(file, event_lines(9, 9)); });
    follow();
    CHECK(seqs == numbers(1, 9));
    CHECK(problems.empty());
}

TEST_CASE_FIXTURE(TailFixture, "a file that is cut and written anew is read from its start") {
    test::write(file, event_lines(1, 5));
    steps.emplace_back([this] { test::write(file, event_lines(6, 6)); });
    follow();
    CHECK(seqs == numbers(1, 6));
}

TEST_CASE_FIXTURE(TailFixture, "what comes twice is shown once, also from another file") {
    test::write(file, event_lines(1, 3));
    options.paths.push_back(folder.path() / "copies");
    test::write(folder.path() / "copies/a.jsonl", event_lines(2, 4));
    steps.emplace_back([this] { test::write(folder.path() / "copies/b.jsonl", event_lines(1, 6)); });
    then_append(event_lines(5, 7));
    follow();
    CHECK(seqs == numbers(1, 7));
}

TEST_CASE_FIXTURE(TailFixture,
                  "files and collections that appear in a folder are followed, and torn ones are no problem") {
    options.paths = {folder.path() / "in"};
    test::fs::create_directories(folder.path() / "in");
    std::string unnamed = event_line(1);
    unnamed.erase(unnamed.find(R"("kiosk":"hall-2",)"), 17);
    const path collection = folder.path() / "in/stick/kiosk-logs/hall-9/000001";
    steps.emplace_back([=] { test::write(collection / "events-0001.jsonl.part", unnamed); });
    steps.emplace_back([=] {
        test::fs::rename(collection / "events-0001.jsonl.part", collection / "events-0001.jsonl");
        test::append(collection / "events-0001.jsonl", "\n");
    });
    steps.emplace_back([=, this] { test::fs::remove_all(folder.path() / "in/stick"); });
    steps.emplace_back([this] { test::write(folder.path() / "in/b/kiosk.jsonl", event_lines(1, 2)); });
    follow();
    CHECK(seqs == numbers(1, 2));
    CHECK(kiosks == std::vector<std::string>{"hall-9", "hall-2"});
    CHECK(problems.empty());
}

TEST_CASE_FIXTURE(TailFixture, "a journal that grows is followed, and one that is renamed away") {
    using test::journal_event;
    const path journal = folder.path() / "j/remote.journal";
    const auto role = [](int seq) { return journal_event(platform::logs::RoleViewed{"economist", seq}, seq); };
    test::fs::create_directories(folder.path() / "j");
    test::write_journal(journal, {role(1), role(2), role(3), role(4)});
    options = {.paths = {folder.path() / "j"}, .lines = 2};
    steps.emplace_back([=] { test::write_journal(journal, {role(5), role(6)}); });
    steps.emplace_back([] {});
    steps.emplace_back([=] {
        test::write_journal(journal, {role(7)});
        test::fs::rename(journal, journal.parent_path() / "remote@1.journal");
        test::write_journal(journal, {role(8)});
    });
    follow();
    CHECK_MESSAGE(seqs == numbers(3, 8), fmt::format("{}", fmt::join(seqs, " ")));
    CHECK(problems.empty());
}

TEST_CASE_FIXTURE(TailFixture, "only kiosks, events and levels that were asked for are shown") {
    using namespace platform::logs;
    const auto line = [](const Event& event, int seq) {
        return json_line(describe(event), {"hall-2", test::kBoot, 1, seq * 1000, seq, "2026-11-24T12:00:00Z"}) + "\n";
    };
    const std::string all = line(RoleViewed{}, 1) + line(Crashed{}, 2) + line(StickRefused{}, 3) + line(Started{}, 4)
                            + of_kiosk("hall-3", 5)
                            + R"({"event":"new","boot_id":"b","monotonic_ms":1,"seq":6})"
                              "\n";
    test::write(file, all);
    const auto shown = [&] {
        seqs.clear();
        follow();
        return std::set<int>(seqs.begin(), seqs.end());
    };
    options.follows = false;
    CHECK(shown() == std::set{1, 2, 3, 4, 5, 6});
    options.level = Severity::Notice;
    CHECK(shown() == std::set{2, 3, 4});
    options.level = Severity::Warning;
    CHECK(shown().count(4) == 0);
    options.level = Severity::Info;
    options.events = {"role_viewed", "started"};
    CHECK(shown() == std::set{1, 4, 5});
    options.kiosks = {"hall-3"};
    CHECK(shown() == std::set{5});
}

TEST_CASE_FIXTURE(TailFixture, "a kiosk that was not seen yet is waited for, and that is said") {
    test::write(file, event_lines(1, 2));
    options.kiosks = {"hall-3", "hall-2"};
    then_append(of_kiosk("hall-3", 3));
    follow();
    CHECK(notes == std::vector<std::string>{"hall-3: nothing of this kiosk is in these logs yet; waiting for it"});
    CHECK(seqs == numbers(1, 3));
}

TEST_CASE_FIXTURE(TailFixture, "events without a clock are as old as their file") {
    std::string old = event_line(1), no_clock = event_line(2);
    old.replace(old.find("2026"), 4, "2001");
    for (std::string* line : {&no_clock})
        line->replace(line->find("\"2026-11-24T12:00:00Z\""), 22, "null");
    test::write(file,
                event_line(3).replace(event_line(3).find("2026"), 4, "2099") + "\n" + old + "\n" + no_clock + "\n");
    options.follows = false;
    follow();
    REQUIRE(seqs.size() == 3);
    CHECK(seqs.back() == 3);
}

TEST_CASE_FIXTURE(TailFixture, "a clock that was never set tells no time, and the file does") {
    std::string unset = event_line(2);
    unset.replace(unset.find("2026"), 4, "1970");
    test::write(file, event_line(1).replace(event_line(1).find("2026"), 4, "2021") + "\n" + unset + "\n");
    options.follows = false;
    follow();
    CHECK(seqs == numbers(1, 2));
}

TEST_CASE_FIXTURE(TailFixture, "what can't be read is counted at the start, and told while it follows") {
    test::write(file, "half\n" + event_lines(1, 1));
    then_append("half\n" + event_lines(2, 2));
    follow();
    CHECK(notes == std::vector<std::string>{"1 place in these logs can't be read; kiosk-logs check names them"});
    CHECK(problems.size() == 1);
    CHECK(seqs == numbers(1, 2));
}

TEST_CASE_FIXTURE(TailFixture, "a path that is not there is an error") {
    options.paths = {file, folder.path() / "missing"};
    test::write(file, event_lines(1, 2));
    follow();
    CHECK_FALSE(is_done);
    CHECK(seqs.empty());
}

TEST_CASE("a wrong name of an event is answered with near ones") {
    CHECK(events_like("role_veiwed").front() == "role_viewed");
    CHECK(events_like("crash").front() == "crashed");
    CHECK(events_like("").size() <= 3);
    CHECK(events_like(std::string(1'000'000, 'x')).size() <= 3);
}
