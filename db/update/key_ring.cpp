#include "db/update/key_ring.h"

#include "db/files.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <fmt/format.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 4;
constexpr std::size_t kMaxFiles = 1000;

bool is_same_key(const PublicKey& left, const PublicKey& right) {
    return left.id == right.id || left.key == right.key;
}

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return text;
}

bool is_hidden(const fs::path& file) {
    return file.filename().string().starts_with('.');
}

bool is_readme(const fs::path& file) {
    const std::string name = lowered(file.filename().string());
    return name == "readme" || name.starts_with("readme.");
}

Result<std::vector<fs::path>> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        entries.push_back(at->path());
    if (error)
        return fail(ErrorCode::Io, "cannot read the folder of keys: " + error.message(), folder.string());
    std::sort(entries.begin(), entries.end());
    return entries;
}

Result<PublicKey> read_key(const fs::path& file) {
    const auto text = read_whole(file, kMaxKeyFileBytes);
    return text ? parse_public_key(*text) : fail(text.error().code, text.error().message);
}

/// Fills a ring from its folder.
class Loader {
public:
    explicit Loader(KeyRing& ring) : m_ring(ring) {}

    [[nodiscard]] Result<void> load(const fs::path& folder) {
        const auto entries = entries_of(folder);
        if (!entries)
            return tl::unexpected(entries.error());
        load_trusted(*entries, m_ring.content);
        for (const fs::path& entry : *entries) {
            if (!is_folder(entry))
                continue;
            if (entry.filename() == "recovery")
                load_recovery(entry);
            else
                withdraw_all(entry, 1);
        }
        return {};
    }

private:
    static bool is_folder(const fs::path& entry) {
        std::error_code ignored;
        return fs::is_directory(entry, ignored);
    }

    void load_trusted(const std::vector<fs::path>& entries, std::vector<PublicKey>& keys) {
        for (const fs::path& entry : entries) {
            if (is_folder(entry) || is_readme(entry))
                continue;
            if (lowered(entry.extension().string()) == ".pub")
                take(entry, keys);
            else if (!is_hidden(entry))
                m_ring.problems.push_back({entry, "this counts as no key, for its name does not end in .pub"});
        }
    }

    void take(const fs::path& file, std::vector<PublicKey>& keys) {
        if (auto key = read_key(file))
            keys.push_back(std::move(*key));
        else
            m_ring.problems.push_back(
                {file, key.error().message + "; the other keys count: remove this file, or copy the key again"});
    }

    void load_recovery(const fs::path& folder) {
        const auto entries = entries_of(folder);
        if (!entries) {
            stop(folder, entries.error().message);
            return;
        }
        load_trusted(*entries, m_ring.recovery);
        for (const fs::path& entry : *entries) {
            if (is_folder(entry))
                withdraw_all(entry, 2);
        }
    }

    void withdraw_all(const fs::path& folder, int depth) {
        const auto entries = depth <= kMaxDepth ? entries_of(folder) : fail(ErrorCode::BadContent, "too deep");
        if (!entries) {
            stop(folder, depth <= kMaxDepth ? entries.error().message : "this folder lies too deep to be read");
            return;
        }
        for (const fs::path& entry : *entries) {
            if (is_folder(entry))
                withdraw_all(entry, depth + 1);
            else if (!is_hidden(entry) && !is_readme(entry))
                withdraw(entry);
        }
    }

    void withdraw(const fs::path& file) {
        if (++m_withdrawn > kMaxFiles) {
            if (m_withdrawn == kMaxFiles + 1)
                stop(file, fmt::format("more than {} files withdraw keys", kMaxFiles));
            return;
        }
        if (auto key = read_key(file))
            m_ring.revoked.push_back(std::move(*key));
        else
            stop(file, key.error().message);
    }

    void stop(const fs::path& file, std::string_view why) {
        m_ring.problems.push_back(
            {file,
             fmt::format("{}; which key this withdraws is not known, so no stick is taken: remove "
                         "it, or copy the key again",
                         why),
             true});
    }

    KeyRing& m_ring;
    std::size_t m_withdrawn = 0;
};

using Judge = Verdict (*)(const PublicKey&, const Signature&, const Digest*);

Verification verify_by(const KeyRing& ring, const Signature& signature, const Digest* digest, Judge judge) {
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
            best.verdict = is_revoked ? Verdict::RevokedKey : judge(key, signature, digest);
            best.by_recovery_key = is_recovery && best.verdict == Verdict::Installed;
        }
    };
    // A key in both folders has the rights of both.
    try_keys(ring.recovery, true);
    try_keys(ring.content, false);
    return best;
}

} // namespace

Result<KeyRing> KeyRing::load(const fs::path& folder) {
    KeyRing ring;
    std::error_code error;
    const auto status = fs::status(folder, error);
    if (status.type() == fs::file_type::not_found)
        return ring;
    if (error)
        return fail(ErrorCode::Io, "cannot read the folder of keys: " + error.message(), folder.string());
    if (!fs::is_directory(status))
        return fail(ErrorCode::BadContent, "this is a file; the keys lie in a folder of this name", folder.string());
    if (auto loaded = Loader(ring).load(folder); !loaded)
        return tl::unexpected(loaded.error());
    return ring;
}

Checked<KeyRing> load_to_verify(const fs::path& folder) {
    constexpr std::string_view kCure = "ask whoever maintains the kiosk to put the public keys there";
    auto ring = KeyRing::load(folder);
    if (!ring)
        return refuse(Verdict::NoKeys, fmt::format("{}; {}", ring.error().text(), kCure));
    for (const KeyProblem& problem : ring->problems) {
        if (problem.stops_sticks)
            return refuse(Verdict::BadKeys, problem.text());
    }
    if (!ring->empty())
        return std::move(*ring);
    std::string found;
    for (const KeyProblem& problem : ring->problems)
        found += "; " + problem.text();
    return refuse(Verdict::NoKeys, fmt::format("{}: there is no public key in this folder, so that nothing can be "
                                               "verified; {}{}",
                                               folder.string(), kCure, found));
}

std::string state_of_keys(const fs::path& folder) {
    std::string state;
    std::error_code error;
    const auto options = fs::directory_options::follow_directory_symlink;
    for (fs::recursive_directory_iterator at(folder, options, error), end; !error && at != end; at.increment(error)) {
        if (at.depth() > kMaxDepth)
            at.disable_recursion_pending();
        struct stat status = {};
        if (::stat(at->path().c_str(), &status) == 0)
            state += fmt::format("{}={}.{}/{}/{}\n", at->path().string(), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                                 status.st_size, status.st_ino);
        if (state.size() > kMaxFiles * 1000)
            break;
    }
    return state + (error ? error.message() : "");
}

Verification verify(const KeyRing& ring, const Signature& signature, const Digest& digest) {
    return verify_by(ring, signature, &digest, [](const PublicKey& key, const Signature& made, const Digest* of) {
        return !signs(key, made, *of)      ? Verdict::WrongSignature
               : !signs_comment(key, made) ? Verdict::AlteredManifest
                                           : Verdict::Installed;
    });
}

Verification verify_without_file(const KeyRing& ring, const Signature& signature) {
    return verify_by(ring, signature, nullptr, [](const PublicKey& key, const Signature& made, const Digest*) {
        return signs_comment(key, made) ? Verdict::Installed : Verdict::AlteredManifest;
    });
}

} // namespace db::update
