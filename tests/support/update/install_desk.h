// What tests of the installer share: keys, contents of any version, a stick, a kiosk's state folder.
#pragma once
#include "db/update/content_state.h"
#include "db/update/file_system.h"
#include "db/update/install.h"
#include "db/update/key_ring.h"
#include "db/update/signature.h"
#include "tests/support/database_support.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace test {

/// The bytes of a good small database of this version. Made once a process.
const std::string& database_bytes(std::int64_t version);

/// "roles.db" -> its bytes, "current" -> "link to ...", for everything below a folder but what `ignored` names.
using Snapshot = std::map<std::string, std::string>;
[[nodiscard]] Snapshot snapshot(const fs::path& folder, const std::vector<std::string>& ignored = {});

class InstallDesk {
    ScratchFolder m_folder; // first: the paths below lie in it

public:
    InstallDesk();

    fs::path state;   ///< missing at first
    fs::path stick;   ///< empty at first
    fs::path keys;    ///< holds the public key of `key`, and of `recovery` and `revoked` in their folders
    fs::path factory; ///< missing at first
    db::update::SecretKey key = db::update::SecretKey::generate();
    db::update::SecretKey recovery = db::update::SecretKey::generate();
    db::update::SecretKey revoked = db::update::SecretKey::generate();
    db::update::SecretKey stranger = db::update::SecretKey::generate();

    [[nodiscard]] fs::path database() const { return stick / "kiosk" / "roles.db"; }
    [[nodiscard]] fs::path signature() const { return stick / "kiosk" / "roles.db.minisig"; }
    [[nodiscard]] const fs::path& folder() const { return m_folder.path(); }

    /// Writes a stick with the good database of this version.
    void write_stick(std::int64_t version);
    void write_stick(std::int64_t version, const db::update::SecretKey& signer);
    /// Writes these bytes, signed with this trusted comment.
    void write_stick(std::string_view bytes, std::string_view comment, const db::update::SecretKey& signer);

    [[nodiscard]] db::update::InstallOptions options() const;
    /// Options to go back to this version; empty: the one before.
    [[nodiscard]] db::update::RollBackOptions back_to(std::optional<std::int64_t> version) const;
    db::update::InstallOutcome install();
    db::update::InstallOutcome install(db::update::FileSystem& files);
    /// Writes a stick and installs it; the test fails where that is refused.
    void install_version(std::int64_t version);

    /// The state folder without what every attempt may write.
    [[nodiscard]] Snapshot state_snapshot() const { return snapshot(state, {"lock", "history.jsonl"}); }
    /// The version that start-up tries first; 0: the factory's.
    [[nodiscard]] std::int64_t shown() const;
    [[nodiscard]] std::vector<db::update::HistoryEntry> history() const;
    /// What is wrong with a version that is kept: its bytes, its signature. Empty: nothing.
    [[nodiscard]] std::string problem_of(const db::update::InstalledContent& content) const;
};

/// The trusted comment of a good stick.
[[nodiscard]] std::string comment_of(std::int64_t version, std::size_t bytes);

[[nodiscard]] db::update::Digest digest_of_bytes(std::string_view bytes);

} // namespace test
