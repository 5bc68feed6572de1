#include "db/update/acceptance.h"

#include "db/schema.h"
#include "db/update/newest.h"
#include "db/update/state_folder.h"

#include <algorithm>
#include <fmt/format.h>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSignAgain = "sign the database again with `roledb sign`";

Checked<void> check_use(const Manifest& manifest, const InstallOptions& options, const fs::path& file) {
    if (manifest.channel != options.channel)
        return refuse_at(Verdict::WrongChannel, file,
                         fmt::format("this is content of channel '{}', and this kiosk takes '{}'; sign it with "
                                     "`--channel {}` if it is meant for this kiosk",
                                     manifest.channel, options.channel, options.channel));
    if (manifest.schema != kSchemaVersion)
        return refuse_at(Verdict::WrongSchema, file,
                         fmt::format("the content has format {}, and this kiosk reads format {}; {}", manifest.schema,
                                     kSchemaVersion,
                                     manifest.schema > kSchemaVersion ? "update the kiosk first"
                                                                      : "build it again with `roledb build`"));
    if (manifest.version < 1)
        return refuse_at(Verdict::BadManifest, file,
                         fmt::format("version {} is none; {}", manifest.version, kSignAgain));
    return {};
}

} // namespace

Standing standing_of(const InstallOptions& options, const KeyRing& ring, const ShownContent& shown) {
    Standing standing;
    standing.shown = shown.version;
    standing.current = current_version(options.state).value_or(0);
    standing.newest =
        std::max({newest_installed(ring, options.state), factory_version(options.factory), shown.version});
    standing.least = options.least_version;
    standing.rolled_back = rolled_back_versions(options.state);
    return standing;
}

Checked<Manifest> check_label(const KeyRing& ring, const Signature& signature, const InstallOptions& options,
                              std::uintmax_t bytes, const fs::path& file, bool& by_recovery_key,
                              std::int64_t& version) {
    const Verification verification = verify_without_file(ring, signature);
    if (verification.verdict != Verdict::Installed)
        return refuse_signature(verification.verdict, signature, fs::path(file).replace_extension());
    by_recovery_key = verification.by_recovery_key;
    auto manifest = parse_manifest(signature.trusted_comment);
    if (!manifest)
        return refuse_at(Verdict::BadManifest, file, fmt::format("{}; {}", manifest.error().text(), kSignAgain));
    if (manifest->product != kProduct)
        return refuse_at(Verdict::WrongProduct, file,
                         fmt::format("this is content of '{}', and this kiosk takes '{}'; use the stick of this kiosk",
                                     manifest->product, kProduct));
    if (manifest->subject != Subject::Content)
        return refuse_at(Verdict::BadManifest, file,
                         fmt::format("this signs a request for logs, not content; {}", kSignAgain));
    version = manifest->version;
    if (auto used = check_use(*manifest, options, file); !used)
        return tl::unexpected(used.error());
    if (static_cast<std::uintmax_t>(manifest->size) != bytes)
        return refuse_at(Verdict::WrongSize, file,
                         fmt::format("the manifest says {} bytes, and the database has {}; make the stick again with "
                                     "`roledb stick`",
                                     manifest->size, bytes));
    return std::move(*manifest);
}

Checked<void> check_number(std::int64_t version, const Standing& standing, bool by_recovery_key, const fs::path& file) {
    if (by_recovery_key)
        return {};
    const std::int64_t floor = std::max(standing.newest, standing.least);
    const std::string again =
        fmt::format("give it a version above {} in content.toml, build and sign it again", std::max(version, floor));
    // What was chosen here, by whatever way, may be made anew where the disk lost it.
    const bool is_chosen = version == standing.current || version == standing.shown;
    if (standing.rolled_back.contains(version))
        return refuse_at(Verdict::RolledBack, file,
                         fmt::format("version {} was rolled back on this kiosk; {}", version, again));
    if (version < floor && !is_chosen)
        return refuse_at(Verdict::Older, file,
                         fmt::format("version {} is older than {}, which {}; {}", version, floor,
                                     floor == standing.shown   ? "is shown"
                                     : floor > standing.newest ? "is the least that this kiosk takes"
                                                               : "was shown here",
                                     again));
    if (version > floor + kMaxVersionJump)
        return refuse_at(Verdict::WildJump, file,
                         fmt::format("version {} is more than {} above {}, the newest that was shown; give it a "
                                     "version up to {}",
                                     version, kMaxVersionJump, floor, floor + kMaxVersionJump));
    return {};
}

tl::unexpected<Refusal> refuse_signature(Verdict verdict, const Signature& signature, const fs::path& database) {
    const fs::path file = database.string() + ".minisig";
    switch (verdict) {
    case Verdict::LegacySignature:
        return refuse_at(verdict, file,
                         "this is a signature of minisign's old kind; sign the database again with `roledb sign`");
    case Verdict::RevokedKey:
        return refuse_at(
            verdict, file,
            fmt::format("the key {} was withdrawn; sign with the key that replaced it", text_of(signature.key)));
    case Verdict::AlteredManifest:
        return refuse_at(verdict, file,
                         "the signature or its trusted comment was altered after signing; sign the database again "
                         "with `roledb sign`");
    case Verdict::WrongSignature:
        return refuse_at(verdict, database,
                         "this is not the file that was signed; make the stick again with `roledb stick`");
    default:
        return refuse_at(
            verdict, file,
            fmt::format("the key {} is not known here; sign with a key of this kiosk", text_of(signature.key)));
    }
}

} // namespace db::update
