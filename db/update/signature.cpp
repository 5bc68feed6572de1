#include "db/update/signature.h"

#include "db/bounds.h"
#include "db/update/minisign_text.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace db::update {
namespace {

constexpr std::size_t kReadBytes = 256 * 1024;
constexpr std::array<std::uint8_t, 2> kKeyAlgorithm{'E', 'd'};
constexpr std::array<std::uint8_t, 2> kLegacyAlgorithm{'E', 'd'};
constexpr std::array<std::uint8_t, 2> kPrehashedAlgorithm{'E', 'D'};

bool begins_with(const auto& bytes, const std::array<std::uint8_t, 2>& start) {
    return std::equal(start.begin(), start.end(), bytes.begin());
}

/// Copies the bytes from `offset` on, as many as `into` has.
void take(const auto& bytes, std::size_t offset, auto& into) {
    std::memcpy(into.data(), bytes.data() + offset, into.size());
}

tl::unexpected<Error> io_failure(const std::filesystem::path& path) {
    return fail(ErrorCode::Io, fmt::format("cannot read the file: {}", std::strerror(errno)), path.string());
}

} // namespace

std::string text_of(const KeyId& id) {
    std::uint64_t number = 0;
    for (std::size_t index = id.size(); index-- > 0;)
        number = number << 8 | id[index];
    return fmt::format("{:X}", number);
}

Result<PublicKey> parse_public_key(std::string_view text) {
    LineReader lines(text);
    PublicKey key;
    std::array<std::uint8_t, 2 + 8 + 32> bytes{};
    auto comment = lines.free_comment(kUntrustedPrefix, kMaxUntrustedCommentBytes);
    if (!comment)
        return tl::unexpected(comment.error());
    key.comment = std::move(*comment);
    if (auto outcome = lines.bytes(bytes); !outcome)
        return tl::unexpected(outcome.error());
    if (auto outcome = lines.end(); !outcome)
        return tl::unexpected(outcome.error());
    if (!begins_with(bytes, kKeyAlgorithm))
        return fail(ErrorCode::BadContent, "line 2 is a key of another kind than Ed25519");
    take(bytes, 2, key.id);
    take(bytes, 2 + 8, key.key);
    if (crypto_core_ed25519_is_valid_point(key.key.data()) != 1)
        return fail(ErrorCode::BadContent, "line 2 holds no valid key; copy the file again from where it was made");
    return key;
}

std::string format_public_key(const PublicKey& key) {
    std::array<std::uint8_t, 2 + 8 + 32> bytes{};
    std::copy(kKeyAlgorithm.begin(), kKeyAlgorithm.end(), bytes.begin());
    std::copy(key.id.begin(), key.id.end(), bytes.begin() + 2);
    std::copy(key.key.begin(), key.key.end(), bytes.begin() + 2 + 8);
    return fmt::format("{}{}\n{}\n", kUntrustedPrefix, key.comment, base64_of(bytes));
}

struct Hasher::State {
    crypto_generichash_state state;
};

Hasher::Hasher() : m_state(std::make_unique<State>()) {
    start_sodium();
    crypto_generichash_init(&m_state->state, nullptr, 0, sizeof(Digest));
}

Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::add(std::string_view bytes) {
    crypto_generichash_update(&m_state->state, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

Digest Hasher::finish() {
    Digest digest{};
    crypto_generichash_final(&m_state->state, digest.data(), digest.size());
    return digest;
}

Result<Digest> digest_of(const std::filesystem::path& path) {
    // O_NONBLOCK: opening a pipe must not wait for a writer.
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(ErrorCode::NotFound, "there is no such file", path.string());
    if (file < 0)
        return io_failure(path);
    const auto close_file = [](const int* number) { close(*number); };
    const std::unique_ptr<const int, decltype(close_file)> closer(&file, close_file);
    struct stat status = {};
    if (fstat(file, &status) != 0)
        return io_failure(path);
    if (!S_ISREG(status.st_mode))
        return fail(ErrorCode::NotARolesDatabase, "this is not a file", path.string());
    const auto too_large = [&] {
        return fail(ErrorCode::Corrupt,
                    fmt::format("the file is larger than {} MiB, which is the most allowed", kMaxDatabaseBytes >> 20),
                    path.string());
    };
    if (status.st_size > static_cast<off_t>(kMaxDatabaseBytes))
        return too_large();
    Hasher hasher;
    std::uintmax_t total = 0;
    std::vector<char> buffer(kReadBytes);
    while (true) {
        const ssize_t count = read(file, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return io_failure(path);
        if (count == 0)
            return hasher.finish();
        total += static_cast<std::uintmax_t>(count);
        if (total > kMaxDatabaseBytes) // it grows while it is read
            return too_large();
        hasher.add({buffer.data(), static_cast<std::size_t>(count)});
    }
}

Result<Signature> parse_signature(std::string_view text) {
    if (text.size() > kMaxSignatureFileBytes)
        return fail(ErrorCode::BadContent,
                    fmt::format("a signature file has at most {} bytes", kMaxSignatureFileBytes));
    LineReader lines(text);
    Signature signature;
    std::array<std::uint8_t, 2 + 8 + 64> bytes{};
    if (auto untrusted = lines.comment(kUntrustedPrefix, kMaxUntrustedCommentBytes); !untrusted)
        return tl::unexpected(untrusted.error());
    if (auto outcome = lines.bytes(bytes); !outcome)
        return tl::unexpected(outcome.error());
    auto trusted = lines.comment(kTrustedPrefix, kMaxTrustedCommentBytes);
    if (!trusted)
        return tl::unexpected(trusted.error());
    signature.trusted_comment = std::move(*trusted);
    if (auto outcome = lines.bytes(signature.comment_signature); !outcome)
        return tl::unexpected(outcome.error());
    if (auto outcome = lines.end(); !outcome)
        return tl::unexpected(outcome.error());
    signature.is_legacy = begins_with(bytes, kLegacyAlgorithm);
    if (!signature.is_legacy && !begins_with(bytes, kPrehashedAlgorithm))
        return fail(ErrorCode::BadContent, "line 2 is a signature of another kind than minisign's");
    take(bytes, 2, signature.key);
    take(bytes, 2 + 8, signature.bytes);
    return signature;
}

bool signs(const PublicKey& key, const Signature& signature, const Digest& digest) {
    start_sodium();
    return !signature.is_legacy && signature.key == key.id
           && crypto_sign_verify_detached(signature.bytes.data(), digest.data(), digest.size(), key.key.data()) == 0;
}

bool signs_comment(const PublicKey& key, const Signature& signature) {
    start_sodium();
    std::vector<std::uint8_t> message(signature.bytes.begin(), signature.bytes.end());
    message.insert(message.end(), signature.trusted_comment.begin(), signature.trusted_comment.end());
    return crypto_sign_verify_detached(signature.comment_signature.data(), message.data(), message.size(),
                                       key.key.data())
           == 0;
}

} // namespace db::update
