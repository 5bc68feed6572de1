#include "kiosk/content_source.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>

namespace fs = std::filesystem;
using kiosk::ContentSource;
using kiosk::ContentUpdate;
using kiosk::ContentWatcher;
using platform::logs::ContentOrigin;

namespace {

struct Files {
    test::TemporaryFolder folder;
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
