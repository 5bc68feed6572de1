// A kiosk that is attacked with a stick, and what must hold whatever the attack is.
#pragma once
#include "tests/support/update/hooked_disk.h"
#include "tests/support/update/install_desk.h"

#include <functional>
#include <string_view>

namespace test {

/// A kiosk that shows version 12, and a stick with 13.
struct Attack : InstallDesk {
    Attack();

    std::int64_t trusted = 12; ///< the version that the keys of now let the kiosk show; 0: none

    /// Installs, and wants this verdict, a text that names the file, an entry in the history, and the same state.
    void expect(db::update::Verdict verdict, std::string_view named = "roles.db",
                db::update::FileSystem* files = nullptr);

    void check(const db::update::InstallOutcome& outcome, db::update::Verdict verdict, std::string_view named,
               const Snapshot& before) const;

    /// Runs `act` once, when `stage` has begun (for Copying and Verifying: when `done` is above 0).
    db::update::InstallOutcome install_and(db::update::Stage stage, const std::function<void()>& act);

    /// A stick of several pieces that would be refused as content, if it came so far.
    void write_large_stick();

    /// From now on nothing of the stick can be opened, and what is open can't be read.
    void pull() const;
};

inline constexpr std::size_t kManyPieces = 1024 * 1024; ///< bytes of write_large_stick()

} // namespace test
