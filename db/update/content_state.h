// The content that was installed on this kiosk, as it lies in its state folder:
//
//     content/12/roles.db, content/12/roles.db.minisig    one folder a kept version, never changed after it was made
//     current -> content/12                               what is shown; missing: the factory's content
//     history.jsonl                                       what was tried, a line of JSON each
//
// db/update/README.md says how it changes so that a cut plug leaves the old or the new.
#pragma once
#include "db/result.h"
#include "db/update/verdict.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace db::update {

/// One installed version whose files can be opened.
struct InstalledContent {
    std::int64_t version = 0;
    std::filesystem::path database; ///< without links, so that another version is another path
    bool is_current = false;
};

/// What start-up tries, in this order: current, then the kept older versions from the newest down. Empty where nothing
/// is installed or the factory's content was chosen. Reads names only; cheap enough for once a second.
[[nodiscard]] std::vector<InstalledContent> content_to_try(const std::filesystem::path& state);

/// All kept versions, newest first, whichever is current.
[[nodiscard]] std::vector<InstalledContent> kept_content(const std::filesystem::path& state);

enum class HistoryKind { Install, RollBack };

/// One line of the history.
struct HistoryEntry {
    HistoryKind kind = HistoryKind::Install;
    Verdict verdict = Verdict::Installed;
    std::int64_t version = 0;  ///< of the stick, or rolled back to; 0: unknown, or the factory's
    std::int64_t previous = 0; ///< what was shown before; 0: the factory's
    std::string stick;         ///< name of the stick as the caller gave it; may be empty
    std::string wall;          ///< ISO 8601 UTC; a hint, empty where the clock could not be trusted
    std::string detail;        ///< for staff and reviewers; may be empty
};

/// Oldest first, at most `limit` of the newest. Lines that can't be read are left out: a cut plug may tear the last.
/// No history is success. Errors: Io.
[[nodiscard]] Result<std::vector<HistoryEntry>> read_history(const std::filesystem::path& state, std::size_t limit);

} // namespace db::update
