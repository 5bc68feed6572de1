// What a signature file must say before a byte of its database is copied: whose it is, what it is for, which version.
#pragma once
#include "db/update/install.h"
#include "db/update/key_ring.h"
#include "db/update/manifest.h"
#include "db/update/refusal.h"
#include "db/update/shown_content.h"

#include <cstdint>
#include <filesystem>
#include <set>

namespace db::update {

/// What a version is held against.
struct Standing {
    std::int64_t shown = 0;   ///< what the kiosk shows
    std::int64_t current = 0; ///< what `current` names, whether or not it can be shown; 0: nothing
    std::int64_t newest = 0;  ///< that ever was: installed, or the factory's
    std::int64_t least = 0;   ///< that the image or kiosk.toml names
    std::set<std::int64_t> rolled_back;
};

[[nodiscard]] Standing standing_of(const InstallOptions& options, const KeyRing& ring, const ShownContent& shown);

/// The manifest of `signature`, which a trusted key made for content of this kiosk, of a database of `bytes` bytes.
/// Errors name `file`, the signature file. `by_recovery_key` is set. Refuses: LegacySignature; UnknownKey; RevokedKey;
/// AlteredManifest; BadManifest; WrongProduct; WrongChannel; WrongSchema; WrongSize. `version` gets what a trusted key
/// says, also where it is refused.
[[nodiscard]] Checked<Manifest> check_label(const KeyRing& ring, const Signature& signature,
                                            const InstallOptions& options, std::uintmax_t bytes,
                                            const std::filesystem::path& file, bool& by_recovery_key,
                                            std::int64_t& version);

/// Whether this version may come from a stick, as far as its number tells. Errors name `file`, the database. Refuses:
/// RolledBack; Older; WildJump. A recovery key may do all three.
[[nodiscard]] Checked<void> check_number(std::int64_t version, const Standing& standing, bool by_recovery_key,
                                         const std::filesystem::path& file);

/// A refusal for what verify() said of a signature. `database` names the stick's database.
[[nodiscard]] tl::unexpected<Refusal> refuse_signature(Verdict verdict, const Signature& signature,
                                                       const std::filesystem::path& database);

} // namespace db::update
