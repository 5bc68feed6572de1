#include "db/update/newest.h"

#include "db/files.h"
#include "db/update/content_state.h"
#include "db/update/file_system.h"
#include "db/update/proof.h"

#include <algorithm>
#include <map>
#include <system_error>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxNoteFiles = 256; // one a key; more is not ours

fs::path folder_in(const fs::path& state) {
    return state / "newest";
}

/// What one signature file proves to have been signed; 0: nothing.
std::int64_t version_proven_by(const KeyRing& ring, const fs::path& file) {
    std::error_code ignored;
    if (!fs::is_regular_file(fs::symlink_status(file, ignored)))
        return 0;
    const auto text = read_whole(file, kMaxSignatureFileBytes);
    const auto signature = text ? parse_signature(*text) : tl::unexpected(text.error());
    if (!signature || verify_without_file(ring, *signature).verdict != Verdict::Installed)
        return 0;
    const auto manifest = parse_manifest(signature->trusted_comment);
    const bool is_ours = manifest && manifest->product == kProduct && manifest->subject == Subject::Content;
    return is_ours ? manifest->version : 0;
}

} // namespace

std::int64_t newest_installed(const KeyRing& ring, const fs::path& state) {
    std::int64_t newest = 0;
    std::size_t count = 0;
    std::error_code error;
    for (fs::directory_iterator at(folder_in(state), error), end; !error && at != end && count < kMaxNoteFiles;
         at.increment(error), ++count)
        newest = std::max(newest, version_proven_by(ring, at->path()));
    for (const InstalledContent& kept : kept_content(state)) {
        if (kept.version > newest && prove(ring, kept.database.parent_path()))
            newest = kept.version;
    }
    return newest;
}

Result<void> keep_newest(FileSystem& files, const KeyRing& ring, const fs::path& state) {
    std::map<KeyId, InstalledContent> newest;
    for (const InstalledContent& kept : kept_content(state)) { // the newest first
        if (const auto proof = prove(ring, kept.database.parent_path()))
            newest.try_emplace(proof->key, kept);
    }
    const fs::path folder = folder_in(state);
    for (const auto& [key, content] : newest) {
        const fs::path file = folder / (text_of(key) + ".minisig");
        if (version_proven_by(ring, file) >= content.version)
            continue;
        const auto text = read_whole(content.database.string() + ".minisig", kMaxSignatureFileBytes);
        if (!text)
            return tl::unexpected(text.error());
        std::error_code ignored;
        if (!fs::is_directory(fs::symlink_status(folder, ignored))) {
            auto made = files.remove(folder);
            if (made)
                made = files.make_folder(folder);
            if (!made)
                return made;
        }
        if (auto removed = files.remove(file.string() + ".new"); !removed)
            return removed;
        if (auto replaced = replace_file(files, file, *text); !replaced)
            return replaced;
    }
    return {};
}

} // namespace db::update
