#include "platform/logs/upload/mend.h"
#include <algorithm>
#include <charconv>
#include <doctest/doctest.h>
#include <set>

using namespace platform::logs::upload;

namespace {

/// A journal of numbered entries, and a collector that refuses some of them.
struct MendBench {
    int entries = 0;
    std::set<int> poisoned;
    std::set<int> damaged;
    int full_after = -1; ///< then it refuses everything
    std::set<int> stored;
    std::string kept;

    [[nodiscard]] Slice read(const std::string& after, std::size_t most) const {
        Slice slice;
        int number = 0;
        std::from_chars(after.data(), after.data() + after.size(), number);
        while (slice.entries < most && number < entries) {
            ++number;
            ++slice.entries;
            slice.last = std::to_string(number);
            if (damaged.contains(number))
                ++slice.unreadable;
            else
                slice.body += slice.last + " ";
        }
        return slice;
    }
    Answer send(const std::string& body) {
        const char* at = body.data();
        const char* end = at + body.size();
        for (int number = 0; at < end; ++at) {
            at = std::from_chars(at, end, number).ptr;
            const bool is_full = full_after >= 0 && static_cast<int>(stored.size()) >= full_after;
            if (poisoned.contains(number) || (is_full && !stored.contains(number)))
                return Answer::Refused;
            stored.insert(number);
        }
        return Answer::Taken;
    }
    Mended mend(const std::string& position = "") {
        return platform::logs::upload::mend(
            position, [this](const std::string& after, std::size_t most) { return read(after, most); },
            [this](const std::string& body) { return send(body); },
            [this](const std::string& reached) { kept = reached; });
    }
};

} // namespace

TEST_CASE("a poisoned entry is found and left behind, wherever it stands") {
    for (const int poisoned : {1, 2, 127, 128, 129, 256, 257, 999}) {
        MendBench bench;
        bench.entries = 1000;
        bench.poisoned = {poisoned};
        const Mended result = bench.mend();
        CHECK_MESSAGE(result.skipped == 1, poisoned);
        CHECK(result.position == "1000");
        CHECK(bench.kept == "1000");
        CHECK(bench.stored.size() == 999);
    }
}

TEST_CASE("several poisoned entries in a row and apart are left behind") {
    MendBench bench;
    bench.entries = 600;
    bench.poisoned = {10, 11, 12, 300, 599};
    std::int64_t skipped = 0;
    std::string position;
    for (int round = 0; round < 10 && position != "600"; ++round) {
        const Mended result = bench.mend(position);
        skipped += result.skipped;
        position = result.position;
    }
    CHECK(skipped == 5);
    CHECK(bench.stored.size() == 595);
}

TEST_CASE("a collector that refuses everything makes nothing be left behind") {
    for (const int full_after : {0, 1, 100, 256, 300}) {
        MendBench bench;
        bench.entries = 500;
        bench.full_after = full_after;
        const Mended result = bench.mend();
        CHECK(result.answer == Answer::Refused);
        CHECK(result.skipped == 0);
    }
}

TEST_CASE("a poisoned entry at the end waits for one that shows that the collector works") {
    MendBench bench;
    bench.entries = 10;
    bench.poisoned = {10};
    const Mended first = bench.mend();
    CHECK(first.position == "9");
    CHECK(first.skipped == 0);
    bench.entries = 11;
    const Mended second = bench.mend(first.position);
    CHECK(second.position == "11");
    CHECK(second.skipped == 1);
}

TEST_CASE("entries that are damaged on this disk are passed and counted") {
    MendBench bench;
    bench.entries = 20;
    bench.damaged = {1, 7, 20};
    const Mended result = bench.mend();
    CHECK(result.position == "20");
    CHECK(result.skipped == 3);
    CHECK(bench.stored.size() == 17);
}

TEST_CASE("a collector that is away leaves the position where it was") {
    MendBench bench;
    bench.entries = 20;
    for (const Answer answer : {Answer::Unreachable, Answer::Stalled}) {
        const Mended result = platform::logs::upload::mend(
            "5", [&](const std::string& after, std::size_t most) { return bench.read(after, most); },
            [&](const std::string&) { return answer; }, [](const std::string&) { FAIL("nothing was taken"); });
        CHECK(result.position == "5");
        CHECK(result.answer == answer);
    }
}
