// The newest version that was ever installed here. Nothing older is taken from a stick again, so what tells of it must
// outlive the content and must be as hard to make up as content: it is the signature file itself.
#pragma once
#include "db/result.h"
#include "db/update/key_ring.h"

#include <cstdint>
#include <filesystem>

namespace db::update {

class FileSystem;

/// By the signatures in STATE/newest and of the kept versions; those of keys that are trusted now, and no others. 0:
/// none.
[[nodiscard]] std::int64_t newest_installed(const KeyRing& ring, const std::filesystem::path& state);

/// Keeps in STATE/newest the signature of the newest version that is there, one for each key that signed any, so that a
/// withdrawn key leaves what the others prove. Writes only what is newer. Use under the StateLock, before a version is
/// removed. The folder's own name is on the disk once the caller syncs STATE, as it does with history and marks.
/// Errors: those of FileSystem.
[[nodiscard]] Result<void> keep_newest(FileSystem& files, const KeyRing& ring, const std::filesystem::path& state);

} // namespace db::update
