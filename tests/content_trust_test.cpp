// What the keys of now let onto the glass.
#include "kiosk/content_source.h"
#include "tests/support/app/content_state.h"

namespace fs = std::filesystem;
using kiosk::ContentSource;
using platform::logs::ContentOrigin;
using test::ContentState;
using test::put_content;
using test::version_of;

TEST_CASE("content that no key of now signed is never opened, whatever names it") {
    const ContentState state;
    state.install(11);
    // By the hand of somebody who can write to the card.
    const fs::path planted = state.database(999'999'999);
    fs::create_directories(planted.parent_path());
    put_content(planted, 999'999'999);
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

TEST_CASE("without keys the factory's content is shown") {
    const ContentState state;
    state.install(11);
    ContentSource source(kiosk::candidate_list(state.state, std::nullopt, state.factory), state.state);
    const auto first = source.look();
    CHECK(version_of(first) == 1);
    REQUIRE(first->refusals.size() == 1);
    CHECK(first->refusals[0].error.text().find("is not known here") != std::string::npos);
}

TEST_CASE("a withdrawn key takes its content off the glass, and its return brings it back") {
    const ContentState state;
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

TEST_CASE("keys that change and verify what is shown change nothing") {
    const ContentState state;
    state.install(11);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 11);
    state.trust(db::update::SecretKey::generate(), "another.pub");
    CHECK_FALSE(source.look());
    state.trust(state.key, "recovery/staff.pub");
    CHECK_FALSE(source.look());
}

TEST_CASE("content that is altered in place leaves the glass") {
    const ContentState state;
    state.install(11);
    state.install(12);
    ContentSource source = state.source();
    CHECK(version_of(source.look()) == 12);
    put_content(state.database(12), 13); // a good database, but not the one that was signed
    const auto update = source.look();
    CHECK(version_of(update) == 11);
    REQUIRE(update->refusals.size() == 1);
    CHECK(update->refusals[0].error.code == db::ErrorCode::NotTrusted);
    fs::remove(state.factory);
    put_content(state.database(11), 13);
    const auto nothing = source.look();
    REQUIRE(nothing);
    CHECK_FALSE(nothing->store);
    CHECK_MESSAGE(nothing->take_off, "and nothing is there in its place");
    CHECK(nothing->nothing_to_show);
}

TEST_CASE("the ledger names files that are no keys, and what cannot be gone back to is not offered") {
    const ContentState state;
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
