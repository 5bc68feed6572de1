// The public keys that a kiosk trusts, from a folder that staff can't write.
#pragma once
#include "db/result.h"
#include "db/update/signature.h"
#include "db/update/verdict.h"

#include <filesystem>
#include <vector>

namespace db::update {

/// DIR/*.pub sign content; DIR/recovery/*.pub also sign older content and wild jumps; DIR/revoked/*.pub sign nothing,
/// even where the same key lies in another folder.
struct KeyRing {
    std::vector<PublicKey> content;
    std::vector<PublicKey> recovery;
    std::vector<PublicKey> revoked;

    [[nodiscard]] bool empty() const { return content.empty() && recovery.empty(); }

    /// Reads the folder. A file that is no key is an error, so that a damaged key is noticed; a missing folder is an
    /// empty ring. Errors: BadContent, naming the file; Io.
    [[nodiscard]] static Result<KeyRing> load(const std::filesystem::path& folder);
};

/// Whose signature it is: Installed stands for "valid" here.
struct Verification {
    Verdict verdict =
        Verdict::UnknownKey; ///< Installed, LegacySignature, UnknownKey, RevokedKey, WrongSignature, AlteredManifest
    bool by_recovery_key = false;
};

/// Holds `signature` of a file with this digest against the ring.
[[nodiscard]] Verification verify(const KeyRing& ring, const Signature& signature, const Digest& digest);

} // namespace db::update
