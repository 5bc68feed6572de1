// Attacks with what lies on the stick, whatever it is signed with. Each is a row of the table in db/update/README.md.
#include "tests/support/update/attack.h"

#include "db/update/state_lock.h"

#include <array>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <thread>
#include <unistd.h>

using db::update::Stage;
using db::update::Verdict;
using test::Attack;
namespace up = db::update;
namespace fs = std::filesystem;

TEST_CASE_FIXTURE(Attack, "Attack: a pipe in place of a file") {
    for (const fs::path& file : {database(), signature()}) {
        write_stick(13);
        fs::remove(file);
        REQUIRE(mkfifo(file.c_str(), 0600) == 0);
        expect(Verdict::NotAFile, file.string());
        fs::remove(file);
    }
}

TEST_CASE_FIXTURE(Attack, "Attack: a device in place of a file") {
    for (const fs::path& file : {database(), signature()}) {
        write_stick(13);
        fs::remove(file);
        // /dev/zero, which never ends; a socket where only root may make devices.
        if (mknod(file.c_str(), S_IFCHR | 0600, makedev(1, 5)) != 0)
            REQUIRE(mknod(file.c_str(), S_IFSOCK | 0600, 0) == 0);
        expect(Verdict::NotAFile, file.string());
        fs::remove(file);
    }
}

TEST_CASE_FIXTURE(Attack, "Attack: a folder in place of a file") {
    for (const fs::path& file : {database(), signature()}) {
        write_stick(13);
        fs::remove(file);
        fs::create_directory(file);
        expect(Verdict::NotAFile, file.string());
        fs::remove(file);
    }
}

TEST_CASE_FIXTURE(Attack, "Attack: a link in place of a file") {
    for (const fs::path& file : {database(), signature()}) {
        write_stick(13);
        const fs::path elsewhere = folder() / "elsewhere";
        fs::rename(file, elsewhere);
        for (const fs::path& target : {elsewhere, fs::path("/dev/zero"), fs::path("nowhere")}) {
            fs::create_symlink(target, file);
            expect(Verdict::NotAFile, file.string());
            fs::remove(file);
        }
    }
}

TEST_CASE_FIXTURE(Attack, "Attack: a link in place of the folder") {
    fs::rename(stick / "kiosk", folder() / "elsewhere");
    fs::create_symlink(folder() / "elsewhere", stick / "kiosk");
    expect(Verdict::NotAFile, (stick / "kiosk").string());
}

TEST_CASE_FIXTURE(Attack, "Attack: a file in place of the folder") {
    fs::remove_all(stick / "kiosk");
    test::write(stick / "kiosk", "x");
    expect(Verdict::NotAFile, (stick / "kiosk").string());
}

TEST_CASE_FIXTURE(Attack, "Attack: a database without end") {
    REQUIRE(truncate(database().c_str(), off_t{10} << 30) == 0);
    expect(Verdict::TooLarge, "10737418240 bytes");
}

TEST_CASE_FIXTURE(Attack, "Attack: a signature without end") {
    REQUIRE(truncate(signature().c_str(), off_t{10} << 30) == 0);
    expect(Verdict::TooLarge, "roles.db.minisig");
}

TEST_CASE_FIXTURE(Attack, "Attack: a database that grows while it is read") {
    write_large_stick();
    const auto before = state_snapshot();
    check(install_and(Stage::Copying, [&] { std::ofstream(database(), std::ios::app) << "more"; }), Verdict::Changed,
          "roles.db", before);
}

TEST_CASE_FIXTURE(Attack, "Attack: a database that shrinks while it is read") {
    write_large_stick();
    const auto before = state_snapshot();
    check(install_and(Stage::Copying, [&] { fs::resize_file(database(), test::kManyPieces - 1); }), Verdict::Changed,
          "roles.db", before);
}

TEST_CASE_FIXTURE(Attack, "Attack: a database that is written to while it is read") {
    write_large_stick();
    const auto before = state_snapshot();
    const auto act = [&] {
        std::fstream file(database(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(0);
        file << 'y';
    };
    check(install_and(Stage::Copying, act), Verdict::Changed, "roles.db", before);
}

TEST_CASE_FIXTURE(Attack, "Attack: another database after the first was verified") {
    for (Stage stage : {Stage::Verifying, Stage::Checking, Stage::Storing}) {
        const std::int64_t version = shown() + 1;
        write_stick(version);
        CHECK(install_and(stage, [&] { test::write(database(), "another"); }).verdict == Verdict::Installed);
        CHECK(shown() == version);
        CHECK(problem_of(up::content_to_try(state).front()).empty());
    }
}

TEST_CASE_FIXTURE(Attack, "Attack: names that look like ours") {
    const std::string good = test::read(database());
    for (const char* name : {"KIOSK/ROLES.DB", "Kiosk/roles.db", "kiosk /roles.db", ".kiosk/roles.db", "kiosk/Roles.db",
                             "kiosk/roles.db ", "kiosk/.roles.db", "kiosk/roles.db.", "kiosk/roles.db\n", "roles.db",
                             "kiosk/kiosk/roles.db", "kiosk\xcc\x80/roles.db"}) {
        CAPTURE(name);
        fs::remove_all(stick);
        fs::create_directory(stick);
        test::write(stick / name, good);
        expect(Verdict::NoContent);
    }
    fs::remove_all(stick);
    test::write(stick / "kiosk" / std::string(255, 'r'), good);
    expect(Verdict::NoContent);
}

TEST_CASE_FIXTURE(Attack, "Attack: two sticks at once") {
    {
        const auto lock = up::StateLock::take(state, std::chrono::milliseconds(0));
        REQUIRE(lock.has_value());
        expect(Verdict::Busy, "lock");
    }
    std::array<up::InstallOutcome, 2> outcomes;
    test::InstallDesk other;
    other.write_stick(test::database_bytes(14), test::comment_of(14, test::database_bytes(14).size()), key);
    const auto install_from = [&](std::size_t index, const fs::path& source) {
        auto now = options();
        now.source = source;
        now.patience = std::chrono::seconds(30);
        const auto files = up::disk();
        outcomes.at(index) = up::install(*files, now);
    };
    std::thread second(install_from, 1, other.stick);
    install_from(0, stick);
    second.join();
    CHECK((outcomes[0].verdict == Verdict::Installed || outcomes[0].verdict == Verdict::Older));
    CHECK(outcomes[1].verdict == Verdict::Installed);
    CHECK(shown() == 14);
    for (const auto& content : up::kept_content(state))
        CHECK(problem_of(content).empty());
}

TEST_CASE_FIXTURE(Attack, "Attack: the stick pulled before it is read") {
    const auto before = state_snapshot();
    check(install_and(Stage::Looking, [&] { pull(); }), Verdict::StickGone, stick.string(), before);
}

TEST_CASE_FIXTURE(Attack, "Attack: the stick pulled while it is copied") {
    write_large_stick();
    const auto before = state_snapshot();
    check(install_and(Stage::Copying, [&] { pull(); }), Verdict::StickGone, "roles.db", before);
}

TEST_CASE_FIXTURE(Attack, "Attack: the stick pulled after it was copied") {
    for (Stage stage : {Stage::Verifying, Stage::Checking, Stage::Storing}) {
        const std::int64_t version = shown() + 1;
        write_stick(version);
        CHECK(install_and(stage, [&] { pull(); }).verdict == Verdict::Installed);
        CHECK(shown() == version);
        CHECK(problem_of(up::content_to_try(state).front()).empty());
    }
}
