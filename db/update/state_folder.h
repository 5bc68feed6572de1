// The state folder as the installer changes it. Each change leaves the old or the new when the plug is cut.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace db::update {

class FileSystem;
struct KeyRing;

/// 12 of "12"; nothing for a name that the installer does not give.
[[nodiscard]] std::optional<std::int64_t> version_of_folder(std::string_view name);

/// Whether a version's folder has both of its files, as files.
[[nodiscard]] bool is_complete(const std::filesystem::path& folder);

/// The version that `current` names, whether or not it is there.
[[nodiscard]] std::optional<std::int64_t> current_version(const std::filesystem::path& state);

/// The versions that were left by rolling back.
[[nodiscard]] std::set<std::int64_t> rolled_back_versions(const std::filesystem::path& state);

/// Use under the StateLock. Errors of all: those of FileSystem.
class StateFolder {
public:
    StateFolder(FileSystem& files, std::filesystem::path path) : m_files(files), m_path(std::move(path)) {}

    [[nodiscard]] std::filesystem::path incoming() const { return m_path / "incoming"; }
    [[nodiscard]] std::filesystem::path folder_of(std::int64_t version) const;

    /// Removes what an interrupted installation left, and whatever is not the installer's where it works.
    [[nodiscard]] Result<void> recover();

    /// Makes incoming() the folder of `version`, in place of one that is there. Not shown yet.
    [[nodiscard]] Result<void> keep_incoming(std::int64_t version);

    /// What is shown from now on; 0: the factory's. After a failure it is what it was: success means that it is shown,
    /// and, unless the disk fails for good, that a cut plug does not bring back the old.
    [[nodiscard]] Result<void> show(std::int64_t version);

    [[nodiscard]] Result<void> mark_rolled_back(const std::set<std::int64_t>& versions);

    /// Removes what no key of now can ever show again (withdrawn, altered), but for the current one; then all but
    /// kKeptVersions: the current one first, then those of known keys before others, those that were not rolled back
    /// before others, the newest before others.
    [[nodiscard]] Result<void> prune(const KeyRing& ring);

private:
    [[nodiscard]] Result<void> remove_if_there(std::string_view name);
    [[nodiscard]] Result<void> recover_newest();
    [[nodiscard]] Result<void> recover_content();
    [[nodiscard]] Result<void> remove_strangers(const std::filesystem::path& folder,
                                                const std::function<bool(const std::filesystem::path&)>& is_ours);
    [[nodiscard]] Result<void> point_current_at(const std::filesystem::path& target);

    FileSystem& m_files;
    std::filesystem::path m_path;
};

} // namespace db::update
