// Writing the history of what was tried; db/update/content_state.h reads it.
#pragma once
#include "db/result.h"
#include "db/update/content_state.h"

#include <filesystem>
#include <string>

namespace db::update {

class FileSystem;

inline constexpr std::size_t kMaxHistoryEntries = 200;

/// "2026-11-24T09:30:00Z", or empty where the clock stands before this program was written: it was never set.
[[nodiscard]] std::string wall_time();

/// Adds an entry and drops the oldest above kMaxHistoryEntries. The new history is on the disk when this returns; a cut
/// plug leaves the old or the new. The caller holds the lock. Errors: those of FileSystem.
[[nodiscard]] Result<void> add_to_history(FileSystem& files, const std::filesystem::path& state,
                                          const HistoryEntry& entry);

} // namespace db::update
