#include "db/update/make_stick.h"

#include "db/bounds.h"
#include "db/update/file_system.h"
#include "tests/support/database_support.h"
#include "tests/support/update/hooked_disk.h"

#include <algorithm>
#include <functional>

namespace {

namespace up = db::update;
namespace fs = std::filesystem;

up::CheckedDatabase checked(const fs::path& file, std::string_view channel = up::kDefaultChannel) {
    std::vector<db::Error> problems;
    const auto found = up::check_to_sign(file, channel, problems);
    REQUIRE_MESSAGE(found.has_value(), found.error().text());
    return *found;
}

/// A database, its signature, and a folder that is the stick.
struct MakerDesk {
    test::ScratchFolder folder;
    fs::path database = test::small_database(folder);
    fs::path mount = folder / "stick";
    up::SecretKey key = up::SecretKey::generate();
    std::unique_ptr<up::FileSystem> real = up::disk();
    test::HookedDisk disk{*real};

    MakerDesk() { fs::create_directory(mount); }

    [[nodiscard]] std::vector<up::StickFile> files() const {
        const auto found = checked(database);
        return {{"roles.db", up::StickFile::Copy{database, found.digest, found.manifest.size}},
                {"roles.db.minisig", up::sign_database(key, found)}};
    }
    db::Result<void> write(const std::vector<up::StickFile>& stick,
                           const std::function<void(const up::StickProgress&)>& on_progress = {}) {
        return up::write_stick(disk, mount, stick, on_progress);
    }
    [[nodiscard]] std::string on_stick(std::string_view name) const {
        return test::read(mount / "kiosk" / std::string(name));
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> found;
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(mount / "kiosk", ignored))
            found.push_back(entry.path().filename().string());
        std::sort(found.begin(), found.end());
        return found;
    }
};

std::string problem(const db::Result<void>& outcome) {
    return outcome ? "none" : outcome.error().message;
}

} // namespace

TEST_CASE("The manifest comes from a database that was checked completely") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    const auto found = checked(file, "fair");
    CHECK(up::format_manifest(found.manifest)
          == fmt::format("careers-kiosk content channel=fair version=7 schema=1 size={}", fs::file_size(file)));
    CHECK(found.roles == 2);
    CHECK(found.digest == up::digest_of(file).value());

    std::vector<db::Error> problems;
    const auto no_channel = up::check_to_sign(file, "The Fair", problems);
    REQUIRE_FALSE(no_channel.has_value());
    CHECK(no_channel.error().message.starts_with("'The Fair' is no name of a channel: use 1 to 64 of a-z"));
    CHECK_FALSE(up::check_to_sign(folder / "none.db", "stable", problems).has_value());
    CHECK_FALSE(up::check_to_sign(folder / "content/content.toml", "stable", problems).has_value());
    test::change(file, "UPDATE role_texts SET title = ''");
    const auto bad = up::check_to_sign(file, "stable", problems);
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().code == db::ErrorCode::Corrupt);
    CHECK(problems.size() == 3);
}

TEST_CASE("Databases at the edges of sizes are refused at the desk before they are read") {
    constexpr std::uintmax_t kGiB = 1024ull * 1024 * 1024;
    const test::ScratchFolder folder;
    const fs::path file = folder / "roles.db";
    std::vector<db::Error> problems;
    for (const std::uintmax_t size : {std::uintmax_t{0}, std::uintmax_t{1}, std::uintmax_t{db::kMaxDatabaseBytes} + 1,
                                      2 * kGiB + 1, 4 * kGiB + 1}) {
        CAPTURE(size);
        test::write(file, "");
        fs::resize_file(file, size); // sparse
        const auto checked = up::check_to_sign(file, "stable", problems);
        REQUIRE_FALSE(checked.has_value());
        CHECK(checked.error().where == file.string());
        CHECK((checked.error().message.find("larger than 512 MiB") != std::string::npos)
              == (size > db::kMaxDatabaseBytes));
        CHECK(up::digest_of(file).has_value() == (size <= db::kMaxDatabaseBytes));
    }
}

TEST_CASE("A signature that does not belong to the database is refused at the desk") {
    const MakerDesk desk;
    const auto found = checked(desk.database);
    const auto pub = desk.key.public_key();
    const std::string good = up::sign_database(desk.key, found);
    CHECK(problem(up::check_signature(good, found, &pub)) == "none");
    CHECK(problem(up::check_signature(good, found, nullptr)) == "none");

    const auto other = up::SecretKey::generate().public_key();
    CHECK(problem(up::check_signature(good, found, &other))
          == fmt::format("the signature was made with key {}, not with key {}; give the public key that lies on the "
                         "kiosk, or sign the database again with `roledb sign`",
                         up::text_of(pub.id), up::text_of(other.id)));
    CHECK(problem(up::check_signature("", found, &pub))
          == "this is no signature: line 1 is missing; sign the database again with `roledb sign`");
    auto changed = found;
    changed.digest[0] ^= 1;
    CHECK(problem(up::check_signature(good, changed, &pub))
          == "the signature is not of this database; sign the database again with `roledb sign`");
    changed = found;
    changed.manifest.version = 8;
    CHECK(problem(up::check_signature(good, changed, nullptr)).starts_with("the signature is for 'careers-kiosk "));
    std::string altered = good;
    altered.replace(altered.find("channel=stable"), 14, "channel=public");
    changed = found;
    changed.manifest.channel = "public";
    CHECK(problem(up::check_signature(altered, changed, &pub))
          == "the signature is not of this database; sign the database again with `roledb sign`");
    const std::string foreign = desk.key.sign(found.digest, "timestamp:1\tfile:roles.db", "by minisign");
    CHECK(problem(up::check_signature(foreign, found, &pub)).starts_with("the product of the signature is not"));
}

TEST_CASE("A request for the logs is signed, and no content") {
    const auto key = up::SecretKey::generate();
    const up::RequestTerms terms{up::make_request_id(), "hall-2", "", 14, ""};
    const auto request = up::sign_logs_request(key, "fair", terms);
    REQUIRE(request.has_value());
    CHECK(up::parse_terms(request->text) == terms);
    const auto signature = up::parse_signature(request->signature);
    REQUIRE(signature.has_value());
    up::Hasher hasher;
    hasher.add(request->text);
    CHECK(up::signs(key.public_key(), *signature, hasher.finish()));
    CHECK(up::signs_comment(key.public_key(), *signature));
    const auto manifest = up::parse_manifest(signature->trusted_comment);
    REQUIRE(manifest.has_value());
    CHECK(manifest->subject == up::Subject::LogsRequest);
    CHECK(manifest->channel == "fair");
    CHECK(manifest->size == static_cast<std::int64_t>(request->text.size()));
    CHECK_FALSE(up::sign_logs_request(key, "", terms).has_value());
    CHECK_FALSE(up::sign_logs_request(key, "fair", {}).has_value());
}

TEST_CASE("A stick holds what was signed, and other files of it stay") {
    MakerDesk desk;
    test::write(desk.mount / "holiday.jpg", "picture");
    test::write(desk.mount / "kiosk/.roles.db.part", "left by a stick that was pulled");
    test::write(desk.mount / "kiosk/roles.db", "old");
    const auto files = desk.files();
    std::int64_t written = 0;
    std::int64_t read = 0;
    std::int64_t total = 0;
    const auto outcome = desk.write(files, [&](const up::StickProgress& progress) {
        CHECK(progress.done <= progress.total);
        (progress.is_reading_back ? read : written) = progress.done;
        total = progress.total;
    });
    REQUIRE_MESSAGE(outcome.has_value(), outcome.error().text());
    CHECK(desk.on_stick("roles.db") == test::read(desk.database));
    CHECK(desk.on_stick("roles.db.minisig") == std::get<std::string>(files[1].bytes));
    CHECK(desk.names() == std::vector<std::string>{"roles.db", "roles.db.minisig"});
    CHECK(test::read(desk.mount / "holiday.jpg") == "picture");
    CHECK(written == total);
    CHECK(read == total);
    CHECK(total == static_cast<std::int64_t>(fs::file_size(desk.database) + desk.on_stick("roles.db.minisig").size()));
    CHECK(desk.write(files).has_value()); // again, over itself
}

TEST_CASE("A stick that fails or is pulled at any step holds the old, the new, or nothing that is signed") {
    const std::string old_database = "old database";
    const std::string old_signature = "old signature";
    int failures = 0;
    for (const bool is_pulled : {false, true}) {
        for (int step = 0;; ++step) {
            MakerDesk desk;
            test::write(desk.mount / "kiosk/roles.db", old_database);
            test::write(desk.mount / "kiosk/roles.db.minisig", old_signature);
            const auto files = desk.files();
            bool has_failed = false;
            desk.disk.set_hook([&](const test::DiskOperation& operation) -> db::Result<bool> {
                if (operation.index < step || (has_failed && !is_pulled))
                    return true;
                has_failed = true;
                return db::fail(db::ErrorCode::Io, "Input/output error", operation.path.string());
            });
            const auto outcome = desk.write(files);
            if (!has_failed) {
                CHECK(outcome.has_value());
                break;
            }
            ++failures;
            CAPTURE(step);
            REQUIRE_FALSE(outcome.has_value());
            CHECK(outcome.error().message.find("was the stick pulled out?") != std::string::npos);
            const std::string database = desk.on_stick("roles.db");
            const std::string signature = desk.on_stick("roles.db.minisig");
            const bool is_old = database == old_database && signature == old_signature;
            const bool is_new =
                database == test::read(desk.database) && signature == std::get<std::string>(files[1].bytes);
            CHECK((is_old || is_new || signature.empty()));
            for (const std::string& name : desk.names()) {
                const bool is_left_over = name.ends_with(".part");
                CHECK((is_pulled || !is_left_over));
            }
        }
    }
    CHECK(failures > 20);
}

TEST_CASE("A full stick is said before anything is written") {
    MakerDesk desk;
    test::write(desk.mount / "kiosk/roles.db", "old");
    desk.disk.free = 100'000;
    const auto outcome = desk.write(desk.files());
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == db::ErrorCode::NoSpace);
    CHECK(outcome.error().text()
          == desk.mount.string()
                 + ": the stick is full: 0.6 MiB are needed and 0.1 MiB are free; delete something on it, "
                   "or use another stick");
    CHECK(desk.names() == std::vector<std::string>{"roles.db"});
    CHECK(desk.on_stick("roles.db") == "old");
}

TEST_CASE("A worn stick is noticed when it is read back") {
    MakerDesk desk;
    desk.disk.corrupts = true;
    const auto outcome = desk.write(desk.files());
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().message
          == "what lies on the stick is not what was written: the stick is worn or fake; use another one");
    CHECK(desk.names() == std::vector<std::string>{"roles.db"});
}

TEST_CASE("A database that changes while it is copied does not come on the stick") {
    MakerDesk desk;
    const auto files = desk.files();
    test::change(desk.database, "UPDATE role_texts SET tagline = 'Another.'");
    const auto outcome = desk.write(files);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().text() == desk.database.string() + ": the file changed while it was copied; run this again");
    CHECK(desk.names().empty());
}

TEST_CASE("A place that is no stick is said") {
    MakerDesk desk;
    const auto files = desk.files();
    desk.mount = desk.folder / "none";
    CHECK(problem(desk.write(files)).starts_with("there is no such folder: plug the stick in"));
    desk.mount = desk.database;
    CHECK(problem(desk.write(files)).starts_with("this is not a folder"));
    desk.mount = desk.folder / "stick";
    test::write(desk.mount / "kiosk", "a file of this name");
    CHECK(problem(desk.write(files)) != "none");
}
