#include "db/update/proof.h"

#include "db/bounds.h"
#include "db/files.h"
#include "db/update/state_folder.h"

#include <fmt/format.h>
#include <system_error>

namespace db::update {
namespace {

namespace fs = std::filesystem;

struct SignedFolder {
    Signature signature;
    Proof proof;
};

Checked<SignedFolder> read_signed(const KeyRing& ring, const fs::path& folder) {
    const fs::path file = folder / "roles.db.minisig";
    const auto version = version_of_folder(folder.filename().string());
    if (!version || !is_complete(folder))
        return refuse_at(Verdict::NoContent, folder, "this is no version that an installation left");
    const auto text = read_whole(file, kMaxSignatureFileBytes);
    if (!text)
        return refuse_at(Verdict::BadSignatureFile, file, text.error().message);
    auto signature = parse_signature(*text);
    if (!signature)
        return refuse_at(Verdict::BadSignatureFile, file, signature.error().text());
    const Verification verification = verify_without_file(ring, *signature);
    if (verification.verdict != Verdict::Installed)
        return refuse_at(verification.verdict, file, why_not(verification.verdict, *signature));
    auto manifest = parse_manifest(signature->trusted_comment);
    if (!manifest)
        return refuse_at(Verdict::BadManifest, file, manifest.error().text());
    if (manifest->product != kProduct || manifest->subject != Subject::Content || manifest->version != *version)
        return refuse_at(Verdict::BadManifest, file,
                         fmt::format("this is the signature of something else than content {}", *version));
    std::error_code error;
    const std::uintmax_t bytes = fs::file_size(folder / "roles.db", error);
    if (error || bytes > kMaxDatabaseBytes || static_cast<std::uintmax_t>(manifest->size) != bytes)
        return refuse_at(Verdict::WrongSize, folder / "roles.db",
                         fmt::format("the file has not the {} bytes that were signed", manifest->size));
    Proof proof{std::move(*manifest), signature->key};
    return SignedFolder{std::move(*signature), std::move(proof)};
}

} // namespace

Checked<Proof> prove(const KeyRing& ring, const fs::path& folder) {
    auto found = read_signed(ring, folder);
    if (!found)
        return tl::unexpected(found.error());
    return std::move(found->proof);
}

Checked<Proof> verify_kept(const KeyRing& ring, const fs::path& folder) {
    auto found = read_signed(ring, folder);
    if (!found)
        return tl::unexpected(found.error());
    const auto digest = digest_of(folder / "roles.db");
    if (!digest)
        return refuse_at(Verdict::DiskFailed, folder / "roles.db", digest.error().message);
    const Verdict verdict = verify(ring, found->signature, *digest).verdict;
    if (verdict != Verdict::Installed)
        return refuse_at(verdict, folder / "roles.db", why_not(verdict, found->signature));
    return std::move(found->proof);
}

std::string why_not(Verdict verdict, const Signature& signature) {
    switch (verdict) {
    case Verdict::LegacySignature:
        return "this is a signature of minisign's old kind";
    case Verdict::RevokedKey:
        return fmt::format("the key {} was withdrawn", text_of(signature.key));
    case Verdict::AlteredManifest:
        return "the signature or its trusted comment was altered after signing";
    case Verdict::WrongSignature:
        return "this is not the file that was signed";
    default:
        return fmt::format("the key {} is not known here", text_of(signature.key));
    }
}

} // namespace db::update
