#include "db/update/manifest.h"
#include "db/update/proof.h"
#include "kiosk/content_source.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

namespace fs = std::filesystem;
using kiosk::ContentSource;
using kiosk::ContentUpdate;
using kiosk::ContentWatcher;
using platform::logs::ContentOrigin;

namespace {

struct Files {
    test::ScratchFolder folder;
    fs::path configured = folder / "configured.db";
    fs::path factory = folder / "factory.db";

    [[nodiscard]] ContentSource source() const {
        return ContentSource({{configured, db::Trust::Foreign, ContentOrigin::Configured},
                              {factory, db::Trust::Factory, ContentOrigin::Factory}});
    }
    /// A new file of this version takes the place of the old one, as an update does it.
    static void put(const fs::path& file, std::int64_t version) {
        test::write_generated({.roles = 2, .version = version}, file.string() + ".new");
        fs::rename(file.string() + ".new", file);
    }
    static void spoil(const fs::path& file) {
        test::write(file.string() + ".new", "this is no database");
        fs::rename(file.string() + ".new", file);
    }
};

std::int64_t version_of(const std::optional<ContentUpdate>& update) {
    REQUIRE(update);
    REQUIRE(update->store);
    return update->store->info().content_version;
}

} // namespace

TEST_CASE("the configured database comes first") {
    const Files files;
    Files::put(files.configured, 5);
    Files::put(files.factory, 1);
    ContentSource source = files.source();
    const auto update = source.look();
    CHECK(version_of(update) == 5);
    CHECK(update->origin == ContentOrigin::Configured);
    CHECK(update->refusals.empty());
    CHECK_MESSAGE(!source.look(), "nothing changed");
}

TEST_CASE("where the system refused to read, the same file is tried again after a while") {
    const Files files;
    Files::put(files.configured, 5);
    Files::put(files.factory, 1);
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
    Files::put(files.factory, 1);
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
    Files::put(files.configured, 2);
    const auto second = source.look();
    CHECK(version_of(second) == 2);
    CHECK(second->origin == ContentOrigin::Configured);
    CHECK_FALSE(source.look());
}

TEST_CASE("a corrupt file in the place of the shown one is refused once, and the old content stays") {
    const Files files;
    Files::put(files.configured, 5);
    Files::put(files.factory, 1);
    ContentSource source = files.source();
    CHECK(version_of(source.look()) == 5);
    Files::spoil(files.configured);
    const auto update = source.look();
    REQUIRE(update);
    CHECK_FALSE(update->store);
    CHECK_FALSE(update->nothing_to_show);
    REQUIRE(update->refusals.size() == 1);
    CHECK(update->refusals[0].error.code == db::ErrorCode::NotARolesDatabase);
    CHECK_FALSE(source.look());
    // Another state of the file is tried again.
    Files::put(files.configured, 6);
    CHECK(version_of(source.look()) == 6);
}

TEST_CASE("a shown file that goes away stays on the glass, and is taken anew when it returns") {
    const Files files;
    Files::put(files.configured, 5);
    Files::put(files.factory, 1);
    ContentSource source = files.source();
    CHECK(version_of(source.look()) == 5);
    fs::remove(files.configured);
    CHECK_FALSE(source.look());
    Files::put(files.configured, 6);
    CHECK(version_of(source.look()) == 6);
}

TEST_CASE("what was opened is still whole after its file was replaced") {
    const Files files;
    Files::put(files.configured, 5);
    ContentSource source = files.source();
    const auto update = source.look();
    CHECK(version_of(update) == 5);
    Files::spoil(files.configured);
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
    Files::spoil(files.factory);
    const auto second = source.look();
    REQUIRE(second);
    CHECK(second->refusals.size() == 1);
    CHECK_MESSAGE(!second->nothing_to_show, "it was told");
    Files::put(files.factory, 1);
    CHECK(version_of(source.look()) == 1);
}

TEST_CASE("the factory's content does not displace a better one, even where it changes") {
    const Files files;
    Files::put(files.configured, 5);
    Files::put(files.factory, 1);
    ContentSource source = files.source();
    CHECK(version_of(source.look()) == 5);
    Files::put(files.factory, 9);
    CHECK_FALSE(source.look());
}

TEST_CASE("a refused file that did not change is not opened again when another does") {
    const Files files;
    Files::spoil(files.configured);
    Files::put(files.factory, 1);
    ContentSource source = files.source();
    CHECK(source.look()->refusals.size() == 1);
    Files::put(files.factory, 2);
    const auto update = source.look();
    CHECK(version_of(update) == 2);
    CHECK(update->refusals.empty());
}

// Run it with tests/run --preset tsan content_source: the thread that looks hands stores to the thread that shows them.
TEST_CASE("content_watcher: hands over each finding once, from its thread to ours, and ends at once") {
    const Files files;
    Files::put(files.factory, 1);
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
        Files::put(files.configured, 2);
        const auto second = await(watcher); // closed here, opened there
        CHECK(version_of(second) == 2);
        CHECK(second->origin == ContentOrigin::Configured);
    }
    // One that nobody takes from ends as well.
    const ContentWatcher watcher(files.source());
}

namespace {

/// A state folder as db/update keeps it, with a factory's content beside it.
struct State {
    test::ScratchFolder folder;
    fs::path state = folder / "state";
    fs::path factory = folder / "factory.db";
    fs::path keys = folder / "keys";
    db::update::SecretKey key = db::update::SecretKey::generate();

    State() {
        Files::put(factory, 1);
        trust(key, "staff.pub");
    }
    void trust(const db::update::SecretKey& signer, const fs::path& name) const {
        test::write(keys / name, db::update::format_public_key(signer.public_key()));
    }
    [[nodiscard]] ContentSource source() const {
        return ContentSource(kiosk::candidate_list(state, std::nullopt, factory), state, keys);
    }
    [[nodiscard]] fs::path database(int version) const {
        return state / "content" / std::to_string(version) / "roles.db";
    }
    void keep(int version) const {
        fs::create_directories(database(version).parent_path());
        Files::put(database(version), version);
        sign(version, key);
    }
    void sign(int version, const db::update::SecretKey& signer) const {
        const db::update::Manifest manifest{
            .version = version, .schema = 1, .size = static_cast<std::int64_t>(fs::file_size(database(version)))};
        test::write(database(version).string() + ".minisig",
                    signer.sign(db::update::digest_of(database(version)).value(), db::update::format_manifest(manifest),
                                "content"));
    }
    void make_current(int version) const {
        fs::remove(state / "current");
        fs::create_directory_symlink(fs::path("content") / std::to_string(version), state / "current");
    }
    void install(int version) const {
        keep(version);
        make_current(version);
    }
};

} // namespace

TEST_CASE("content_state: what is current comes first, and another current is noticed") {
    const State state;
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
    const State state;
    ContentSource source = state.source();
    const auto first = source.look();
    CHECK(version_of(first) == 1);
    CHECK(first->origin == ContentOrigin::Factory);
    CHECK(first->refusals.empty());
    state.install(2);
    CHECK(version_of(source.look()) == 2);
}

TEST_CASE("content_state: a current that can't be opened falls back to the one before, then to the factory's") {
    const State state;
    state.install(11);
    state.install(12);
    Files::spoil(state.database(12));
    ContentSource source = state.source();
    const auto first = source.look();
    CHECK(version_of(first) == 11);
    CHECK(first->origin == ContentOrigin::Previous);
    REQUIRE(first->refusals.size() == 1);
    CHECK(first->refusals[0].origin == ContentOrigin::Installed);
    CHECK_FALSE(source.look());
    // The next start finds both spoilt.
    Files::spoil(state.database(11));
    ContentSource next = state.source();
    const auto second = next.look();
    CHECK(version_of(second) == 1);
    CHECK(second->origin == ContentOrigin::Factory);
    CHECK(second->refusals.size() == 2);
}

TEST_CASE("content_state: rolled back, to the one before and to the factory's") {
    const State state;
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
    const State state;
    state.install(11);
    state.install(12);
    Files::spoil(state.database(12));
    ContentSource source = state.source();
    CHECK(source.look()->origin == ContentOrigin::Previous);
    state.make_current(11);
    const auto update = source.look();
    CHECK(version_of(update) == 11);
    CHECK(update->origin == ContentOrigin::Installed);
    CHECK_FALSE(source.look());
}

TEST_CASE("content_state: what is current and vanishes by accident stays on the glass") {
    const State state;
    state.install(11);
    state.install(12);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 12);
    fs::remove_all(state.database(12).parent_path());
    CHECK_FALSE(source.look());
    state.install(13);
    CHECK(version_of(source.look()) == 13);
}

TEST_CASE("content_trust: content that no key of now signed is never opened, whatever names it") {
    const State state;
    state.install(11);
    // By the hand of somebody who can write to the card.
    const fs::path planted = state.database(999'999'999);
    fs::create_directories(planted.parent_path());
    Files::put(planted, 999'999'999);
    test::write(planted.string() + ".minisig", "junk");
    state.make_current(999'999'999);
    ContentSource source = state.source();
    const auto first = source.look();
    CHECK(version_of(first) == 11);
    CHECK(first->origin == ContentOrigin::Previous);
    REQUIRE(first->refusals.size() == 1);
    CHECK(first->refusals[0].error.code == db::ErrorCode::NotTrusted);
    CHECK_FALSE(source.look());
    // A signature of ours for something else, and one by a stranger.
    fs::copy_file(state.database(11).string() + ".minisig", planted.string() + ".minisig",
                  fs::copy_options::overwrite_existing);
    CHECK(source.look()->refusals.size() == 1);
    state.sign(999'999'999, db::update::SecretKey::generate());
    CHECK(source.look()->refusals.size() == 1);
    CHECK_FALSE(source.look());
    const auto ledger = source.read_ledger();
    REQUIRE(ledger);
    CHECK_MESSAGE(ledger->kept.size() == 2, "what is current is told, though it is not shown");
}

TEST_CASE("content_trust: without keys the factory's content is shown") {
    const State state;
    state.install(11);
    ContentSource source(kiosk::candidate_list(state.state, std::nullopt, state.factory), state.state);
    const auto first = source.look();
    CHECK(version_of(first) == 1);
    REQUIRE(first->refusals.size() == 1);
    CHECK(first->refusals[0].error.text().find("is not known here") != std::string::npos);
}

TEST_CASE("content_trust: a withdrawn key takes its content off the glass, and its return brings it back") {
    const State state;
    const auto other = db::update::SecretKey::generate();
    state.trust(other, "other.pub");
    state.install(11);
    state.install(12);
    state.sign(11, other);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 12);
    state.trust(state.key, "revoked/lost (1).pub.txt");
    const auto second = source.look();
    CHECK(version_of(second) == 11);
    CHECK(second->origin == ContentOrigin::Previous);
    REQUIRE(second->refusals.size() == 1);
    CHECK(second->refusals[0].error.text().find("was withdrawn") != std::string::npos);
    CHECK_FALSE(second->take_off);
    CHECK_FALSE(source.look());
    ContentSource next = state.source(); // the next start
    CHECK(version_of(next.look()) == 11);
    state.trust(other, "revoked/lost, too");
    CHECK(version_of(source.look()) == 1);
    fs::remove_all(state.keys / "revoked");
    CHECK(version_of(source.look()) == 12);
    CHECK_FALSE(source.look());
}

TEST_CASE("content_trust: keys that change and verify what is shown change nothing") {
    const State state;
    state.install(11);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 11);
    state.trust(db::update::SecretKey::generate(), "another.pub");
    CHECK_FALSE(source.look());
    state.trust(state.key, "recovery/staff.pub");
    CHECK_FALSE(source.look());
}

TEST_CASE("content_trust: content that is altered in place leaves the glass") {
    const State state;
    state.install(11);
    state.install(12);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 12);
    Files::put(state.database(12), 13); // a good database, but not the one that was signed
    const auto update = source.look();
    CHECK(version_of(update) == 11);
    REQUIRE(update->refusals.size() == 1);
    CHECK(update->refusals[0].error.code == db::ErrorCode::NotTrusted);
    fs::remove(state.factory);
    Files::put(state.database(11), 13);
    const auto nothing = source.look();
    REQUIRE(nothing);
    CHECK_FALSE(nothing->store);
    CHECK_MESSAGE(nothing->take_off, "and nothing is there in its place");
    CHECK(nothing->nothing_to_show);
}

TEST_CASE("content_trust: the ledger names files that are no keys, and what cannot be gone back to is not offered") {
    const State state;
    state.install(11);
    state.install(12);
    ContentSource source = state.source();
    CHECK(source.read_ledger()->key_problems.empty());
    state.sign(11, db::update::SecretKey::generate());
    test::write(state.keys / "revoked/notes.txt", "the blue one");
    const auto ledger = source.read_ledger();
    REQUIRE(ledger);
    REQUIRE(ledger->kept.size() == 1);
    CHECK(ledger->kept[0].version == 12);
    REQUIRE(ledger->key_problems.size() == 1);
    CHECK(ledger->key_problems[0].stops_sticks);
    CHECK_FALSE(source.read_ledger());
}

TEST_CASE("content_state: what staff configured replaces the bundled content, not what a stick brought") {
    const State state;
    const fs::path configured = state.folder / "configured.db";
    Files::put(configured, 5);
    ContentSource source(kiosk::candidate_list(state.state, configured, state.factory), state.state, state.keys);
    CHECK(source.look()->origin == ContentOrigin::Configured);
    state.install(12);
    CHECK(version_of(source.look()) == 12);
    const auto list = kiosk::candidate_list({}, std::nullopt, state.factory)();
    REQUIRE(list.size() == 1);
    CHECK(list.front().origin == ContentOrigin::Bundled);
}

TEST_CASE("content_state: the ledger is read when it changed, and not without a state folder") {
    const State state;
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
    const State state;
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
