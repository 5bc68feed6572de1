// Writes a small file so that a cut plug leaves the old one or the new one, never half of one.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace platform {

/// Why a file was not written. An empty `reason`: it was, and it is on the disk.
struct SaveProblem {
    std::string reason; ///< "no_space", "read_only", "not_allowed", "no_folder" or "disk_failed"
    std::string detail; ///< for staff, in English
};

/// Who may read a file: its owner alone (mode 0600), or its group, too (0640).
enum class Readers { Owner, Group };

/// Writes `text` beside `path`, syncs it, renames it to `path` and syncs the folder, which must be there. Blocks on
/// disk.
[[nodiscard]] SaveProblem save_file(const std::filesystem::path& path, std::string_view text,
                                    Readers readers = Readers::Owner);

} // namespace platform
