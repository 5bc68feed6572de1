// The public keys that a kiosk trusts, from a folder that staff can't write.
#pragma once
#include "db/result.h"
#include "db/update/refusal.h"
#include "db/update/signature.h"
#include "db/update/verdict.h"

#include <filesystem>
#include <string>
#include <vector>

namespace db::update {

/// A file in the folder of keys that counts as no key.
struct KeyProblem {
    std::filesystem::path file;
    std::string why;           ///< with the cure
    bool stops_sticks = false; ///< it may be meant to withdraw a key, and which one is not known
    [[nodiscard]] std::string text() const { return file.string() + ": " + why; }
    bool operator==(const KeyProblem&) const = default;
};

/// DIR/*.pub sign content. DIR/recovery/*.pub also sign older content and wild jumps. What lies in any other folder
/// below DIR, at any depth, signs nothing, whatever its file and its folder are called, and even where the same key
/// lies in another folder, too.
struct KeyRing {
    std::vector<PublicKey> content;
    std::vector<PublicKey> recovery;
    std::vector<PublicKey> revoked;
    std::vector<KeyProblem> problems; ///< in the order of their names

    [[nodiscard]] bool empty() const { return content.empty() && recovery.empty(); }

    /// Reads the folder. In DIR and DIR/recovery a file that is not a key is a problem, and the others count; there a
    /// key's name must end in .pub. In a folder that withdraws it stops all sticks, but for hidden files and README. A
    /// missing folder is an empty ring. Errors: BadContent (DIR is a file); Io.
    [[nodiscard]] static Result<KeyRing> load(const std::filesystem::path& folder);
};

/// The ring as whoever takes something from a stick needs it. Refuses: NoKeys (none, or the folder cannot be read);
/// BadKeys (a file that stops all sticks).
[[nodiscard]] Checked<KeyRing> load_to_verify(const std::filesystem::path& folder);

/// Changes whenever a file below the folder does: names, sizes, times. Cheap enough for once a second.
[[nodiscard]] std::string state_of_keys(const std::filesystem::path& folder);

/// Whose signature it is: Installed stands for "valid" here.
struct Verification {
    Verdict verdict =
        Verdict::UnknownKey; ///< Installed, LegacySignature, UnknownKey, RevokedKey, WrongSignature, AlteredManifest
    bool by_recovery_key = false;
};

/// Holds `signature` of a file with this digest against the ring.
[[nodiscard]] Verification verify(const KeyRing& ring, const Signature& signature, const Digest& digest);

/// The same without the file: whether a trusted key made this signature, and its trusted comment is what was signed.
/// Never WrongSignature: which of the two was altered cannot be told, and AlteredManifest stands for both.
[[nodiscard]] Verification verify_without_file(const KeyRing& ring, const Signature& signature);

} // namespace db::update
