// Attacks on the kiosk itself: its disk, its keys, its state folder. Each is a row of the table in db/update/README.md.
#include "tests/support/update/attack.h"

#include <set>

using db::update::Verdict;
using test::Attack;
namespace up = db::update;
namespace fs = std::filesystem;

namespace {

std::string without_first_line(const std::string& text) {
    return text.substr(text.find('\n') + 1);
}

/// But for what is named after a key, which each desk has of its own.
std::set<std::string> names_of(const test::Snapshot& files) {
    std::set<std::string> names;
    for (const auto& [name, what] : files)
        names.insert(name.starts_with("newest/") ? "newest/KEY" : name);
    return names;
}

} // namespace

TEST_CASE_FIXTURE(Attack, "Attack: no keys on the kiosk") {
    fs::remove_all(keys);
    trusted = 0;
    expect(Verdict::NoKeys, keys.string());
    fs::create_directory(keys);
    expect(Verdict::NoKeys, keys.string());
}

TEST_CASE_FIXTURE(Attack, "Attack: only withdrawn keys on the kiosk") {
    fs::remove(keys / "staff.pub");
    fs::remove(keys / "withdrawn.pub");
    fs::remove_all(keys / "recovery");
    trusted = 0;
    expect(Verdict::NoKeys, keys.string());
}

TEST_CASE_FIXTURE(Attack, "Attack: a damaged key on the kiosk") {
    test::write(keys / "staff.pub", without_first_line(test::read(keys / "staff.pub")));
    trusted = 0;
    expect(Verdict::UnknownKey, up::text_of(key.public_key().id));
    CHECK(up::KeyRing::load(keys)->problems.front().file == keys / "staff.pub");
    fs::remove_all(keys / "recovery");
    fs::remove(keys / "withdrawn.pub");
    expect(Verdict::NoKeys, "staff.pub");
}

TEST_CASE_FIXTURE(Attack, "Attack: full disk") {
    const auto real = up::disk();
    test::HookedDisk files(*real);
    files.free = up::kReservedBytes + test::database_bytes(13).size() - 1;
    expect(Verdict::NoSpace, "are free", &files);
    files.free = up::kReservedBytes + test::database_bytes(13).size();
    CHECK(install(files).verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(Attack, "Attack: a disk that fills up while it is written") {
    const auto real = up::disk();
    test::HookedDisk files(*real);
    files.set_hook([](const test::DiskOperation& operation) -> db::Result<bool> {
        if (operation.kind == test::DiskOperation::Kind::Append)
            return db::fail(db::ErrorCode::NoSpace, "cannot write the file: no space left", operation.path.string());
        return true;
    });
    expect(Verdict::NoSpace, "incoming/roles.db", &files);
}

TEST_CASE_FIXTURE(Attack, "Attack: read-only disk") {
    const auto real = up::disk();
    test::HookedDisk files(*real);
    files.set_hook([](const test::DiskOperation& operation) -> db::Result<bool> {
        if (operation.kind == test::DiskOperation::Kind::FreeBytes)
            return true;
        return db::fail(db::ErrorCode::Io, "cannot write: read-only file system", operation.path.string());
    });
    expect(Verdict::DiskFailed, "read-only file system", &files);
}

TEST_CASE_FIXTURE(Attack, "Attack: a disk that stores other bytes") {
    const auto real = up::disk();
    test::HookedDisk files(*real);
    files.corrupts = true;
    const auto before = state_snapshot();
    check(install(files), Verdict::DiskFailed, "what was written is not what is read back", before);
}

TEST_CASE_FIXTURE(Attack, "Attack: strange things in the state folder") {
    const fs::path precious = folder() / "precious";
    test::write(precious / "roles.db", "not to be touched");
    test::write(precious / "roles.db.minisig", "not to be touched");
    fs::create_directory_symlink(precious, state / "incoming");
    test::write(state / "current.new" / "folder" / "file", "x");
    test::write(state / "rolled-back.new", "12\n");
    test::write(state / "history.jsonl.new", "{");
    fs::create_symlink("/dev/zero", state / "rolled-back");
    fs::create_directory_symlink(precious, state / "content" / "99");
    fs::create_directory_symlink(precious, state / "content" / "13");
    test::write(state / "content" / "20" / "roles.db", "half a version");
    test::write(state / "content" / "010" / "roles.db", "no version");
    test::write(state / "content" / "notes.txt", "x");
    fs::remove(state / "history.jsonl");
    fs::create_directory(state / "history.jsonl");
    CHECK(shown() == 12);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(test::snapshot(precious)
          == test::Snapshot{{"roles.db", "file not to be touched"}, {"roles.db.minisig", "file not to be touched"}});
    test::InstallDesk clean;
    clean.install_version(12);
    clean.install_version(13);
    CHECK(names_of(test::snapshot(state)) == names_of(test::snapshot(clean.state)));
    CHECK(problem_of(up::content_to_try(state).front()).empty());
    CHECK(history().size() == 1);
}

TEST_CASE_FIXTURE(Attack, "Attack: a link to elsewhere as what is shown") {
    const fs::path precious = folder() / "precious";
    fs::rename(state / "content" / "12", precious);
    for (const fs::path& target : {precious, fs::path("../precious"), fs::path("content/../../precious"),
                                   fs::path("content/0012"), fs::path("content/12/")}) {
        CAPTURE(target);
        fs::remove_all(state / "current");
        fs::create_symlink(target, state / "current");
        CHECK(shown() == 0);
    }
    CHECK(install().verdict == Verdict::Installed);
    CHECK(shown() == 13);
    CHECK(fs::exists(precious / "roles.db"));
}
