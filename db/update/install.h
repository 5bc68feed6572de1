// Takes content from a stick, or goes back to what was shown before. Survives a cut plug at any instant.
#pragma once
#include "db/result.h"
#include "db/update/manifest.h"
#include "db/update/verdict.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace db::update {

class FileSystem;

/// A larger one is refused, so that a slip can't block all that follows.
inline constexpr std::int64_t kMaxVersionJump = 1000;
inline constexpr std::size_t kKeptVersions = 3;
inline constexpr std::uintmax_t kReservedBytes = 16 * 1024 * 1024; ///< stay free on the internal storage

enum class Stage { Looking, Copying, Verifying, Checking, Storing };

struct Progress {
    Stage stage = Stage::Looking;
    std::uintmax_t done = 0; ///< of `total`, in bytes; only while copying and verifying
    std::uintmax_t total = 0;
};

struct InstallOptions {
    std::filesystem::path source; ///< where the stick is mounted; holds kiosk/roles.db
    std::filesystem::path state;  ///< made if missing
    std::filesystem::path keys;   ///< see key_ring.h
    std::filesystem::path
        factory; ///< the content of the image; its version counts where nothing is installed; may be empty
    std::string channel{kDefaultChannel};             ///< only this one is taken
    std::int64_t least_version = 0;                   ///< nothing below it is taken, unless a recovery key signed it
    std::string stick;                                ///< name for the history
    std::chrono::milliseconds patience{30'000};       ///< how long to wait for another installation
    std::function<void(const Progress&)> on_progress; ///< may be empty; called from the calling thread
};

/// What a version changes against what was shown before it.
struct ContentChanges {
    int roles_added = 0;
    int roles_removed = 0;
    int roles_changed = 0; ///< with another text, order, emblem, colour, tag
    int other_changed = 0; ///< texts of the organisation, slides, languages, tags, images
    bool operator==(const ContentChanges&) const = default;
};

struct InstallOutcome {
    Verdict verdict = Verdict::NoContent;
    std::string detail;        ///< what exactly, for staff and reviewers, in English: file, place, cure
    std::int64_t version = 0;  ///< of the stick; 0: not known
    std::int64_t previous = 0; ///< what is shown when this ends without Installed; 0: nothing is known
    int roles = 0;             ///< only with Installed
    ContentChanges changes;    ///< only with Installed
};

/// Blocks on disk. Any failure is a verdict; all but Installed left the content as it was. Every outcome but NoContent
/// and Busy is added to the history, where that can be written.
[[nodiscard]] InstallOutcome install(FileSystem& files, const InstallOptions& options);

struct RollBackOptions {
    std::filesystem::path state;
    std::filesystem::path keys;          ///< as for an installation
    std::int64_t least_version = 0;      ///< nothing below it is gone back to, but for the factory's content
    std::optional<std::int64_t> version; ///< 0: the factory's content; empty: the one before
};

/// Goes back to a kept version that the keys of now verify. The one before is the newest below the current that was not
/// left by a roll back itself, else the factory's. What is left behind, and every kept version that is passed, is not
/// installed again from a stick (Verdict::RolledBack) until a roll back names it. Returns the version that is shown
/// now. Errors: NotFound (message lists what is kept); NotTrusted (message says why); Io; NoSpace.
[[nodiscard]] Result<std::int64_t> roll_back(FileSystem& files, const RollBackOptions& options);

} // namespace db::update
