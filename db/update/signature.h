// Ed25519 signatures in minisign's format, prehashed. Format: jedisct1.github.io/minisign, "Signature format",
// "Public key format", "Secret key format". Debian's `minisign` reads and writes the same files.
#pragma once
#include "db/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace db::update {

inline constexpr std::size_t kMaxSignatureFileBytes = 16 * 1024; ///< minisign's own files stay below
inline constexpr std::size_t kMaxTrustedCommentBytes = 8000;     ///< minisign reads lines of up to 8191
inline constexpr std::size_t kMaxUntrustedCommentBytes = 1000;   ///< minisign reads lines of up to 1023
inline constexpr std::size_t kMaxKeyFileBytes = 4 * 1024;

using KeyId = std::array<std::uint8_t, 8>;
using Digest = std::array<std::uint8_t, 64>; ///< BLAKE2b-512

/// "E7620F1842B4E81F", as minisign prints it: the id read as a little-endian number, without leading zeros.
[[nodiscard]] std::string text_of(const KeyId& id);

struct PublicKey {
    KeyId id{};
    std::array<std::uint8_t, 32> key{};
    std::string comment; ///< the untrusted comment, without its prefix
    bool operator==(const PublicKey&) const = default;
};

/// As minisign 0.11 reads a .pub file, but that nothing may follow the key. Errors: BadContent, naming what is wrong.
/// `text` may be anything.
[[nodiscard]] Result<PublicKey> parse_public_key(std::string_view text);
/// The text of a .pub file.
[[nodiscard]] std::string format_public_key(const PublicKey& key);

/// What a guess at a passphrase costs.
enum class KeyCost {
    Strong, ///< as minisign: some seconds and 1 GiB of memory, or the half of it where there is not as much
    Quick,  ///< 16 MiB, for tests
};

/// A secret key; its memory is locked where the system allows it, and wiped at the end.
class SecretKey {
public:
    [[nodiscard]] static SecretKey generate();

    /// `passphrase` is asked only where the key has one. Errors: BadContent; those of `passphrase`; Unsupported (no
    /// memory to derive the key). A wrong passphrase is BadContent that says so.
    [[nodiscard]] static Result<SecretKey> parse(std::string_view text,
                                                 const std::function<Result<std::string>()>& passphrase);

    SecretKey(SecretKey&&) noexcept;
    SecretKey& operator=(SecretKey&&) noexcept;
    SecretKey(const SecretKey&) = delete;
    SecretKey& operator=(const SecretKey&) = delete;
    ~SecretKey();

    /// The text of a .key file; with an empty passphrase not encrypted. Errors: Unsupported (no memory).
    [[nodiscard]] Result<std::string> format(std::string_view passphrase, KeyCost cost = KeyCost::Strong) const;
    [[nodiscard]] PublicKey public_key() const;

    /// The text of a .minisig file for the file with this digest. `trusted_comment` is one line of at most
    /// kMaxTrustedCommentBytes.
    [[nodiscard]] std::string sign(const Digest& digest, std::string_view trusted_comment,
                                   std::string_view untrusted_comment) const;

private:
    struct State;
    explicit SecretKey(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// BLAKE2b-512 of bytes that come piece by piece.
class Hasher {
public:
    Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;
    ~Hasher();
    void add(std::string_view bytes);
    [[nodiscard]] Digest finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Of a whole regular file, read piece by piece. Errors: NotFound; NotARolesDatabase (no regular file); Corrupt (larger
/// than kMaxDatabaseBytes; of such a file nothing is read); Io.
[[nodiscard]] Result<Digest> digest_of(const std::filesystem::path& path);

/// A signature file, taken apart; nothing is verified yet.
struct Signature {
    KeyId key{};
    std::array<std::uint8_t, 64> bytes{};
    std::string trusted_comment;
    std::array<std::uint8_t, 64> comment_signature{};
    bool is_legacy = false; ///< algorithm "Ed": never accepted
};

/// Exactly the four lines of the format; nothing before or between, and after them nothing but blank lines. Lines may
/// end with CRLF. Errors: BadContent, naming the line. `text` may be anything.
[[nodiscard]] Result<Signature> parse_signature(std::string_view text);

/// Whether `signature` is `key`'s over a file with this digest. Constant time in the secret parts.
[[nodiscard]] bool signs(const PublicKey& key, const Signature& signature, const Digest& digest);
/// Whether the trusted comment is the one that `key` signed together with the signature.
[[nodiscard]] bool signs_comment(const PublicKey& key, const Signature& signature);

} // namespace db::update
