// Sticks as a person at a desk makes them.
#include "db/commands/stick.h"

#include "tests/support/database_support.h"
#include "tests/support/terminal_support.h"

#include <fmt/format.h>

namespace {

namespace up = db::update;
using test::Outcome;
using test::roledb;

struct StickDesk {
    test::ScratchFolder folder;
    std::string at = folder.path().string() + "/";
    std::string database = test::small_database(folder).string();
    std::string mount = at + "stick";
    up::SecretKey key = up::SecretKey::generate();

    StickDesk() {
        test::fs::create_directory(mount);
        test::write(folder / "staff.key", key.format("").value());
        test::write(folder / "staff.pub", up::format_public_key(key.public_key()));
        test::write(folder / "other.pub", up::format_public_key(up::SecretKey::generate().public_key()));
    }
    [[nodiscard]] Outcome stick(const std::string& options = {}) const {
        return roledb("stick " + database + " " + mount + " " + options);
    }
    [[nodiscard]] std::string with_key() const { return "--key " + at + "staff.key"; }
};

} // namespace

TEST_CASE("stick signs, copies and reads back; of a folder it promises nothing") {
    const StickDesk desk;
    const Outcome done = desk.stick(desk.with_key());
    CHECK_MESSAGE(done.status == 0, done.output);
    CHECK(done.has(desk.database + ": content 7, 2 roles, "));
    CHECK(
        done.has("It is in the folder and was read back without a fault.\n" + desk.mount
                 + " is an ordinary folder of this computer, not a stick: copy the folder kiosk in it to the root of a "
                   "stick (FAT32 or exFAT), as it is.\n"));
    CHECK_FALSE(done.has("will say"));
    CHECK(test::run("minisign -V -H -p " + desk.at + "staff.pub -m " + desk.mount + "/kiosk/roles.db").status == 0);
    CHECK_FALSE(test::fs::exists(desk.database + ".minisig"));
}

TEST_CASE("stick takes a signature that minisign made") {
    const StickDesk desk;
    const std::string manifest = fmt::format("careers-kiosk content channel=fair version=7 schema=1 size={}",
                                             test::fs::file_size(desk.database));
    REQUIRE(test::run(fmt::format("minisign -S -s {}staff.key -m {} -t '{}'", desk.at, desk.database, manifest)).status
            == 0);
    const Outcome done = desk.stick("--pub " + desk.at + "staff.pub");
    CHECK_MESSAGE(done.status == 0, done.output);
    CHECK(done.has("for channel fair"));
    CHECK(test::read(desk.mount + "/kiosk/roles.db.minisig") == test::read(desk.database + ".minisig"));
    const Outcome unverified = desk.stick();
    CHECK(unverified.status == 0);
    CHECK(unverified.has("The signature itself was not verified: that needs the public key, with --pub."));
}

TEST_CASE("stick refuses what a kiosk would refuse") {
    const StickDesk desk;
    const Outcome unsigned_one = desk.stick();
    CHECK(unsigned_one.status == 1);
    CHECK(unsigned_one.has(
        "roles.db.minisig: the database is not signed yet: sign it with `roledb sign`, or give the key "
        "with --key"));
    CHECK(desk.stick(desk.with_key() + " --pub " + desk.at + "other.pub")
              .has("roles.db.minisig: the signature was made "
                   "with key"));
    CHECK(desk.stick("--pub " + desk.at + "staff.key").has("staff.key: this is not a public key"));
    REQUIRE(roledb("sign " + desk.database + " " + desk.with_key()).status == 0);
    test::build(desk.folder / "content", desk.database + ".again");
    test::change(desk.database, "PRAGMA user_version = 1; UPDATE settings SET content_version = 8");
    const Outcome other = desk.stick("--pub " + desk.at + "staff.pub");
    CHECK(other.status == 1);
    CHECK(other.has("but the database is 'careers-kiosk content channel=stable version=8"));
    REQUIRE(test::run("minisign -S -l -s " + desk.at + "staff.key -m " + desk.database).status == 0);
    CHECK(desk.stick().has("the signature is of an old kind that is not safe"));
    test::change(desk.database, "UPDATE role_texts SET title = ''");
    CHECK(desk.stick(desk.with_key()).has("Nothing was signed."));
    CHECK(test::fs::is_empty(desk.mount));
}

TEST_CASE("stick says which folder is meant") {
    StickDesk desk;
    desk.mount = desk.at + "none";
    CHECK(desk.stick(desk.with_key()).has("none: there is no such folder: plug the stick in"));
    desk.mount = desk.at + "staff.pub";
    CHECK(desk.stick(desk.with_key()).has("staff.pub: this is not a folder"));
    CHECK(roledb("request-logs " + desk.mount + " " + desk.with_key()).has("staff.pub: this is not a folder"));
}

TEST_CASE("stick shows how far it is on a terminal, and nothing of it remains") {
    const StickDesk desk;
    const Outcome done = test::run_on_terminal(
        fmt::format("{}/roledb stick {} {} {}", KIOSK_BIN_DIR, desk.database, desk.mount, desk.with_key()), {});
    CHECK(done.status == 0);
    CHECK(done.has("\rChecking the database"));
    CHECK(done.has("\rWriting to the stick 100 %"));
    CHECK(done.has("\rReading the stick back 100 %"));
    CHECK_FALSE(desk.stick(desk.with_key()).has("%"));
}

TEST_CASE("A full stick and one that can only be read are said in words") {
    const StickDesk desk;
    const std::string inside =
        fmt::format("{}/roledb stick {} {} {}", KIOSK_BIN_DIR, desk.database, desk.mount, desk.with_key());
    const auto with_stick = [&](const std::string& options, const std::string& then) {
        return test::run(
            fmt::format("unshare -rm sh -c 'mount -t tmpfs {} tmpfs {} && {{ {}; }}'", options, desk.mount, then));
    };
    if (with_stick("-o size=64k", "true").status != 0) {
        MESSAGE("not tried: this system lets nobody mount");
        return;
    }
    const Outcome full = with_stick("-o size=64k", inside);
    CHECK(full.status == 1);
    CHECK(full.has("the stick is full: 0.6 MiB are needed and 0.1 MiB are free; delete something on it, or use another "
                   "stick"));
    const Outcome locked = with_stick("-o ro", inside);
    CHECK(locked.status == 1);
    CHECK(locked.has("the stick can only be read: move the small switch on its side, or use another stick"));
    const Outcome good = with_stick("-o size=8m", inside);
    CHECK_MESSAGE(good.status == 0, good.output);
    CHECK(good.has("It is in the folder and was read back without a fault."));
}

TEST_CASE("request-logs makes a stick that asks for the logs") {
    const StickDesk desk;
    const Outcome done = roledb("request-logs " + desk.mount + " --channel fair " + desk.with_key());
    CHECK_MESSAGE(done.status == 0, done.output);
    CHECK(done.has("The stick asks kiosks of channel fair for their logs. Signed with key "
                   + up::text_of(desk.key.public_key().id)));
    const std::string file = desk.mount + "/kiosk/logs.request";
    CHECK(test::read(file).starts_with("# This stick asks the careers kiosk for its logs.\n"));
    const auto usual = up::parse_terms(test::read(file));
    REQUIRE(usual.has_value());
    CHECK_FALSE(usual->until_version.has_value());
    CHECK(done.has("It ends after " + usual->until_date + " (on kiosks that know the date)."));
    const Outcome verified = test::run("minisign -V -H -p " + desk.at + "staff.pub -m " + file);
    CHECK(verified.status == 0);
    CHECK(verified.has(
        fmt::format("careers-kiosk logs-request channel=fair version=0 schema=0 size={}", test::fs::file_size(file))));
    CHECK(roledb("request-logs " + desk.mount + " --channel '' " + desk.with_key()).status != 0);
}

TEST_CASE("request-logs takes a kiosk, an event and an end, and draws an id each time") {
    const StickDesk desk;
    const std::string file = desk.mount + "/kiosk/logs.request";
    const auto request = [&](const std::string& options) {
        return roledb("request-logs " + desk.mount + " " + desk.with_key() + " " + options);
    };
    const Outcome done = request("--kiosk hall-2 --event 'Spring fair' --until-version 14 --until-date 2999-12-31");
    CHECK_MESSAGE(done.status == 0, done.output);
    CHECK(done.has("The stick asks the kiosk hall-2 (channel stable) for its logs."));
    CHECK(
        done.has("It ends after 2999-12-31 (on kiosks that know the date), and where content newer than 14 is shown."));
    const auto terms = up::parse_terms(test::read(file));
    REQUIRE(terms.has_value());
    CHECK(*terms == up::RequestTerms{terms->id, "hall-2", "Spring fair", 14, "2999-12-31"});
    REQUIRE(request("--until-version 14").has("It ends where content newer than 14 is shown."));
    const auto again = up::parse_terms(test::read(file));
    REQUIRE(again.has_value());
    CHECK(again->id != terms->id);
    CHECK(again->until_date.empty());
    CHECK(request("--until-date 2020-01-01").has("the day 2020-01-01 is over by the clock of this computer"));
    CHECK(request("--until-date tomorrow").has("is not a date: write year, month and day"));
    CHECK(request("--until-version 0").has("'0' is not a content version"));
    CHECK(request("--event 'two  spaces'").has("the name of the event "));
    CHECK(up::parse_terms(test::read(file)) == *again);
}
