// Attacks with what is signed and how. Each is a row of the table in db/update/README.md.
#include "tests/support/update/attack.h"

#include "tests/support/command_support.h"

#include <set>

using db::update::Verdict;
using test::Attack;
namespace up = db::update;
namespace fs = std::filesystem;

TEST_CASE_FIXTURE(Attack, "A good stick is installed, so that the attacks below differ from it in one thing each") {
    CHECK(install().verdict == Verdict::Installed);
    CHECK(shown() == 13);
}

TEST_CASE_FIXTURE(Attack, "Attack: arbitrary content") {
    test::write(database(), "<html>anything</html>");
    test::write(signature(), "anything");
    expect(Verdict::BadSignatureFile, "roles.db.minisig: ");
}

TEST_CASE_FIXTURE(Attack, "Attack: arbitrary content beside a good signature") {
    test::write(database(), std::string(test::database_bytes(13).size(), '\0'));
    expect(Verdict::WrongSignature);
}

TEST_CASE_FIXTURE(Attack, "Attack: one bit of the database flipped") {
    std::string bytes = test::database_bytes(13);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    test::write(database(), bytes);
    expect(Verdict::WrongSignature);
}

TEST_CASE_FIXTURE(Attack, "Attack: signed with a key that is not known") {
    write_stick(13, stranger);
    expect(Verdict::UnknownKey, up::text_of(stranger.public_key().id));
}

TEST_CASE_FIXTURE(Attack, "Attack: signed with another key under the id of a known one") {
    std::string signature_text = test::read(signature());
    write_stick(13, stranger);
    // The id is bytes 2 to 9 of the decoded second line: base64 characters 3 to 13.
    std::string other = test::read(signature());
    const std::size_t start = signature_text.find('\n') + 1;
    other.replace(other.find('\n') + 1 + 3, 10, signature_text.substr(start + 3, 10));
    test::write(signature(), other);
    const auto outcome = install(); // some bits of the id lie in characters that it shares with the key
    CHECK((outcome.verdict == Verdict::AlteredManifest || outcome.verdict == Verdict::UnknownKey));
    expect(outcome.verdict);
}

TEST_CASE_FIXTURE(Attack, "Attack: signed with a key that was withdrawn") {
    write_stick(13, revoked);
    expect(Verdict::RevokedKey, up::text_of(revoked.public_key().id));
}

TEST_CASE_FIXTURE(Attack, "Attack: legacy signature that is valid under a known key") {
    const fs::path secret = folder() / "staff.key";
    test::write(secret, key.format("").value());
    const auto made = test::run(fmt::format("minisign -S -l -W -s '{}' -m '{}' -x '{}' -t '{}' </dev/null",
                                            secret.string(), database().string(), signature().string(),
                                            test::comment_of(13, test::database_bytes(13).size())));
    REQUIRE_MESSAGE(made.status == 0, made.output);
    expect(Verdict::LegacySignature, "roles.db.minisig: ");
}

TEST_CASE_FIXTURE(Attack, "Attack: the signature of another file") {
    const std::string other = test::read(signature());
    write_stick(14);
    test::write(signature(), other);
    expect(Verdict::WrongSignature);
}

TEST_CASE_FIXTURE(Attack, "Attack: bytes after the signature") {
    test::write(signature(), test::read(signature()) + "x");
    expect(Verdict::BadSignatureFile);
}

TEST_CASE_FIXTURE(Attack, "Attack: a second signature after the first") {
    test::write(signature(), test::read(signature()) + test::read(signature()));
    expect(Verdict::BadSignatureFile);
}

TEST_CASE_FIXTURE(Attack, "Attack: bytes after the database") {
    test::write(database(), test::read(database()) + "x");
    expect(Verdict::WrongSize);
}

TEST_CASE_FIXTURE(Attack, "Attack: a database cut off") {
    test::write(database(), test::database_bytes(13).substr(0, 8192));
    expect(Verdict::WrongSize);
}

TEST_CASE_FIXTURE(Attack, "Attack: an edited trusted comment") {
    test::replace(signature(), "version=13", "version=99");
    expect(Verdict::AlteredManifest);
}

TEST_CASE_FIXTURE(Attack, "Attack: the trusted comment of another signature by the same key") {
    const std::string thirteen = test::read(signature());
    write_stick(14);
    const std::string fourteen = test::read(signature());
    const auto tail = [](const std::string& text) { return text.substr(text.find("trusted comment: ", 20)); };
    test::write(signature(), fourteen.substr(0, fourteen.find("trusted comment: ", 20)) + tail(thirteen));
    expect(Verdict::AlteredManifest);
}

TEST_CASE_FIXTURE(Attack, "Attack: a signed text that is no manifest") {
    write_stick(test::database_bytes(13), "timestamp:1764000000\tfile:roles.db\thashed", key);
    expect(Verdict::BadManifest);
}

TEST_CASE_FIXTURE(Attack, "Attack: a signed request for logs in place of content") {
    const std::string& bytes = test::database_bytes(13);
    write_stick(bytes,
                fmt::format("careers-kiosk logs-request channel=stable version=0 schema=0 size={}", bytes.size()), key);
    expect(Verdict::BadManifest);
}

TEST_CASE_FIXTURE(Attack, "Attack: downgrade") {
    write_stick(11);
    expect(Verdict::Older, "version 11 is older than 12");
}

TEST_CASE_FIXTURE(Attack, "Attack: downgrade below the factory's content") {
    fs::remove_all(state);
    test::write(factory, test::database_bytes(12));
    write_stick(11);
    const auto outcome = install();
    CHECK(outcome.verdict == Verdict::Older);
    CHECK(outcome.previous == 12);
    CHECK(shown() == 0);
}

TEST_CASE_FIXTURE(Attack, "Attack: wild jump") {
    write_stick(12 + up::kMaxVersionJump + 1);
    expect(Verdict::WildJump, "version 1013 is more than 1000 above 12");
}

TEST_CASE_FIXTURE(Attack, "Attack: a version that was rolled back") {
    install_version(13);
    test::QuickDisk disk;
    REQUIRE(up::roll_back(disk.files(), back_to(std::nullopt)).value() == 12);
    write_stick(13);
    expect(Verdict::RolledBack, "version 13 was rolled back");
}

TEST_CASE_FIXTURE(Attack, "Attack: content of another product") {
    const std::string& bytes = test::database_bytes(13);
    std::string comment = test::comment_of(13, bytes.size());
    write_stick(bytes, comment.replace(0, 13, "voting-booths"), key);
    expect(Verdict::WrongProduct, "voting-booths");
}

TEST_CASE_FIXTURE(Attack, "Attack: content of another channel") {
    const std::string& bytes = test::database_bytes(13);
    write_stick(bytes, fmt::format("careers-kiosk content channel=draft version=13 schema=1 size={}", bytes.size()),
                key);
    expect(Verdict::WrongChannel, "draft");
}

TEST_CASE_FIXTURE(Attack, "Attack: another schema in the manifest") {
    const std::string& bytes = test::database_bytes(13);
    write_stick(bytes, fmt::format("careers-kiosk content channel=stable version=13 schema=2 size={}", bytes.size()),
                key);
    expect(Verdict::WrongSchema, "update the kiosk first");
}

TEST_CASE_FIXTURE(Attack, "Attack: another schema in the database") {
    test::change(database(), "PRAGMA user_version = 2");
    const std::string bytes = test::read(database());
    write_stick(bytes, test::comment_of(13, bytes.size()), key);
    expect(Verdict::WrongSchema);
}

TEST_CASE_FIXTURE(Attack, "Attack: signed, but with a table that is not ours") {
    test::change(database(), "CREATE TABLE more (x)");
    const std::string bytes = test::read(database());
    write_stick(bytes, test::comment_of(13, bytes.size()), key);
    expect(Verdict::BadContent, "table more");
}

TEST_CASE_FIXTURE(Attack, "Attack: signed, but with a text out of bounds") {
    test::change(database(), "UPDATE role_texts SET title = ''");
    const std::string bytes = test::read(database());
    write_stick(bytes, test::comment_of(13, bytes.size()), key);
    expect(Verdict::BadContent, "table role_texts");
}

TEST_CASE_FIXTURE(Attack, "Attack: signed, but with damaged pages") {
    std::string bytes = test::database_bytes(13);
    for (std::size_t page = 2; page + 1 < bytes.size() / 4096; page += 2)
        bytes.replace(page * 4096, 64, std::string(64, '\xff'));
    write_stick(bytes, test::comment_of(13, bytes.size()), key);
    expect(Verdict::BadContent);
}

TEST_CASE_FIXTURE(Attack, "Attack: signed, but no database") {
    write_stick("plain text", test::comment_of(13, 10), key);
    expect(Verdict::BadContent, "roles.db");
}

TEST_CASE_FIXTURE(Attack, "Attack: another size in the manifest") {
    const std::string& bytes = test::database_bytes(13);
    write_stick(bytes, test::comment_of(13, bytes.size() + 1), key);
    expect(Verdict::WrongSize);
}

TEST_CASE_FIXTURE(Attack, "Attack: another version in the manifest than in the database") {
    const std::string& bytes = test::database_bytes(13);
    write_stick(bytes, test::comment_of(14, bytes.size()), key);
    expect(Verdict::WrongSize, "the manifest says version 14, and the database says 13");
}

TEST_CASE_FIXTURE(Attack, "Attack: the version that is shown with other bytes") {
    test::replace(database(), "First of 13", "First of 12");
    const std::string bytes = test::read(database());
    write_stick(bytes, test::comment_of(12, bytes.size()), key);
    expect(Verdict::SameVersion, "another version 12");
}

TEST_CASE_FIXTURE(Attack, "Attack: the factory's version with other bytes") {
    fs::remove_all(state);
    test::write(factory, test::database_bytes(12));
    const std::string& bytes = test::database_bytes(13);
    write_stick(bytes, test::comment_of(12, bytes.size()), key);
    CHECK(install().verdict == Verdict::SameVersion);
    CHECK(shown() == 0);
}

TEST_CASE_FIXTURE(Attack, "Attack: names out of the folder in the manifest") {
    const std::string& bytes = test::database_bytes(13);
    for (const char* part : {"version=../13", "version=13/../../x", "version=013", "version=-13", "version=+13",
                             "version=0", "version=99999999999999999999"}) {
        CAPTURE(part);
        write_stick(bytes, fmt::format("careers-kiosk content channel=stable {} schema=1 size={}", part, bytes.size()),
                    key);
        expect(Verdict::BadManifest);
    }
}

TEST_CASE_FIXTURE(Attack, "Attack: no signature") {
    fs::remove(signature());
    expect(Verdict::NoSignature, "roles.db.minisig");
}

TEST_CASE("Every row of the attack table names a test, and every attack has a row") {
    std::string source;
    for (const char* part : {"", "stick_", "kiosk_", "trust_"})
        source += test::read(fmt::format("{}/tests/install_{}attacks_test.cpp", KIOSK_SOURCE_DIR, part));
    const std::string table = test::read(KIOSK_SOURCE_DIR "/db/update/README.md");
    const auto all = [](const std::string& text, std::string_view before, char after) {
        std::multiset<std::string> found;
        for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
            at += before.size();
            found.insert(text.substr(at, text.find(after, at) - at));
        }
        return found;
    };
    const auto tests = all(source, "TEST_CASE_FIXTURE(Attack, \"Attack: ", '"');
    const auto rows = all(table, "| `Attack: ", '`');
    CHECK(tests.size() >= 50);
    for (const std::string& name : tests)
        CHECK_MESSAGE(rows.count(name) == 1, "no row, or more than one, in db/update/README.md for: " << name);
    for (const std::string& name : rows)
        CHECK_MESSAGE(tests.count(name) == 1, "db/update/README.md names a test that is not there: " << name);
}
