#include "platform/logs/collection_state.h"
#include "tests/support/collect_fixture.h"

#include <cerrno>

using namespace platform::logs;
using test::check_tidy;
using test::event_lines;
using test::numbers;
using test::seqs_on;
using test::fs::path;

TEST_CASE_FIXTURE(test::CollectFixture, "a memory that is missing or damaged takes everything once more") {
    test::write(log, event_lines(1, 3));
    CHECK(collect_to(stick).events == 3);
    for (const char* damaged : {"", "{", "[]", R"({"format":2})", R"({"format":1,"collections":-3,"file":7})",
                                R"({"format":1,"collections":18446744073709551615,"file":{"offset":"x"}})"}) {
        test::write(state / "collected.json", damaged);
        CHECK(collect_to(stick).events == 3);
        CHECK(collect_to(stick).events == 0);
    }
}

TEST_CASE_FIXTURE(test::CollectFixture, "a memory of the first format is the staff's, and a request begins anew") {
    test::write(log, event_lines(1, 3));
    CHECK(collect_to(stick).events == 3);
    const auto memory = nlohmann::json::parse(test::read(state / "collected.json"));
    CHECK(memory["format"] == 2);
    const nlohmann::json old = {{"format", 1}, {"collections", 41}, {"file", memory["staff"]["file"]}};
    test::write(state / "collected.json", old.dump());
    test::append(log, event_lines(4, 4));
    CHECK(collect_to(stick).folder == place(stick, "000042"));
    CHECK(seqs_on(stick) == numbers(1, 4));
    CHECK(request_to(other_stick).events == 4);
}

TEST_CASE_FIXTURE(test::CollectFixture, "a position of a stick that is damaged gives it everything once more") {
    test::write(log, event_lines(1, 3));
    CHECK(request_to(stick).events == 3);
    const auto good = nlohmann::json::parse(test::read(state / "collected.json"));
    REQUIRE(good["sticks"].size() == 1);
    for (const char* key : {"request", "folder", "collection", "sums", "file"}) {
        for (const nlohmann::json& wrong : {nlohmann::json(), nlohmann::json(-1), nlohmann::json("../x")}) {
            auto damaged = good;
            damaged["sticks"][0][key] = wrong;
            test::write(state / "collected.json", damaged.dump());
            CAPTURE(damaged.dump());
            CHECK(request_to(stick).events == 3);
        }
    }
    auto damaged = good;
    damaged["sticks"] = 7;
    test::write(state / "collected.json", damaged.dump());
    CHECK(request_to(stick).events == 3);
    test::write(state / "collected.json", good.dump());
    CHECK(request_to(stick).events == 0);
}

TEST_CASE("the memory is bounded: of one request, of all, and in bytes; the oldest go first") {
    Collected collected;
    const auto position = [](int number, const std::string& request) {
        return StickPosition{request, LogKind::Journal, "hall-2", number, "sum", R"({"boot":"cursor"})"};
    };
    for (int i = 1; i <= 20; ++i)
        add_position(collected, position(i, "often"));
    CHECK(collected.sticks.size() == kMostPositionsOfRequest);
    CHECK(collected.sticks.front().collection == 13);
    for (int i = 1; i <= 60; ++i)
        add_position(collected, position(100 + i, std::to_string(i)));
    CHECK(collected.sticks.size() == kMostStickPositions);
    CHECK(collected.sticks.front().collection == 17);
    CHECK(collected.sticks.back().collection == 160);

    const test::ScratchFolder folder;
    for (StickPosition& stick : collected.sticks)
        stick.position = nlohmann::json{{"boot", std::string(100'000, 'x')}}.dump();
    REQUIRE(CollectionState::open(folder.path(), {})->store(collected).has_value());
    CHECK(test::fs::file_size(folder.path() / "collected.json") <= 4 * 1024 * 1024);
    const auto again = CollectionState::open(folder.path(), {});
    REQUIRE(again.has_value());
    const auto& kept = again->collected().sticks;
    CHECK(kept.size() > 35);
    CHECK(kept.size() < collected.sticks.size());
    CHECK(kept.back() == collected.sticks.back());
}

TEST_CASE_FIXTURE(test::CollectFixture, "file and journal are remembered side by side") {
    test::write(log, event_lines(1, 2));
    const path journal = folder.path() / "journal";
    std::filesystem::create_directories(journal);
    test::write_journal(journal / "a.journal", {test::journal_event(RoleViewed{"economist", 1}, 7)});
    CollectOptions from_journal = options(stick);
    from_journal.kind = LogKind::Journal;
    from_journal.log = journal;
    for (int round = 0; round < 2; ++round) {
        CHECK(collect_to(stick).events == (round == 0 ? 2 : 0));
        CHECK(collect_with(from_journal).events == (round == 0 ? 1 : 0));
    }
    CHECK(seqs_on(stick) == std::vector{1, 2, 7});
    test::write_journal(journal / "a.journal", {test::journal_event(RoleViewed{"economist", 1}, 8)});
    CHECK(collect_with(from_journal).events == 1);
}

TEST_CASE_FIXTURE(test::CollectFixture, "two collections at once: the second is told to wait") {
    test::write(log, event_lines(1, 2));
    CollectOptions outer = options(stick);
    std::string inner;
    outer.before_step = [&](std::string_view) {
        if (inner.empty())
            inner = failure_of(options(other_stick)).reason;
        return 0;
    };
    CHECK(collect_with(outer).events == 2);
    CHECK(inner == "busy");
}

TEST_CASE_FIXTURE(test::CollectFixture, "every name is synced before the one that vouches for it") {
    test::write(log, event_lines(1, 3));
    std::vector<std::string> steps;
    CollectOptions watched = options(stick);
    watched.before_step = [&](std::string_view step) {
        steps.emplace_back(step);
        return 0;
    };
    CHECK(collect_with(watched).events == 3);
    const std::vector<std::string> memory = {"create collected.json.part", "write collected.json.part",
                                             "sync collected.json.part", "rename collected.json",
                                             "sync the folder state"};
    const auto file = [](const std::string& name) {
        return std::vector<std::string>{"create " + name + ".part", "write " + name + ".part", "sync " + name + ".part",
                                        "rename " + name};
    };
    std::vector<std::string> expected = {"make the folder kiosk-logs", "sync the folder stick",
                                         "make the folder hall-2", "sync the folder kiosk-logs"};
    const auto then = [&](const std::vector<std::string>& more) {
        expected.insert(expected.end(), more.begin(), more.end());
    };
    then(memory); // the number is used up
    then({"make the folder 000001", "sync the folder hall-2"});
    then(file("events-0001.jsonl"));
    then(file("collection.json"));
    then({"sync the folder 000001"}); // holds the events' names, too
    then(file("SHA256SUMS"));
    then({"sync the folder 000001", "sync the disk 000001"});
    then(memory); // only now they are collected
    CHECK(steps == expected);
}

namespace {

constexpr int kEvents = 60;

/// Stands for a cut plug.
struct Cut {};

struct CutFixture : test::CollectFixture {
    CollectedBy by = CollectedBy::Staff;

    [[nodiscard]] CollectOptions first_try() const {
        return by == CollectedBy::Staff ? options(stick) : requested(stick);
    }
    /// Staff take another stick; a request stays on its own.
    [[nodiscard]] Collection take_rest() const {
        return by == CollectedBy::Staff ? collect_to(other_stick) : request_to(stick);
    }
    /// Several files, a few steps each.
    [[nodiscard]] CollectOptions steps(int& count, int at, const std::function<int()>& what) const {
        CollectOptions options = first_try();
        options.max_file_bytes = 4000;
        options.before_step = [&count, at, what](std::string_view) { return ++count == at ? what() : 0; };
        return options;
    }
    void begin_anew() const {
        for (const path& gone : {stick, other_stick, state})
            std::filesystem::remove_all(gone);
        std::filesystem::create_directories(stick);
        std::filesystem::create_directories(other_stick);
        test::write(log, event_lines(1, kEvents));
    }
    /// All events up to `last` are on one of the sticks, and the kiosk has nothing more to give.
    void check_nothing_is_lost(int last) const {
        std::vector<int> all = seqs_on(stick);
        for (const int seq : seqs_on(other_stick))
            all.push_back(seq);
        CHECK(test::unique(all) == numbers(1, last));
        CHECK(take_rest().events == 0);
    }
};

} // namespace

TEST_CASE_FIXTURE(CutFixture, "a plug cut before any step loses no event") {
    SUBCASE("by staff") {}
    SUBCASE("by a request") {
        by = CollectedBy::Request;
    }
    int cuts = 0;
    for (bool is_done = false; !is_done; ++cuts) {
        begin_anew();
        int count = 0;
        is_done = true;
        try {
            (void)collect_with(steps(count, cuts + 1, []() -> int { throw Cut(); }));
        } catch (const Cut&) {
            is_done = false;
        }
        CAPTURE(cuts);
        test::append(log, event_lines(kEvents + 1, kEvents + 5));
        (void)take_rest();
        check_nothing_is_lost(kEvents + 5);
    }
    CHECK(cuts > 30);
    MESSAGE(cuts, " cuts");
}

TEST_CASE_FIXTURE(CutFixture, "a plug cut before any step and then again loses no event") {
    SUBCASE("by staff") {}
    SUBCASE("by a request") {
        by = CollectedBy::Request;
    }
    for (int first = 1; first < 40; first += 3) {
        for (int second = 1; second < 40; second += 4) {
            begin_anew();
            for (const int at : {first, second}) {
                int count = 0;
                try {
                    (void)collect_with(steps(count, at, []() -> int { throw Cut(); }));
                } catch (const Cut&) {
                }
            }
            (void)take_rest();
            CAPTURE(first);
            CAPTURE(second);
            check_nothing_is_lost(kEvents);
        }
    }
}

TEST_CASE_FIXTURE(CutFixture, "a step that fails gives a reason, leaves nothing half done and loses no event") {
    SUBCASE("by staff") {}
    SUBCASE("by a request") {
        by = CollectedBy::Request;
    }
    const std::vector<std::string> kiosk_side = {"disk_failed", "no_space"};
    const std::vector<std::string> stick_side = {"stick_gone", "stick_full", "stick_read_only"};
    int failures = 0;
    for (const int error : {EIO, ENOSPC, EROFS, ENODEV}) {
        for (int at = 1;; ++at) {
            begin_anew();
            int count = 0;
            const auto collection = collect(steps(count, at, [error] { return error; }));
            if (count < at)
                break;
            CAPTURE(at);
            CAPTURE(error);
            check_tidy(stick);
            if (!collection) {
                ++failures;
                const auto& reason = collection.error().reason;
                const bool is_known =
                    std::ranges::count(kiosk_side, reason) + std::ranges::count(stick_side, reason) > 0;
                CHECK_MESSAGE(is_known, reason);
                CHECK((reason != "stick_full" && reason != "no_space") == (error != ENOSPC));
            } else {
                CHECK(error == ENOSPC); // the files that were whole stay
                CHECK_FALSE(collection->complete);
                CHECK(collection->events == static_cast<std::int64_t>(seqs_on(stick).size()));
            }
            (void)take_rest();
            check_nothing_is_lost(kEvents);
        }
    }
    CHECK(failures > 100);
    MESSAGE(failures, " failures");
}
