// Keys and signatures as a person at a desk makes them.
#include "db/commands/keys.h"

#include "tests/support/database_support.h"
#include "tests/support/sanitized.h"
#include "tests/support/terminal_support.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace {

namespace up = db::update;
using test::Outcome;
using test::roledb;

/// A database, and a key with a passphrase that costs little.
struct KeyDesk {
    test::ScratchFolder folder;
    std::string at = folder.path().string() + "/";
    std::string database = test::small_database(folder).string();
    up::SecretKey key = up::SecretKey::generate();

    KeyDesk() {
        test::write(folder / "staff.key", key.format("open sesame", up::KeyCost::Quick).value());
        test::write(folder / "staff.pub", up::format_public_key(key.public_key()));
        test::write(folder / "plain.key", key.format("").value());
        test::write(folder / "words", "open sesame\n");
    }
    /// Whether minisign agrees that the database is signed.
    [[nodiscard]] bool is_signed() const {
        return test::run("minisign -V -H -p " + at + "staff.pub -m " + database).status == 0;
    }
    [[nodiscard]] Outcome on_terminal(const std::string& arguments, const test::Answers& answers) const {
        return test::run_on_terminal(KIOSK_BIN_DIR "/roledb " + arguments, answers);
    }
};

mode_t mode_of(const std::string& path) {
    struct stat status = {};
    REQUIRE(stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

} // namespace

TEST_CASE("keygen makes a secret and a public half, and never over old ones") {
    const test::ScratchFolder folder;
    const std::string name = (folder / "staff").string();
    const Outcome made = roledb("keygen --no-passphrase -o " + name);
    REQUIRE_MESSAGE(made.status == 0, made.output);
    const auto pub = up::parse_public_key(test::read(name + ".pub"));
    REQUIRE(pub.has_value());
    CHECK(made.has("Key " + up::text_of(pub->id) + " was made.\n"));
    CHECK(made.has(name + ".key: signs. Keep it secret (it has no passphrase: who has the file can sign)"));
    CHECK(made.has(name + ".pub: goes into the folder of keys of each kiosk"));
    CHECK(mode_of(name + ".key") == 0600);

    const std::string secret = test::read(name + ".key");
    for (const char* kept : {".key", ".pub"}) {
        const Outcome again = roledb("keygen --no-passphrase -o " + name);
        CHECK(again.status == 1);
        CHECK(again.has(name + kept + ": this exists already; choose another name"));
        test::fs::remove(name + kept);
    }
    test::fs::create_symlink("elsewhere", name + ".key");
    CHECK(roledb("keygen --no-passphrase -o " + name).status == 1);
    CHECK_FALSE(test::fs::exists(folder / "elsewhere"));
    CHECK(roledb("keygen --no-passphrase -o " + folder.path().string() + "/").has("give a name for the key"));
    const Outcome nowhere = roledb("keygen --no-passphrase -o " + name + "/none/key");
    CHECK(nowhere.status == 1);
    CHECK(nowhere.has("none/key.key: cannot make the file"));
}

TEST_CASE("keygen asks twice on the terminal and shows nothing") {
    const KeyDesk desk;
    const std::string name = desk.at + "new";
    const Outcome made = desk.on_terminal("keygen -o " + name, {{"New passphrase: ", "\n"},
                                                                {"New passphrase: ", "one\n"},
                                                                {"Once more: ", "two\n"},
                                                                {"New passphrase: ", "open sesame\n"},
                                                                {"Once more: ", "open sesame\n"}});
    CHECK_MESSAGE(made.status == 0, made.output);
    CHECK(made.has("A passphrase is needed. (--no-passphrase makes a key without one.)"));
    CHECK(made.has("These were two different passphrases. Try again."));
    CHECK_FALSE(made.has("sesame"));
    CHECK(mode_of(name + ".key") == 0600);
    if (test::kIsSanitized)
        return; // the rest is five seconds in libsodium
    const auto key =
        up::SecretKey::parse(test::read(name + ".key"), [] { return db::Result<std::string>("open sesame"); });
    REQUIRE_MESSAGE(key.has_value(), key.error().text());
    CHECK(up::format_public_key(key->public_key()) == test::read(name + ".pub"));
}

TEST_CASE("keygen gives up when the person does, and makes nothing") {
    const KeyDesk desk;
    const Outcome stopped = desk.on_terminal("keygen -o " + desk.at + "new", {{"New passphrase: ", "on\x03"}});
    CHECK(stopped.status == 1);
    CHECK(stopped.has("stopped: no passphrase was given"));
    const Outcome ended = desk.on_terminal("keygen -o " + desk.at + "new", {{"New passphrase: ", "\x04"}});
    CHECK(ended.status == 1);
    const Outcome thrice =
        desk.on_terminal("keygen -o " + desk.at + "new", {{"phrase: ", "\n"}, {"phrase: ", "\n"}, {"phrase: ", "\n"}});
    CHECK(thrice.has("no passphrase was chosen; nothing was made"));
    CHECK_FALSE(test::fs::exists(desk.at + "new.key"));
    CHECK_FALSE(test::fs::exists(desk.at + "new.pub"));
}

TEST_CASE("The terminal is as before after a passphrase") {
    const KeyDesk desk;
    const std::string sign = KIOSK_BIN_DIR "/roledb sign " + desk.database + " --key " + desk.at + "staff.key";
    for (const char* answer : {"open sesame\n", "\x03"}) {
        const Outcome after = test::run_on_terminal(
            "stty -a >" + desk.at + "before; " + sign + "; stty -a >" + desk.at + "after", {{"staff.key: ", answer}});
        CHECK(after.has("staff.key: "));
        CHECK(test::read(desk.at + "before") == test::read(desk.at + "after"));
        CHECK(test::read(desk.at + "after").find(" echo ") != std::string::npos);
    }
}

TEST_CASE("sign asks for the passphrase, and again when it was wrong") {
    const KeyDesk desk;
    const std::string prompt = "Passphrase of " + desk.at + "staff.key: ";
    const std::string command = "sign " + desk.database + " --key " + desk.at + "staff.key";
    const Outcome done = desk.on_terminal(command, {{prompt, "open says me\n"}, {prompt, "open sesame\n"}});
    CHECK_MESSAGE(done.status == 0, done.output);
    CHECK(done.has("This is not the passphrase. Try again."));
    CHECK_FALSE(done.has("sesame"));
    CHECK(desk.is_signed());

    const Outcome wrong = desk.on_terminal(command, {{prompt, "a\n"}, {prompt, "b\n"}, {prompt, "c\n"}});
    CHECK(wrong.status == 1);
    CHECK(wrong.has("staff.key: the passphrase is wrong (or the key file is damaged)"));
}

TEST_CASE("sign says what it signed and where the signature lies") {
    const KeyDesk desk;
    const Outcome done = roledb("sign " + desk.database + " --key " + desk.at + "plain.key");
    CHECK(done.status == 0);
    CHECK(done.output
          == fmt::format("{}: content 7, 2 roles, {} bytes, for channel stable\n"
                         "Signed with key {}. The signature lies at {}.minisig\n",
                         desk.database, test::fs::file_size(desk.database), up::text_of(desk.key.public_key().id),
                         desk.database));
    CHECK(desk.is_signed());
    const std::string output = desk.at + "other.minisig";
    const Outcome other = roledb("sign " + desk.database + " --channel fair --key " + desk.at + "staff.key -o " + output
                                 + " --passphrase-file " + desk.at + "words");
    CHECK_MESSAGE(other.status == 0, other.output);
    const auto signature = up::parse_signature(test::read(output));
    REQUIRE(signature.has_value());
    CHECK(signature->trusted_comment.starts_with("careers-kiosk content channel=fair version=7 schema=1 size="));
}

TEST_CASE("sign signs nothing that has problems") {
    const KeyDesk desk;
    test::change(desk.database, "UPDATE role_texts SET title = ''");
    const Outcome refused = roledb("sign " + desk.database + " --key " + desk.at + "plain.key");
    CHECK(refused.status == 1);
    CHECK(refused.has("3 problems: mend them and build the database again. Nothing was signed."));
    CHECK_FALSE(test::fs::exists(desk.database + ".minisig"));
    const Outcome text = roledb("sign " + desk.at + "words --key " + desk.at + "plain.key");
    CHECK(text.status == 1);
    CHECK(text.has("this is not a database"));
    CHECK(roledb("sign " + desk.database + " --channel 'a b' --key " + desk.at + "plain.key").status == 1);
}

TEST_CASE("A key that does not open is explained") {
    const KeyDesk desk;
    const auto sign = [&](const std::string& options) { return roledb("sign " + desk.database + " --key " + options); };
    CHECK(sign(desk.at + "none.key").has("none.key: there is no such key; `roledb keygen -o NAME` makes NAME.key"));
    CHECK(sign(desk.at + "staff.pub")
              .has("staff.pub: this is the public half of a key; give the file that ends in "
                   ".key"));
    CHECK(sign(desk.database).has("roles.db: "));
    CHECK(sign(desk.at + "words").has("words: this is not a secret key: line 1 does not begin with"));
    const Outcome no_terminal = sign(desk.at + "staff.key");
    CHECK(no_terminal.status == 1);
    CHECK(no_terminal.has("staff.key: a passphrase is needed, and there is no terminal to ask for it: give it with "
                          "--passphrase-file FILE"));
    test::write(desk.folder / "wrong", "not it\n");
    CHECK(sign(desk.at + "staff.key --passphrase-file " + desk.at + "wrong").has("the passphrase is wrong"));
    test::write(desk.folder / "two", "open\nsesame\n");
    CHECK(sign(desk.at + "staff.key --passphrase-file " + desk.at + "two")
              .has("two: the passphrase must be the only line of this file"));
    CHECK(sign(desk.at + "staff.key --passphrase-file " + desk.at + "none").has("none: there is no such file"));
    CHECK_FALSE(test::fs::exists(desk.database + ".minisig"));
}
