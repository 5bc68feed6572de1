// Every operation on the internal storage fails, one at a time and for good: the right verdict, nothing changed, and
// the next stick is installed.
#include "db/update/history.h"
#include "tests/support/update/hooked_disk.h"
#include "tests/support/update/install_desk.h"

using db::ErrorCode;
using db::update::Verdict;
namespace up = db::update;
namespace fs = std::filesystem;

namespace {

constexpr auto kWholeFolder = fs::copy_options::recursive | fs::copy_options::copy_symlinks;

/// A kiosk with versions 2 to 4 and leftovers of a killed installation, that can be put back to this.
struct FaultyKiosk : test::InstallDesk {
    FaultyKiosk() {
        for (std::int64_t version : {2, 3, 4})
            install_version(version);
        test::write(state / "incoming/roles.db", "half");
        fs::copy(state, folder() / "start", kWholeFolder);
        test::write(state / "incoming/roles.db", "half");
    }

    void put_back() {
        fs::remove_all(state);
        fs::copy(folder() / "start", state, kWholeFolder);
        write_stick(5);
    }

    /// The state folder without leftovers, which any attempt may remove.
    [[nodiscard]] test::Snapshot content() const {
        return test::snapshot(state, {"lock", "history.jsonl", "incoming", "incoming/roles.db"});
    }

    /// Fails operation `index` of an installation, and all later ones where `for_good`. Returns whether there is one.
    bool check_failure(int index, ErrorCode code, bool for_good) {
        put_back();
        const auto before = content();
        test::QuickDisk quick;
        test::HookedDisk files(quick.files());
        bool has_failed = false;
        files.set_hook([&](const test::DiskOperation& operation) -> db::Result<bool> {
            if (operation.index != index && !(for_good && operation.index > index))
                return true;
            has_failed = true;
            return db::fail(code, "cannot do it: injected", operation.path.string());
        });
        const auto outcome = install(files);
        if (outcome.verdict == Verdict::Installed) {
            ++installed;
            CHECK(shown() == 5);
        } else {
            ++refused;
            CHECK(outcome.verdict == (code == ErrorCode::NoSpace ? Verdict::NoSpace : Verdict::DiskFailed));
            CHECK(outcome.detail.find("injected") != std::string::npos);
            CHECK(outcome.detail.find(state.string()) != std::string::npos);
            CHECK(outcome.previous == 4);
            CHECK(shown() == 4);
            if (!for_good)
                CHECK(content() == before);
        }
        for (const auto& kept : up::kept_content(state))
            CHECK(problem_of(kept).empty());
        install_version(6);
        return has_failed;
    }

    int installed = 0;
    int refused = 0;
};

} // namespace

TEST_CASE_FIXTURE(FaultyKiosk, "A disk that fails once, at any operation, changes nothing") {
    for (ErrorCode code : {ErrorCode::Io, ErrorCode::NoSpace}) {
        int index = 0;
        for (bool has_failed = true; has_failed; ++index) {
            CAPTURE(index);
            has_failed = check_failure(index, code, false);
        }
        CHECK(index > 20);
    }
    // What fails after the switch (the newest, the history, the removal of old versions) takes nothing back.
    CHECK(refused > installed);
    CHECK(installed >= 4);
}

TEST_CASE_FIXTURE(FaultyKiosk, "A disk that fails for good, from any operation on, leaves what is shown") {
    int index = 0;
    for (bool has_failed = true; has_failed; ++index) {
        CAPTURE(index);
        has_failed = check_failure(index, ErrorCode::Io, true);
    }
    CHECK(refused > 10);
}

TEST_CASE_FIXTURE(FaultyKiosk, "A disk that fails while rolling back leaves what is shown") {
    for (std::int64_t target : {3, 0}) {
        bool has_failed = true;
        for (int index = 0; has_failed; ++index) {
            CAPTURE(target);
            CAPTURE(index);
            put_back();
            test::QuickDisk quick;
            test::HookedDisk files(quick.files());
            has_failed = false;
            files.set_hook([&](const test::DiskOperation& operation) -> db::Result<bool> {
                if (operation.index != index)
                    return true;
                has_failed = true;
                return db::fail(ErrorCode::Io, "cannot do it: injected", operation.path.string());
            });
            const auto outcome = up::roll_back(files, back_to(target));
            CHECK(shown() == (outcome ? target : 4));
            if (!outcome)
                CHECK(outcome.error().text().find("injected") != std::string::npos);
            install_version(6);
        }
    }
}
