// What the keys of now say of content that was installed before. A signature that was good at the installation proves
// nothing later: the key may be withdrawn since, and somebody may have put a folder of his own there.
#pragma once
#include "db/update/key_ring.h"
#include "db/update/manifest.h"
#include "db/update/refusal.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace db::update {

/// What a kept version's signature file proves by itself.
struct Proof {
    Manifest manifest;
    KeyId key{};
    bool operator==(const Proof&) const = default;
};

/// Whether `folder` (content/12) has the signature of a trusted key for this very version and for a database of this
/// size. Reads the signature file alone: enough to count a version, not to open its database. Refuses: NoContent (not
/// complete); BadSignatureFile; LegacySignature; UnknownKey; RevokedKey; AlteredManifest; BadManifest; WrongSize. The
/// detail names the file.
[[nodiscard]] Checked<Proof> prove(const KeyRing& ring, const std::filesystem::path& folder);

/// The same, and the database is what was signed: only then may it be opened. Reads all of it: call it away from the
/// frame. Refuses also: WrongSignature; DiskFailed.
[[nodiscard]] Checked<Proof> verify_kept(const KeyRing& ring, const std::filesystem::path& folder);

/// "the key 1A2B was withdrawn": why a signature does not verify, for a detail. `verdict` as verify() gives it.
[[nodiscard]] std::string why_not(Verdict verdict, const Signature& signature);

} // namespace db::update
