#include "tests/support/update/attack.h"

#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace test {

using db::update::InstallOutcome;
using db::update::Stage;
using db::update::Verdict;
namespace up = db::update;

Attack::Attack() {
    install_version(12);
    write_stick(13);
}

void Attack::expect(Verdict verdict, std::string_view named, up::FileSystem* files) {
    const auto before = state_snapshot();
    const auto entries = history().size();
    check(files ? install(*files) : install(), verdict, named, before);
    const bool is_recorded = verdict != Verdict::NoContent && verdict != Verdict::Busy;
    if (files)
        return;
    REQUIRE(history().size() == entries + (is_recorded ? 1 : 0));
    CHECK((!is_recorded || history().back().verdict == verdict));
}

void Attack::check(const InstallOutcome& outcome, Verdict verdict, std::string_view named,
                   const Snapshot& before) const {
    CHECK_MESSAGE(outcome.verdict == verdict, up::verdict_name(outcome.verdict) << ": " << outcome.detail);
    CHECK_MESSAGE(outcome.detail.find(named) != std::string::npos, outcome.detail);
    CHECK(outcome.previous == trusted);
    CHECK(state_snapshot() == before);
    CHECK(shown() == 12);
}

InstallOutcome Attack::install_and(Stage stage, const std::function<void()>& act) {
    auto now = options();
    bool acted = false;
    now.on_progress = [&](const up::Progress& progress) {
        const bool is_inside = progress.done > 0 || (stage != Stage::Copying && stage != Stage::Verifying);
        if (progress.stage == stage && is_inside && !std::exchange(acted, true))
            act();
    };
    QuickDisk disk;
    auto outcome = up::install(disk.files(), now);
    CHECK(acted);
    return outcome;
}

void Attack::write_large_stick() {
    const std::string bytes(kManyPieces, 'x');
    write_stick(bytes, comment_of(13, bytes.size()), key);
}

void Attack::pull() const {
    const int broken = open("/dev/null", O_WRONLY | O_CLOEXEC);
    std::vector<int> open_files;
    for (const auto& entry : fs::directory_iterator("/proc/self/fd")) {
        std::error_code ignored;
        const std::string target = fs::read_symlink(entry.path(), ignored).string();
        if (target.starts_with(stick.string()))
            open_files.push_back(std::stoi(entry.path().filename().string()));
    }
    for (int file : open_files)
        REQUIRE(dup2(broken, file) == file);
    close(broken);
    fs::remove_all(stick);
}

} // namespace test
