#include "db/update/key_ring.h"

#include "db/files.h"

#include <algorithm>

namespace db::update {
namespace {

bool is_same_key(const PublicKey& left, const PublicKey& right) {
    return left.id == right.id || left.key == right.key;
}

Result<std::vector<PublicKey>> load_folder(const std::filesystem::path& folder) {
    std::vector<PublicKey> keys;
    std::error_code error;
    const auto status = std::filesystem::status(folder, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return keys;
    if (error)
        return fail(ErrorCode::Io, "cannot read the folder of keys: " + error.message(), folder.string());
    if (!std::filesystem::is_directory(status))
        return fail(ErrorCode::BadContent, "this is a file; the keys lie in a folder of this name", folder.string());
    std::vector<std::filesystem::path> files;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".pub")
            files.push_back(at->path());
    }
    if (error)
        return fail(ErrorCode::Io, "cannot read the folder of keys: " + error.message(), folder.string());
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        const auto text = read_whole(file, kMaxKeyFileBytes);
        if (!text)
            return tl::unexpected(text.error());
        auto key = parse_public_key(*text);
        if (!key)
            return fail(key.error().code, key.error().message, file.string());
        keys.push_back(std::move(*key));
    }
    return keys;
}

} // namespace

Result<KeyRing> KeyRing::load(const std::filesystem::path& folder) {
    KeyRing ring;
    for (const auto& [keys, path] : {std::pair{&ring.content, folder},
                                     {&ring.recovery, folder / "recovery"},
                                     {&ring.revoked, folder / "revoked"}}) {
        auto loaded = load_folder(path);
        if (!loaded)
            return tl::unexpected(loaded.error());
        *keys = std::move(*loaded);
    }
    return ring;
}

Verification verify(const KeyRing& ring, const Signature& signature, const Digest& digest) {
    if (signature.is_legacy)
        return {Verdict::LegacySignature};
    for (const PublicKey& key : ring.revoked) {
        if (key.id == signature.key)
            return {Verdict::RevokedKey};
    }
    Verification best;
    const auto try_keys = [&](const std::vector<PublicKey>& keys, bool is_recovery) {
        for (const PublicKey& key : keys) {
            if (key.id != signature.key || best.verdict == Verdict::Installed)
                continue;
            const bool is_revoked = std::any_of(ring.revoked.begin(), ring.revoked.end(),
                                                [&](const PublicKey& other) { return is_same_key(key, other); });
            best.verdict = is_revoked                       ? Verdict::RevokedKey
                           : !signs(key, signature, digest) ? Verdict::WrongSignature
                           : !signs_comment(key, signature) ? Verdict::AlteredManifest
                                                            : Verdict::Installed;
            best.by_recovery_key = is_recovery && best.verdict == Verdict::Installed;
        }
    };
    // A key in both folders has the rights of both.
    try_keys(ring.recovery, true);
    try_keys(ring.content, false);
    return best;
}

} // namespace db::update
