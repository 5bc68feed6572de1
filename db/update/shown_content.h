// What the kiosk shows now, and what it keeps of a version: what a stick's content is held against.
#pragma once
#include "db/result.h"
#include "db/update/key_ring.h"
#include "db/update/signature.h"

#include <cstdint>
#include <filesystem>

namespace db {
class Connection;
}

namespace db::update {

struct ShownContent {
    std::int64_t version = 0; ///< 0: nothing is known
    std::filesystem::path database;
    bool is_factory = false;
};

/// The first that start-up tries and that the keys of now prove, else the factory's. Its bytes are not read:
/// verify_kept() before its database is opened.
[[nodiscard]] ShownContent shown_content(const std::filesystem::path& state, const std::filesystem::path& factory,
                                         const KeyRing& ring);

/// The content that the image came with; 0: not known.
[[nodiscard]] std::int64_t factory_version(const std::filesystem::path& factory);

[[nodiscard]] bool is_same_file(const std::filesystem::path& file, const Digest& digest);

enum class KeptState {
    Missing,
    Same,    ///< the bytes of this digest
    Other,   ///< other bytes, and signed as they are
    Damaged, ///< not what was signed: the disk lost it
};

[[nodiscard]] KeptState kept_state(const std::filesystem::path& folder, const KeyRing& ring, const Digest& digest);

struct ContentFacts {
    std::int64_t version = 0;
    int roles = 0;
};

/// Errors: Corrupt; Io.
[[nodiscard]] Result<ContentFacts> facts_of(Connection& database);

} // namespace db::update
