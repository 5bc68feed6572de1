#include "db/update/install.h"

#include "db/role_store.h"
#include "db/update/history.h"
#include "db/update/state_folder.h"
#include "tests/support/update/hooked_disk.h"
#include "tests/support/update/install_desk.h"

#include <sys/stat.h>

using db::update::Stage;
using db::update::Verdict;
using test::InstallDesk;
namespace up = db::update;
namespace fs = std::filesystem;

namespace {

std::vector<std::int64_t> versions_of(const std::vector<up::InstalledContent>& contents) {
    std::vector<std::int64_t> versions;
    versions.reserve(contents.size());
    for (const auto& content : contents)
        versions.push_back(content.version);
    return versions;
}

using Versions = std::vector<std::int64_t>;

} // namespace

TEST_CASE_FIXTURE(InstallDesk, "What was installed is what was signed, on the real disk, and nobody writes to it") {
    write_stick(5);
    const auto files = up::disk();
    const auto outcome = install(*files);
    CHECK(outcome.verdict == Verdict::Installed);
    CHECK(outcome.version == 5);
    CHECK(outcome.previous == 0);
    CHECK(outcome.roles == 2);
    CHECK(outcome.changes == up::ContentChanges{});
    const auto contents = up::content_to_try(state);
    REQUIRE(contents.size() == 1);
    CHECK(contents[0].is_current);
    CHECK(contents[0].database == state / "content/5/roles.db");
    CHECK(problem_of(contents[0]).empty());
    CHECK(fs::read_symlink(state / "current") == "content/5");
    for (const char* name : {"roles.db", "roles.db.minisig"}) {
        struct stat status = {};
        REQUIRE(stat((state / "content/5" / name).c_str(), &status) == 0);
        CHECK((status.st_mode & 0222) == 0);
    }
    CHECK(db::RoleStore::open(contents[0].database, db::Trust::Installed)->info().content_version == 5);
}

TEST_CASE_FIXTURE(InstallDesk, "Staff are told how many roles there are and what changed") {
    install_version(5);
    test::write_small_content(folder() / "new");
    test::replace(folder() / "new/content.toml", "version = 7", "version = 6");
    test::replace(folder() / "new/en/organisation.md", "First.", "First of 5.");
    test::replace(folder() / "new/en/roles/auditor.md", "Plan audits.", "Plan all audits.");
    test::build(folder() / "new", folder() / "new.db");
    const std::string bytes = test::read(folder() / "new.db");
    write_stick(bytes, test::comment_of(6, bytes.size()), key);
    const auto outcome = install();
    CHECK(outcome.verdict == Verdict::Installed);
    CHECK(outcome.previous == 5);
    CHECK(outcome.roles == 2);
    CHECK(outcome.changes == up::ContentChanges{.roles_changed = 1});
}

TEST_CASE_FIXTURE(InstallDesk, "The same stick again is recognised") {
    install_version(5);
    const auto before = state_snapshot();
    const auto outcome = install();
    CHECK(outcome.verdict == Verdict::AlreadyShown);
    CHECK(outcome.version == 5);
    CHECK(outcome.previous == 5);
    CHECK(state_snapshot() == before);
}

TEST_CASE_FIXTURE(InstallDesk, "The factory's own content on a stick is recognised") {
    test::write(factory, test::database_bytes(5));
    write_stick(5);
    CHECK(install().verdict == Verdict::AlreadyShown);
    CHECK(shown() == 0);
    install_version(6);
}

TEST_CASE_FIXTURE(InstallDesk, "A recovery key installs older content, a wild jump, and what was rolled back") {
    install_version(5);
    write_stick(3, recovery);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(shown() == 3);
    write_stick(3000, recovery);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(shown() == 3000);
    test::QuickDisk disk;
    CHECK(up::roll_back(disk.files(), back_to(5)).value() == 5);
    write_stick(3000, recovery);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(shown() == 3000);
    CHECK(up::rolled_back_versions(state).empty());
    write_stick(test::database_bytes(6), test::comment_of(3000, test::database_bytes(6).size()), recovery);
    CHECK(install().verdict == Verdict::SameVersion);
}

TEST_CASE_FIXTURE(InstallDesk, "The last three versions are kept, and what is shown always") {
    for (std::int64_t version : {4, 5, 6, 7})
        install_version(version);
    CHECK(versions_of(up::kept_content(state)) == Versions{7, 6, 5});
    write_stick(2, recovery);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(versions_of(up::kept_content(state)) == Versions{7, 6, 2});
    CHECK(versions_of(up::content_to_try(state)) == Versions{2});
}

TEST_CASE_FIXTURE(InstallDesk, "What was rolled back is neither fallen back to nor kept before the rest") {
    test::QuickDisk disk;
    for (std::int64_t version : {4, 5, 6})
        install_version(version);
    CHECK(up::roll_back(disk.files(), back_to(std::nullopt)).value() == 5);
    CHECK(versions_of(up::content_to_try(state)) == Versions{5, 4});
    install_version(7);
    CHECK(versions_of(up::kept_content(state)) == Versions{7, 5, 4});
    CHECK(versions_of(up::content_to_try(state)) == Versions{7, 5, 4});
}

TEST_CASE_FIXTURE(InstallDesk, "Rolling back does not make old sticks new") {
    test::QuickDisk disk;
    for (std::int64_t version : {4, 5, 6, 7})
        install_version(version);
    CHECK(up::roll_back(disk.files(), back_to(5)).value() == 5);
    write_stick(6);
    CHECK_MESSAGE(install().verdict == Verdict::RolledBack, "it was passed on the way");
    CHECK(up::roll_back(disk.files(), back_to(0)).value() == 0);
    write_stick(5);
    CHECK(install().verdict == Verdict::RolledBack);
    write_stick(4);
    CHECK(install().verdict == Verdict::Older);
    write_stick(7 + up::kMaxVersionJump + 1);
    CHECK(install().verdict == Verdict::WildJump);
    write_stick(7 + up::kMaxVersionJump);
    CHECK(install().verdict == Verdict::Installed);
}

TEST_CASE_FIXTURE(InstallDesk, "What a withdrawn key signed is not kept once its successor is there") {
    install_version(5);
    test::write(keys / "new.pub", up::format_public_key(stranger.public_key()));
    test::write(keys / "revoked" / "old.pub", up::format_public_key(key.public_key()));
    write_stick(6, stranger);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(versions_of(up::kept_content(state)) == Versions{6});
}

TEST_CASE_FIXTURE(InstallDesk, "Rolling back goes to the version before, to any kept one, to the factory's") {
    test::QuickDisk disk;
    auto& files = disk.files();
    CHECK(up::roll_back(files, back_to(std::nullopt)).error().code == db::ErrorCode::NotFound);
    for (std::int64_t version : {4, 5, 6})
        install_version(version);
    CHECK(up::roll_back(files, back_to(std::nullopt)).value() == 5);
    CHECK(shown() == 5);
    CHECK(install().verdict == Verdict::RolledBack); // the stick with 6 is still in
    CHECK(up::roll_back(files, back_to(std::nullopt)).value() == 4);
    CHECK(up::roll_back(files, back_to(std::nullopt)).value() == 0);
    CHECK(up::roll_back(files, back_to(6)).value() == 6);
    CHECK(install().verdict == Verdict::AlreadyShown);
    CHECK(up::roll_back(files, back_to(0)).value() == 0);
    CHECK(shown() == 0);
    CHECK_FALSE(fs::exists(fs::symlink_status(state / "current")));
    CHECK(install().verdict == Verdict::RolledBack);
    const auto missing = up::roll_back(files, back_to(9));
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message == "version 9 is not kept here; kept are: 6, 5, 4, and the factory's content");
    CHECK(up::roll_back(files, back_to(std::nullopt)).error().code == db::ErrorCode::NotFound);
    install_version(7);
    const auto history = this->history();
    const auto rolled = std::find_if(history.begin(), history.end(), [](const up::HistoryEntry& entry) {
        return entry.kind == up::HistoryKind::RollBack;
    });
    REQUIRE(rolled != history.end());
    CHECK(rolled->version == 5);
    CHECK(rolled->previous == 6);
}

TEST_CASE_FIXTURE(InstallDesk, "Content that the disk lost is installed anew from the same stick") {
    install_version(4);
    install_version(5);
    for (const char* name : {"roles.db", "roles.db.minisig"}) {
        const fs::path file = state / "content/5" / name;
        fs::permissions(file, fs::perms::owner_all);
        std::string bytes = test::read(file);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        test::write(file, bytes);
        CHECK(install().verdict == Verdict::Installed);
        CHECK(problem_of(up::content_to_try(state).front()).empty());
    }
    fs::remove_all(state / "content/5");
    CHECK(shown() == 4);
    fs::remove_all(state / "content/4");
    write_stick(4);
    CHECK(install().verdict == Verdict::Older);
    write_stick(5);
    CHECK(install().verdict == Verdict::Installed);
    CHECK(shown() == 5);
}

TEST_CASE_FIXTURE(InstallDesk, "Progress goes through all stages and never back") {
    std::vector<Stage> stages;
    up::Progress last;
    auto now = options();
    now.on_progress = [&](const up::Progress& progress) {
        if (stages.empty() || stages.back() != progress.stage)
            stages.push_back(progress.stage);
        else
            CHECK(progress.done >= last.done);
        CHECK(progress.done <= progress.total);
        last = progress;
    };
    write_stick(5);
    test::QuickDisk disk;
    CHECK(up::install(disk.files(), now).verdict == Verdict::Installed);
    CHECK(stages == std::vector{Stage::Looking, Stage::Copying, Stage::Verifying, Stage::Checking, Stage::Storing});
}

TEST_CASE_FIXTURE(InstallDesk, "The history tells what was tried, and is bounded") {
    install_version(5);
    write_stick(4);
    CHECK(install().verdict == Verdict::Older);
    auto entries = history();
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].verdict == Verdict::Installed);
    CHECK(entries[0].version == 5);
    CHECK(entries[0].stick == "STICK");
    CHECK(entries[0].wall.size() == std::string("2026-11-24T09:30:00Z").size());
    CHECK(entries[1].verdict == Verdict::Older);
    CHECK(entries[1].version == 4);
    CHECK(entries[1].previous == 5);
    CHECK(entries[1].detail.find("version 4 is older than 5") != std::string::npos);

    test::QuickDisk disk;
    up::HistoryEntry entry;
    entry.stick = "a\xff\n" + std::string(5000, 'x');
    for (std::size_t index = 0; index < up::kMaxHistoryEntries; ++index) {
        entry.version = static_cast<std::int64_t>(index);
        REQUIRE(up::add_to_history(disk.files(), state, entry).has_value());
    }
    entries = history();
    REQUIRE(entries.size() == up::kMaxHistoryEntries);
    CHECK(entries.front().version == 0);
    CHECK(entries.back().version == static_cast<std::int64_t>(up::kMaxHistoryEntries) - 1);
    CHECK(entries.back().stick == "a"); // up to the first byte that is no text
    CHECK(up::read_history(state, 3)->size() == 3);
    CHECK(up::read_history(state, 3)->back().version == entries.back().version);
}

TEST_CASE_FIXTURE(InstallDesk, "Lines of the history that cannot be read are left out") {
    fs::create_directory(state);
    CHECK(history().empty());
    test::write(state / "history.jsonl",
                "{\"kind\":\"install\",\"verdict\":\"older\",\"version\":4,\"previous\":5}\n[1]\nnot json\n"
                "{\"kind\":\"install\",\"verdict\":\"invented\",\"version\":4,\"previous\":5}\n"
                "{\"kind\":\"install\",\"verdict\":\"older\",\"version\":\"4\",\"previous\":5}\n\xff\xfe\n"
                "{\"kind\":\"roll_back\",\"verdict\":\"installed\",\"version\":3,\"previous\":5,\"wall\":\"\"}\n"
                "{\"kind\":\"install\",\"verdict\":\"ol");
    const auto entries = history();
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].verdict == Verdict::Older);
    CHECK(entries[1].kind == up::HistoryKind::RollBack);
    CHECK(entries[1].version == 3);
}

TEST_CASE_FIXTURE(InstallDesk, "A stick without content leaves no trace, not even a state folder") {
    CHECK(install().verdict == Verdict::NoContent);
    CHECK_FALSE(fs::exists(state));
}
