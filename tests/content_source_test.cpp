#include "kiosk/content_source.h"
#include "tests/support/app/content_state.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace fs = std::filesystem;
using kiosk::ContentSource;
using kiosk::ContentUpdate;
using kiosk::ContentWatcher;
using platform::logs::ContentOrigin;
using test::ContentState;
using test::put_content;
using test::spoil_content;
using test::version_of;

namespace {

struct Files {
    test::ScratchFolder folder;
    fs::path configured = folder / "configured.db";
    fs::path factory = folder / "factory.db";

    [[nodiscard]] ContentSource source() const {
        return ContentSource({{configured, db::Trust::Foreign, ContentOrigin::Configured},
                              {factory, db::Trust::Factory, ContentOrigin::Factory}});
    }
};

} // namespace

TEST_CASE("the configured database comes first") {
    const Files files;
    put_content(files.configured, 5);
    put_content(files.factory, 1);
    ContentSource source = files.source();
    const auto update = source.look();
    CHECK(version_of(update) == 5);
    CHECK(update->origin == ContentOrigin::Configured);
    CHECK(update->refusals.empty());
    CHECK_MESSAGE(!source.look(), "nothing changed");
}

TEST_CASE("where the system refused to read, the same file is tried again after a while") {
    const Files files;
    put_content(files.configured, 5);
    put_content(files.factory, 1);
    ContentSource source = files.source();
    rlimit before = {};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit none = {0, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    const auto failed = source.look();
    REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
    REQUIRE(failed);
    REQUIRE_FALSE(failed->store);
    CHECK(failed->refusals.front().error.code == db::ErrorCode::Io);
    int looks = 1;
    auto update = source.look();
    for (; looks < 100 && !update; ++looks)
        update = source.look();
    CHECK(version_of(update) == 5);
    CHECK_MESSAGE(looks > 5, "not at once: a disk that fails is not helped by that");
}

TEST_CASE("a missing database: the factory's is shown and the refusal is told once; a good one that appears is taken") {
    const Files files;
    put_content(files.factory, 1);
    ContentSource source = files.source();
    const auto first = source.look();
    CHECK(version_of(first) == 1);
    CHECK(first->origin == ContentOrigin::Factory);
    REQUIRE(first->refusals.size() == 1);
    CHECK(first->refusals[0].origin == ContentOrigin::Configured);
    CHECK(first->refusals[0].error.code == db::ErrorCode::NotFound);
    CHECK_FALSE(first->nothing_to_show);
    for (int look = 0; look < 3; ++look)
        CHECK_FALSE(source.look());
    put_content(files.configured, 2);
    const auto second = source.look();
    CHECK(version_of(second) == 2);
    CHECK(second->origin == ContentOrigin::Configured);
    CHECK_FALSE(source.look());
}

TEST_CASE("a corrupt file in the place of the shown one is refused once, and the old content stays") {
    const Files files;
    put_content(files.configured, 5);
    put_content(files.factory, 1);
    ContentSource source = files.source();
    CHECK(version_of(source.look()) == 5);
    spoil_content(files.configured);
    const auto update = source.look();
    REQUIRE(update);
    CHECK_FALSE(update->store);
    CHECK_FALSE(update->nothing_to_show);
    REQUIRE(update->refusals.size() == 1);
    CHECK(update->refusals[0].error.code == db::ErrorCode::NotARolesDatabase);
    CHECK_FALSE(source.look());
    // Another state of the file is tried again.
    put_content(files.configured, 6);
    CHECK(version_of(source.look()) == 6);
}

TEST_CASE("a shown file that goes away stays on the glass, and is taken anew when it returns") {
    const Files files;
    put_content(files.configured, 5);
    put_content(files.factory, 1);
    ContentSource source = files.source();
    CHECK(version_of(source.look()) == 5);
    fs::remove(files.configured);
    CHECK_FALSE(source.look());
    put_content(files.configured, 6);
    CHECK(version_of(source.look()) == 6);
}

TEST_CASE("what was opened is still whole after its file was replaced") {
    const Files files;
    put_content(files.configured, 5);
    ContentSource source = files.source();
    const auto update = source.look();
    CHECK(version_of(update) == 5);
    spoil_content(files.configured);
    const auto role = update->store->role("en", "role-1");
    REQUIRE(role);
    CHECK(role->card.title == "Role 1 en");
}

TEST_CASE("nothing to show is told once, and recovery follows by itself") {
    const Files files;
    ContentSource source = files.source();
    const auto first = source.look();
    REQUIRE(first);
    CHECK(first->nothing_to_show);
    CHECK(first->refusals.size() == 2);
    CHECK_FALSE(source.look());
    spoil_content(files.factory);
    const auto second = source.look();
    REQUIRE(second);
    CHECK(second->refusals.size() == 1);
    CHECK_MESSAGE(!second->nothing_to_show, "it was told");
    put_content(files.factory, 1);
    CHECK(version_of(source.look()) == 1);
}

TEST_CASE("the factory's content does not displace a better one, even where it changes") {
    const Files files;
    put_content(files.configured, 5);
    put_content(files.factory, 1);
    ContentSource source = files.source();
    CHECK(version_of(source.look()) == 5);
    put_content(files.factory, 9);
    CHECK_FALSE(source.look());
}

TEST_CASE("a refused file that did not change is not opened again when another does") {
    const Files files;
    spoil_content(files.configured);
    put_content(files.factory, 1);
    ContentSource source = files.source();
    CHECK(source.look()->refusals.size() == 1);
    put_content(files.factory, 2);
    const auto update = source.look();
    CHECK(version_of(update) == 2);
    CHECK(update->refusals.empty());
}

// Run it with tests/run --preset tsan content_source: the thread that looks hands stores to the thread that shows them.
TEST_CASE("content_watcher: hands over each finding once, from its thread to ours, and ends at once") {
    const Files files;
    put_content(files.factory, 1);
    const auto await = [](ContentWatcher& watcher) {
        std::optional<ContentUpdate> update;
        while (!update) {
            update = watcher.take();
            std::this_thread::yield();
        }
        return update;
    };
    {
        ContentWatcher watcher(files.source());
        const auto first = await(watcher);
        CHECK(version_of(first) == 1);
        // Read on this thread what the other opened, while the other looks again.
        for (int round = 0; round < 200; ++round)
            CHECK(first->store->role("en", "role-0").has_value());
        CHECK_FALSE(watcher.take());
        put_content(files.configured, 2);
        const auto second = await(watcher); // closed here, opened there
        CHECK(version_of(second) == 2);
        CHECK(second->origin == ContentOrigin::Configured);
    }
    // One that nobody takes from ends as well.
    const ContentWatcher watcher(files.source());
}

TEST_CASE("content_state: what is current comes first, and another current is noticed") {
    const ContentState state;
    state.install(11);
    ContentSource source = state.source();
    const auto first = source.look();
    CHECK(version_of(first) == 11);
    CHECK(first->origin == ContentOrigin::Installed);
    CHECK_FALSE(source.look());
    state.install(12);
    const auto second = source.look();
    CHECK(version_of(second) == 12);
    CHECK(second->origin == ContentOrigin::Installed);
    CHECK_FALSE(source.look());
}

TEST_CASE("content_state: an empty state folder shows the factory's content, and the first stick replaces it") {
    const ContentState state;
    ContentSource source = state.source();
    const auto first = source.look();
    CHECK(version_of(first) == 1);
    CHECK(first->origin == ContentOrigin::Factory);
    CHECK(first->refusals.empty());
    state.install(2);
    CHECK(version_of(source.look()) == 2);
}

TEST_CASE("content_state: a current that can't be opened falls back to the one before, then to the factory's") {
    const ContentState state;
    state.install(11);
    state.install(12);
    spoil_content(state.database(12));
    ContentSource source = state.source();
    const auto first = source.look();
    CHECK(version_of(first) == 11);
    CHECK(first->origin == ContentOrigin::Previous);
    REQUIRE(first->refusals.size() == 1);
    CHECK(first->refusals[0].origin == ContentOrigin::Installed);
    CHECK_FALSE(source.look());
    // The next start finds both spoilt.
    spoil_content(state.database(11));
    ContentSource next = state.source();
    const auto second = next.look();
    CHECK(version_of(second) == 1);
    CHECK(second->origin == ContentOrigin::Factory);
    CHECK(second->refusals.size() == 2);
}

TEST_CASE("content_state: rolled back, to the one before and to the factory's") {
    const ContentState state;
    state.install(11);
    state.install(12);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 12);
    state.make_current(11);
    const auto back = source.look();
    CHECK(version_of(back) == 11);
    CHECK(back->origin == ContentOrigin::Installed);
    fs::remove(state.state / "current");
    const auto factory = source.look();
    CHECK(version_of(factory) == 1);
    CHECK(factory->origin == ContentOrigin::Factory);
    CHECK_FALSE(source.look());
    state.make_current(12);
    CHECK_MESSAGE(version_of(source.look()) == 12, "it was opened before, and is opened again");
}

TEST_CASE("content_state: a kept one that becomes the current one is told anew") {
    const ContentState state;
    state.install(11);
    state.install(12);
    spoil_content(state.database(12));
    ContentSource source = state.source();
    CHECK(source.look()->origin == ContentOrigin::Previous);
    state.make_current(11);
    const auto update = source.look();
    CHECK(version_of(update) == 11);
    CHECK(update->origin == ContentOrigin::Installed);
    CHECK_FALSE(source.look());
}

TEST_CASE("content_state: what is current and vanishes by accident stays on the glass") {
    const ContentState state;
    state.install(11);
    state.install(12);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 12);
    fs::remove_all(state.database(12).parent_path());
    CHECK_FALSE(source.look());
    state.install(13);
    CHECK(version_of(source.look()) == 13);
}

TEST_CASE("content_state: what staff configured replaces the bundled content, not what a stick brought") {
    const ContentState state;
    const fs::path configured = state.folder / "configured.db";
    put_content(configured, 5);
    ContentSource source(kiosk::candidate_list(state.state, configured, state.factory), state.state, state.keys);
    CHECK(source.look()->origin == ContentOrigin::Configured);
    state.install(12);
    CHECK(version_of(source.look()) == 12);
    const auto list = kiosk::candidate_list({}, std::nullopt, state.factory)();
    REQUIRE(list.size() == 1);
    CHECK(list.front().origin == ContentOrigin::Bundled);
}

TEST_CASE("content_state: the ledger is read when it changed, and not without a state folder") {
    const ContentState state;
    state.install(11);
    ContentSource source = state.source();
    const auto first = source.read_ledger();
    REQUIRE(first);
    REQUIRE(first->kept.size() == 1);
    CHECK(first->kept[0].is_current);
    CHECK(first->history.empty());
    CHECK_FALSE(source.read_ledger());
    state.install(12);
    const auto second = source.read_ledger();
    REQUIRE(second);
    REQUIRE(second->kept.size() == 2);
    CHECK(second->kept[0].version == 12);
    CHECK(second->kept[0].is_current);
    test::write(state.state / "history.jsonl", "torn");
    CHECK(source.read_ledger());
    CHECK_FALSE(source.read_ledger());
    const Files files;
    ContentSource without = files.source();
    CHECK_FALSE(without.read_ledger());
}

TEST_CASE("content_watcher: a poke makes it look at once, and the ledger comes along") {
    const ContentState state;
    ContentWatcher watcher(state.source());
    const auto await = [](auto&& taken) {
        while (!taken())
            std::this_thread::yield();
    };
    std::optional<ContentUpdate> update;
    await([&] { return (update = watcher.take()).has_value(); });
    CHECK(version_of(update) == 1);
    std::optional<kiosk::ContentLedger> ledger;
    await([&] { return (ledger = watcher.take_ledger()).has_value(); });
    CHECK(ledger->kept.empty());
    state.install(2);
    watcher.poke();
    await([&] { return (update = watcher.take()).has_value(); });
    CHECK(version_of(update) == 2);
    await([&] { return (ledger = watcher.take_ledger()).has_value(); });
    CHECK(ledger->kept.size() == 1);
}
