// Attacks on what is trusted after an installation: planted content, withdrawn keys, floors, sticks of strangers. Each
// is a row of the table in db/update/README.md.
#include "tests/support/update/attack.h"

#include "db/bounds.h"
#include "db/update/newest.h"
#include "db/update/proof.h"
#include "db/update/state_folder.h"

#include <sys/stat.h>
#include <unistd.h>

using db::update::Verdict;
using test::Attack;
namespace up = db::update;
namespace fs = std::filesystem;

namespace {

/// Puts a folder like an installed version's there, by the hand of somebody who can write to the card.
void plant(const fs::path& state, std::int64_t version, std::string_view bytes, std::string_view signature) {
    const fs::path folder = state / "content" / std::to_string(version);
    fs::remove_all(folder);
    test::write(folder / "roles.db", bytes);
    test::write(folder / "roles.db.minisig", signature);
}

void point_current_at(const fs::path& state, std::int64_t version) {
    fs::remove(state / "current");
    fs::create_directory_symlink(fs::path("content") / std::to_string(version), state / "current");
}

void withdraw(const fs::path& keys, const up::SecretKey& key, const fs::path& name = "revoked/lost") {
    test::write(keys / name, up::format_public_key(key.public_key()));
}

/// Bytes that were written below STATE/incoming by one installation.
std::size_t appended_by(Attack& attack, up::InstallOutcome& outcome) {
    const auto real = up::disk();
    test::HookedDisk files(*real);
    std::size_t appends = 0;
    files.set_hook([&](const test::DiskOperation& operation) -> db::Result<bool> {
        const bool is_content = operation.path.string().find("/incoming") != std::string::npos;
        if (operation.kind == test::DiskOperation::Kind::Append && is_content)
            ++appends;
        return operation.sync_index < 0;
    });
    outcome = attack.install(files);
    return appends;
}

} // namespace

TEST_CASE_FIXTURE(Attack, "Attack: an edited database and a junk signature in the state folder") {
    plant(state, 999'999'999, "SQLite format 3 and anything", "junk");
    point_current_at(state, 999'999'999);
    const auto ring = up::KeyRing::load(keys).value();
    CHECK(up::verify_kept(ring, state / "content/999999999").error().verdict == Verdict::BadSignatureFile);
    CHECK(up::newest_installed(ring, state) == 12);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(shown() == 13);
    CHECK_FALSE(fs::exists(state / "content/999999999"));
}

TEST_CASE_FIXTURE(Attack, "Attack: the signature of a good version beside an edited database in the state folder") {
    const std::string signature = test::read(state / "content/12/roles.db.minisig");
    std::string bytes = test::database_bytes(12);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    const auto ring = up::KeyRing::load(keys).value();
    plant(state, 500, test::database_bytes(12), signature);
    CHECK(up::verify_kept(ring, state / "content/500").error().verdict == Verdict::BadManifest);
    plant(state, 12, bytes, signature);
    CHECK(up::verify_kept(ring, state / "content/12").error().verdict == Verdict::WrongSignature);
    plant(state, 12, bytes + "x", signature);
    CHECK(up::verify_kept(ring, state / "content/12").error().verdict == Verdict::WrongSize);
    plant(state, 12, test::database_bytes(12), signature);
    CHECK(up::verify_kept(ring, state / "content/12").value().manifest.version == 12);
    CHECK(up::newest_installed(ring, state) == 12);
    CHECK(install().verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(Attack, "Attack: a planted file that names a newest version") {
    test::write(state / "newest" / "AA.minisig", "junk");
    std::string forged = stranger.sign(test::digest_of_bytes("x"), test::comment_of(999'999, 1), "by nobody");
    test::write(state / "newest" / (up::text_of(key.public_key().id) + ".minisig"), forged);
    CHECK(up::newest_installed(up::KeyRing::load(keys).value(), state) == 12);
    CHECK(install().verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(Attack, "Attack: content of a key that was withdrawn since, on the glass") {
    withdraw(keys, key, "old ones/staff (1).pub.txt");
    test::write(keys / "new.pub", up::format_public_key(stranger.public_key()));
    const auto ring = up::KeyRing::load(keys).value();
    const auto refused = up::verify_kept(ring, state / "content/12");
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().verdict == Verdict::RevokedKey);
    CHECK(refused.error().detail
          == fmt::format("{}: the key {} was withdrawn", (state / "content/12/roles.db.minisig").string(),
                         up::text_of(key.public_key().id)));
    // What the stolen key reached binds nobody.
    CHECK(up::newest_installed(ring, state) == 0);
    write_stick(3, stranger);
    const auto outcome = install();
    CHECK(outcome.verdict == Verdict::Installed);
    CHECK(outcome.previous == 0);
    CHECK(shown() == 3);
    CHECK_FALSE(fs::exists(state / "content/12"));
}

TEST_CASE_FIXTURE(Attack, "Attack: going back to content of a withdrawn key") {
    test::write(keys / "new.pub", up::format_public_key(stranger.public_key()));
    write_stick(13, stranger);
    REQUIRE(install().verdict == Verdict::Installed);
    withdraw(keys, key);
    test::QuickDisk disk;
    const auto before = state_snapshot();
    const auto refused = up::roll_back(disk.files(), back_to(12));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == db::ErrorCode::NotTrusted);
    CHECK(refused.error().message.starts_with("version 12 cannot be shown: "));
    CHECK(refused.error().message.find("was withdrawn") != std::string::npos);
    CHECK(state_snapshot() == before);
    CHECK_MESSAGE(up::roll_back(disk.files(), back_to(std::nullopt)).value() == 0, "12 is none to go back to");
}

TEST_CASE_FIXTURE(Attack, "Attack: a file that withdraws an unknown key") {
    test::write(keys / "revoked" / "notes.doc", "the blue one");
    expect(Verdict::BadKeys, "notes.doc");
    fs::remove(keys / "revoked" / "notes.doc");
    test::write(keys / "revoked" / "README", "the blue one");
    test::write(keys / "revoked" / "._lost.pub", "from a Mac");
    CHECK(install().verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(Attack, "Attack: a file of a Mac or a damaged key beside a good one") {
    test::write(keys / "._staff.pub", std::string("\0\5\26\7", 4));
    test::write(keys / "torn.pub", "untrusted comment: x\nRWQ");
    CHECK(up::KeyRing::load(keys)->problems.size() == 2);
    CHECK(install().verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(Attack, "Attack: older content after the factory's was chosen") {
    install_version(13);
    test::QuickDisk disk;
    REQUIRE(up::roll_back(disk.files(), back_to(0)).value() == 0);
    trusted = 0;
    for (const std::int64_t version : {12, 13}) {
        write_stick(version);
        CHECK(install().verdict == Verdict::RolledBack);
    }
    write_stick(11);
    CHECK(install().verdict == Verdict::Older);
    CHECK(shown() == 0);
    install_version(14);
}

TEST_CASE_FIXTURE(Attack, "Attack: older content after what is shown was lost") {
    for (const bool all_is_lost : {false, true}) {
        CAPTURE(all_is_lost);
        fs::remove(state / "current");
        if (all_is_lost)
            fs::remove_all(state / "content");
        write_stick(11);
        CHECK(install().verdict == Verdict::Older);
        CHECK(install().detail.find("is older than 12, which was shown here") != std::string::npos);
        CHECK(shown() == 0);
    }
    write_stick(12);
    CHECK_MESSAGE(install().verdict == Verdict::Installed, "the newest itself may come again");
    write_stick(11, recovery);
    CHECK(install().verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(Attack, "Attack: a kept version between the shown one and the newest") {
    install_version(13);
    install_version(14);
    test::QuickDisk disk;
    REQUIRE(up::roll_back(disk.files(), back_to(12)).value() == 12);
    CHECK(up::rolled_back_versions(state) == std::set<std::int64_t>{13, 14});
    write_stick(13);
    expect(Verdict::RolledBack, "version 13 was rolled back");
}

TEST_CASE_FIXTURE(Attack, "Attack: old content on a new card or a new data partition") {
    fs::remove_all(state);
    auto now = options();
    now.least_version = 14;
    test::QuickDisk disk;
    const auto outcome = up::install(disk.files(), now);
    CHECK(outcome.verdict == Verdict::Older);
    CHECK(outcome.detail.find("version 13 is older than 14, which is the least that this kiosk takes")
          != std::string::npos);
    CHECK(shown() == 0);
    write_stick(14);
    CHECK(up::install(disk.files(), now).verdict == Verdict::Installed);
    write_stick(13, recovery);
    CHECK_MESSAGE(up::install(disk.files(), now).verdict == Verdict::Installed, "a recovery key may");
    install_version(15);
    auto back = back_to(13);
    back.least_version = 14;
    CHECK(up::roll_back(disk.files(), back).error().code == db::ErrorCode::NotTrusted);
}

TEST_CASE_FIXTURE(Attack, "Attack: a stranger's stick that makes the kiosk write") {
    const std::string& bytes = test::database_bytes(13);
    const auto with = [&](std::string_view comment, const up::SecretKey& signer) {
        return [this, &bytes, comment = std::string(comment), &signer] { write_stick(bytes, comment, signer); };
    };
    const std::string good = test::comment_of(13, bytes.size());
    const std::pair<Verdict, std::function<void()>> sticks[] = {
        {Verdict::BadSignatureFile, [&] { test::write(signature(), "anything"); }},
        {Verdict::UnknownKey, with(good, stranger)},
        {Verdict::RevokedKey, with(good, revoked)},
        {Verdict::AlteredManifest, [&] { test::replace(signature(), "version=13", "version=99"); }},
        {Verdict::BadManifest, with("words", key)},
        {Verdict::WrongChannel,
         with(fmt::format("careers-kiosk content channel=draft version=13 schema=1 size={}", bytes.size()), key)},
        {Verdict::WrongSize, with(test::comment_of(13, bytes.size() - 1), key)},
        {Verdict::Older, with(test::comment_of(11, bytes.size()), key)},
        {Verdict::WildJump, with(test::comment_of(2000, bytes.size()), key)},
        {Verdict::BadKeys, [&] { test::write(keys / "revoked/x", "no key"); }},
    };
    for (const auto& [verdict, make] : sticks) {
        const std::string wanted(up::verdict_name(verdict));
        CAPTURE(wanted);
        write_stick(13);
        make();
        up::InstallOutcome outcome;
        CHECK(appended_by(*this, outcome) == 0);
        CHECK(outcome.verdict == verdict);
    }
    fs::remove(keys / "revoked/x");
    write_stick(13);
    up::InstallOutcome outcome;
    CHECK(appended_by(*this, outcome) > 0);
    CHECK(outcome.verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(Attack, "Attack: databases at the edges of sizes") {
    constexpr std::uintmax_t kGiB = 1024ull * 1024 * 1024;
    for (const std::uintmax_t size : {std::uintmax_t{0}, std::uintmax_t{1}, std::uintmax_t{db::kMaxDatabaseBytes},
                                      std::uintmax_t{db::kMaxDatabaseBytes} + 1, 2 * kGiB + 1, 4 * kGiB + 1}) {
        CAPTURE(size);
        write_stick(13);
        fs::resize_file(database(), size); // sparse
        const bool is_too_large = size > db::kMaxDatabaseBytes;
        up::InstallOutcome outcome;
        CHECK(appended_by(*this, outcome) == 0);
        CHECK(outcome.verdict == (is_too_large ? Verdict::TooLarge : Verdict::WrongSize));
        // The same in the state folder: the size is looked at before a byte is read.
        const fs::path kept = state / "content/12/roles.db";
        fs::permissions(kept, fs::perms::owner_all);
        fs::resize_file(kept, size);
        CHECK(up::verify_kept(up::KeyRing::load(keys).value(), kept.parent_path()).error().verdict
              == Verdict::WrongSize);
        test::write(kept, test::database_bytes(12));
    }
    write_stick("", test::comment_of(13, 0), key);
    CHECK(install().verdict == Verdict::BadContent);
}

TEST_CASE_FIXTURE(Attack, "Attack: a link, a folder or a pipe as the lock") {
    const fs::path precious = folder() / "precious";
    test::write(precious, "not to be touched");
    const std::function<void()> plants[] = {
        [&] { fs::create_symlink(precious, state / "lock"); },
        [&] { fs::create_symlink("/nowhere/at all", state / "lock"); },
        [&] { test::write(state / "lock" / "file", "x"); },
        [&] { REQUIRE(mkfifo((state / "lock").c_str(), 0600) == 0); },
    };
    std::int64_t version = 12;
    for (const auto& plant_it : plants) {
        fs::remove_all(state / "lock");
        plant_it();
        install_version(++version);
        CHECK(fs::is_regular_file(fs::symlink_status(state / "lock")));
    }
    CHECK(test::read(precious) == "not to be touched");
}
