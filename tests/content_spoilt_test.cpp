// What becomes of the content that is shown when its file is cut off, overwritten or replaced.
#include "kiosk/content_source.h"
#include "tests/support/app/content_state.h"

#include <doctest/doctest.h>

namespace fs = std::filesystem;
using kiosk::ContentSource;
using platform::logs::ContentOrigin;
using test::put_content;
using test::spoil_content;
using test::version_of;

namespace {

struct Shown {
    test::ScratchFolder folder;
    fs::path configured = folder / "configured.db";
    fs::path factory = folder / "factory.db";

    [[nodiscard]] ContentSource source() const {
        return ContentSource({{configured, db::Trust::Foreign, ContentOrigin::Configured},
                              {factory, db::Trust::Factory, ContentOrigin::Factory}});
    }
};

} // namespace

TEST_CASE("a database that is cut off where it lies leaves the glass for the next, and comes back when it is whole") {
    const Shown files;
    put_content(files.configured, 5);
    put_content(files.factory, 1);
    fs::copy_file(files.configured, files.folder / "whole.db");
    ContentSource source = files.source();
    REQUIRE(version_of(source.look()) == 5);
    fs::resize_file(files.configured, fs::file_size(files.configured) / 2);
    const auto fallen = source.look();
    CHECK(version_of(fallen) == 1);
    CHECK(fallen->origin == ContentOrigin::Factory);
    CHECK(fallen->spoilt);
    CHECK_FALSE(fallen->take_off);
    REQUIRE(fallen->refusals.size() == 1);
    CHECK(fallen->refusals[0].origin == ContentOrigin::Configured);
    CHECK_FALSE(source.look());
    test::overwrite(files.configured, files.folder / "whole.db");
    const auto back = source.look();
    CHECK(version_of(back) == 5);
    CHECK(back->origin == ContentOrigin::Configured);
    CHECK_FALSE(back->spoilt);
}

TEST_CASE("a database that is cut off with nothing behind it is taken off the glass") {
    const Shown files;
    put_content(files.configured, 5);
    ContentSource source = files.source();
    REQUIRE(version_of(source.look()) == 5);
    fs::resize_file(files.configured, 0);
    const auto fallen = source.look();
    REQUIRE(fallen);
    CHECK_FALSE(fallen->store);
    CHECK(fallen->take_off);
    CHECK(fallen->spoilt);
    CHECK(fallen->nothing_to_show);
}

TEST_CASE("a database that is overwritten by another one where it lies is opened anew, in the middle of a visit, too") {
    const Shown files;
    put_content(files.configured, 5);
    put_content(files.folder / "other.db", 6);
    ContentSource source = files.source();
    REQUIRE(version_of(source.look()) == 5);
    test::overwrite(files.configured, files.folder / "other.db");
    const auto update = source.look();
    CHECK(version_of(update) == 6);
    CHECK(update->spoilt);
}

TEST_CASE(
    "a spoilt file that takes the name of the one that is shown changes nothing; a good one waits for the visit") {
    const Shown files;
    put_content(files.configured, 5);
    put_content(files.factory, 1);
    ContentSource source = files.source();
    REQUIRE(version_of(source.look()) == 5);
    spoil_content(files.folder / "spoilt.db");
    fs::rename(files.folder / "spoilt.db", files.configured);
    const auto refused = source.look();
    REQUIRE(refused);
    CHECK_FALSE(refused->store);
    CHECK_FALSE(refused->take_off);
    put_content(files.folder / "next.db", 6);
    fs::rename(files.folder / "next.db", files.configured);
    const auto update = source.look();
    CHECK(version_of(update) == 6);
    CHECK_FALSE(update->spoilt);
}

TEST_CASE("content that could not be read is opened anew, though no file changed") {
    const Shown files;
    put_content(files.configured, 5);
    ContentSource source = files.source();
    source.doubt();
    REQUIRE(version_of(source.look()) == 5);
    CHECK_FALSE(source.look());
    source.doubt();
    const auto again = source.look();
    CHECK(version_of(again) == 5);
    CHECK(again->spoilt);
    CHECK_FALSE(source.look());
}

TEST_CASE("a signature that is written anew beside content that is shown interrupts no visit") {
    const test::ContentState state;
    state.install(11);
    ContentSource source = state.source();
    REQUIRE(version_of(source.look()) == 11);
    state.sign(11, state.key);
    const auto again = source.look();
    CHECK((!again || !again->spoilt));
    CHECK((!again || !again->take_off));
}
