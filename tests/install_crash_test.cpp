// The plug is cut at every operation of an installation and of a roll back, on a disk that loses what was not synced.
#include "tests/support/update/cut_plug.h"

namespace {

constexpr unsigned kSeeds = 12;        // of what else a disk may have stored, per cut
constexpr unsigned kSeedsToCatch = 60; // at most, to see that a sync is missing

/// Whether some cut shows that sync number `dropped` was not done.
bool is_noticed(test::CutPlug& plug, int dropped) {
    bool was_cut = true;
    for (int cut_at = 0; was_cut; ++cut_at) {
        was_cut = plug.run(cut_at, dropped);
        for (unsigned seed = 0; seed <= (plug.is_open() ? kSeedsToCatch : 0); ++seed) {
            if (!plug.problem(seed).empty())
                return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("A plug cut anywhere leaves the old content or the new, complete, and the next stick is installed") {
    int cuts = 0;
    for (const test::Scenario& scenario : test::scenarios()) {
        CAPTURE(scenario.name);
        test::CutPlug plug(scenario);
        bool was_cut = true;
        for (int cut_at = 0; was_cut; ++cut_at) {
            CAPTURE(cut_at);
            was_cut = plug.run(cut_at);
            for (unsigned seed = 0; seed <= (plug.is_open() ? kSeeds : 0); ++seed) {
                CAPTURE(seed);
                // The next installation is as long as the rest together: not after each.
                const std::string problem = seed < 3 ? plug.problem_with_next(seed) : plug.problem(seed);
                CHECK_MESSAGE(problem.empty(), problem);
                ++cuts;
            }
        }
        CHECK(plug.operations() >= 10);
    }
    MESSAGE(cuts << " cut plugs");
}

// Told apart by what they follow: one that an installation from a kept version could do without may be needed by
// another.
TEST_CASE("Leaving out any one sync is noticed") {
    std::set<std::string> all;
    std::set<std::string> noticed;
    for (const test::Scenario& scenario : test::scenarios()) {
        test::CutPlug plug(scenario);
        REQUIRE_FALSE(plug.run(-1));
        for (int dropped = 0; dropped < plug.syncs(); ++dropped) {
            REQUIRE_FALSE(plug.run(-1, dropped));
            const std::string sync = plug.dropped_sync();
            all.insert(sync);
            if (!noticed.contains(sync) && is_noticed(plug, dropped))
                noticed.insert(sync);
        }
    }
    for (const std::string& sync : all)
        CHECK_MESSAGE(noticed.contains(sync), "nothing is worse without: " << sync);
    CHECK(all.size() >= 10);
    MESSAGE(all.size() << " syncs left out, one at a time");
}
