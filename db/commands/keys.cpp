#include "db/commands/keys.h"

#include "db/commands/report.h"
#include "db/commands/terminal.h"
#include "db/files.h"
#include "db/update/descriptor.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace db::commands {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxAttempts = 3;
constexpr mode_t kSecretMode = 0600;
constexpr mode_t kPublicMode = 0644;

Result<std::string> new_passphrase() {
    for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
        auto first = ask_passphrase("New passphrase");
        if (!first)
            return first;
        if (first->empty()) {
            fmt::print(stderr, "A passphrase is needed. (--no-passphrase makes a key without one.)\n");
            continue;
        }
        auto second = ask_passphrase("Once more");
        if (!second)
            return second;
        const bool is_same = *first == *second;
        wipe(*second);
        if (is_same)
            return first;
        wipe(*first);
        fmt::print(stderr, "These were two different passphrases. Try again.\n");
    }
    return fail(ErrorCode::Io, "no passphrase was chosen; nothing was made");
}

Result<std::string> chosen_passphrase(const KeygenOptions& options) {
    if (!options.has_passphrase)
        return std::string();
    return options.passphrase_file.empty() ? new_passphrase() : read_passphrase(options.passphrase_file);
}

/// A new file, never over an old one: an old key may be the only one that a kiosk trusts.
Result<void> write_new(const fs::path& path, std::string_view text, mode_t mode) {
    const auto failure = [&](std::string_view what) {
        return fail(errno == ENOSPC ? ErrorCode::NoSpace : ErrorCode::Io,
                    errno == EEXIST ? "this exists already; choose another name"
                                    : fmt::format("cannot {}: {}", what, std::strerror(errno)),
                    path.string());
    };
    const update::Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (!file.is_open())
        return failure("make the file");
    const ssize_t written = write(file.number(), text.data(), text.size());
    if (written == static_cast<ssize_t>(text.size()) && fsync(file.number()) == 0)
        return {};
    const auto error = failure("write the file");
    unlink(path.c_str());
    return error;
}

fs::path with_ending(const fs::path& name, std::string_view ending) {
    return fs::path(name) += ending;
}

Result<void> check_names(const KeygenOptions& options) {
    if (options.name.filename().empty())
        return fail(ErrorCode::BadContent, "give a name for the key, not a folder", options.name.string());
    for (const std::string_view ending : {".key", ".pub"}) {
        std::error_code ignored;
        const fs::path path = with_ending(options.name, ending);
        if (fs::exists(fs::symlink_status(path, ignored)))
            return fail(ErrorCode::Io, "this exists already; choose another name", path.string());
    }
    return {};
}

} // namespace

int keygen(const KeygenOptions& options) {
    if (auto outcome = check_names(options); !outcome)
        return report(outcome.error());
    auto passphrase = chosen_passphrase(options);
    if (!passphrase)
        return report(passphrase.error());
    const auto key = update::SecretKey::generate();
    auto text = key.format(*passphrase);
    wipe(*passphrase);
    if (!text)
        return report(text.error());
    const fs::path secret = with_ending(options.name, ".key");
    const fs::path shared = with_ending(options.name, ".pub");
    auto outcome = write_new(secret, *text, kSecretMode);
    wipe(*text);
    if (!outcome)
        return report(outcome.error());
    outcome = write_new(shared, update::format_public_key(key.public_key()), kPublicMode);
    if (!outcome) {
        unlink(secret.c_str());
        return report(outcome.error());
    }
    fmt::print("Key {} was made.\n", update::text_of(key.public_key().id));
    fmt::print("{}: signs. Keep it secret{}, and keep a copy in a safe place.\n", secret.string(),
               options.has_passphrase ? "" : " (it has no passphrase: who has the file can sign)");
    fmt::print("{}: goes into the folder of keys of each kiosk, and is no secret.\n", shared.string());
    return 0;
}

Result<update::SecretKey> open_key(const KeyFile& file) {
    auto text = read_whole(file.path, update::kMaxKeyFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound, "there is no such key; `roledb keygen -o NAME` makes NAME.key",
                    file.path.string());
    if (!text)
        return tl::unexpected(text.error());
    if (update::parse_public_key(*text))
        return fail(ErrorCode::BadContent, "this is the public half of a key; give the file that ends in .key",
                    file.path.string());
    const auto passphrase = [&] {
        return file.passphrase_file.empty() ? ask_passphrase(fmt::format("Passphrase of {}", file.path.string()))
                                            : read_passphrase(file.passphrase_file);
    };
    for (int attempt = 1;; ++attempt) {
        bool was_given = false;
        auto key = update::SecretKey::parse(*text, [&] {
            auto words = passphrase();
            was_given = words.has_value();
            return words;
        });
        const bool is_wrong = !key && was_given && key.error().code == ErrorCode::BadContent;
        if (is_wrong && file.passphrase_file.empty() && attempt < kMaxAttempts) {
            fmt::print(stderr, "This is not the passphrase. Try again.\n");
            continue;
        }
        wipe(*text);
        if (!key && key.error().where.empty())
            return fail(key.error().code, key.error().message, file.path.string());
        return key;
    }
}

} // namespace db::commands
