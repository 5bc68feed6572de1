#include "db/update/minisign_text.h"
#include "db/update/signature.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <fmt/format.h>
#include <new>
#include <sodium.h>

namespace db::update {
namespace {

// What the passphrase hides, byte for byte as in the file.
struct Secret {
    std::array<std::uint8_t, 8> id;
    std::array<std::uint8_t, 64> key; ///< seed and public key
    std::array<std::uint8_t, 32> checksum;
};

// The second line of a key file.
struct KeyFile {
    std::array<std::uint8_t, 2> algorithm;
    std::array<std::uint8_t, 2> derivation;
    std::array<std::uint8_t, 2> checksum_algorithm;
    std::array<std::uint8_t, crypto_pwhash_scryptsalsa208sha256_SALTBYTES> salt;
    std::array<std::uint8_t, 8> operations;
    std::array<std::uint8_t, 8> memory;
    Secret secret;
};
static_assert(sizeof(Secret) == 104 && sizeof(KeyFile) == 158);

constexpr std::array<std::uint8_t, 2> kEd25519{'E', 'd'};
constexpr std::array<std::uint8_t, 2> kScrypt{'S', 'c'};
constexpr std::array<std::uint8_t, 2> kNoPassphrase{0, 0};
constexpr std::array<std::uint8_t, 2> kBlake2b{'B', '2'};
constexpr std::uint64_t kMaxOperations = crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE;
constexpr std::uint64_t kMaxMemory = crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE;
constexpr std::string_view kNoMemory =
    "this machine has too little free memory to turn the passphrase into a key (1 GiB "
    "is needed); close other programs and run this again";

/// One value in memory that is locked, guarded and wiped by libsodium.
template <typename T>
class Locked {
public:
    Locked() {
        start_sodium();
        m_value = static_cast<T*>(sodium_malloc(sizeof(T)));
        if (!m_value)
            throw std::bad_alloc();
        std::memset(m_value, 0, sizeof(T));
    }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;
    Locked(Locked&&) = delete;
    Locked& operator=(Locked&&) = delete;
    ~Locked() { sodium_free(m_value); }
    T& operator*() const { return *m_value; }
    T* operator->() const { return m_value; }

private:
    T* m_value = nullptr;
};

std::uint64_t number_of(const std::array<std::uint8_t, 8>& bytes) {
    std::uint64_t number = 0;
    for (std::size_t index = bytes.size(); index-- > 0;)
        number = number << 8 | bytes[index];
    return number;
}

std::array<std::uint8_t, 8> bytes_of(std::uint64_t number) {
    std::array<std::uint8_t, 8> bytes{};
    for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(number & 0xff);
        number >>= 8;
    }
    return bytes;
}

std::array<std::uint8_t, 32> checksum_of(const Secret& secret) {
    std::array<std::uint8_t, 32> checksum{};
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, checksum.size());
    crypto_generichash_update(&state, kEd25519.data(), kEd25519.size());
    crypto_generichash_update(&state, secret.id.data(), secret.id.size());
    crypto_generichash_update(&state, secret.key.data(), secret.key.size());
    crypto_generichash_final(&state, checksum.data(), checksum.size());
    sodium_memzero(&state, sizeof state);
    return checksum;
}

/// Hides the secret, or shows it again. False where there is no memory.
bool mask(KeyFile& file, std::string_view passphrase) {
    const Locked<std::array<std::uint8_t, sizeof(Secret)>> stream;
    const int result =
        crypto_pwhash_scryptsalsa208sha256(stream->data(), stream->size(), passphrase.data(), passphrase.size(),
                                           file.salt.data(), number_of(file.operations), number_of(file.memory));
    if (result != 0)
        return false;
    auto* bytes = reinterpret_cast<std::uint8_t*>(&file.secret);
    for (std::size_t index = 0; index < stream->size(); ++index)
        bytes[index] = static_cast<std::uint8_t>(bytes[index] ^ (*stream)[index]);
    return true;
}

// Signing with a public half that does not belong to the seed would give the seed away.
bool halves_fit(const Secret& secret) {
    const Locked<std::array<std::uint8_t, 64>> derived;
    std::array<std::uint8_t, 32> public_half{};
    crypto_sign_seed_keypair(public_half.data(), derived->data(), secret.key.data());
    return sodium_memcmp(derived->data(), secret.key.data(), derived->size()) == 0;
}

tl::unexpected<Error> damaged(std::string_view what) {
    return fail(ErrorCode::BadContent, fmt::format("this is not a secret key: {}", what));
}

Result<void> check_form(const KeyFile& file) {
    if (file.algorithm != kEd25519 || file.checksum_algorithm != kBlake2b)
        return damaged("it is of another kind than minisign's");
    if (file.derivation == kNoPassphrase)
        return {};
    if (file.derivation != kScrypt)
        return damaged("its passphrase is used in an unknown way");
    // A foreign file must not make this machine work for hours.
    if (number_of(file.operations) > kMaxOperations || number_of(file.memory) > kMaxMemory)
        return damaged("it asks for more work or memory than minisign does");
    return {};
}

Result<void> unlock(KeyFile& file, const std::function<Result<std::string>()>& passphrase) {
    if (file.derivation == kNoPassphrase) {
        // minisign leaves the checksum of such a key empty.
        const bool is_empty = sodium_is_zero(file.secret.checksum.data(), file.secret.checksum.size()) == 1;
        if ((!is_empty && checksum_of(file.secret) != file.secret.checksum) || !halves_fit(file.secret))
            return damaged("it is damaged");
        return {};
    }
    auto words = passphrase();
    if (!words)
        return tl::unexpected(words.error());
    std::string& secret = *words;
    const bool has_memory = mask(file, secret);
    sodium_memzero(secret.data(), secret.size());
    if (!has_memory)
        return fail(ErrorCode::Unsupported, std::string(kNoMemory));
    if (checksum_of(file.secret) != file.secret.checksum)
        return fail(ErrorCode::BadContent, "the passphrase is wrong (or the key file is damaged)");
    if (!halves_fit(file.secret))
        return damaged("it is damaged");
    return {};
}

std::array<std::uint8_t, 64> signature_of(const Secret& secret, const std::uint8_t* bytes, std::size_t size) {
    std::array<std::uint8_t, 64> signature{};
    crypto_sign_detached(signature.data(), nullptr, bytes, size, secret.key.data());
    return signature;
}

} // namespace

struct SecretKey::State {
    Locked<Secret> secret;
};

SecretKey::SecretKey(std::unique_ptr<State> state) : m_state(std::move(state)) {}
SecretKey::SecretKey(SecretKey&&) noexcept = default;
SecretKey& SecretKey::operator=(SecretKey&&) noexcept = default;
SecretKey::~SecretKey() = default;

SecretKey SecretKey::generate() {
    auto state = std::make_unique<State>();
    std::array<std::uint8_t, 32> public_half{};
    randombytes_buf(state->secret->id.data(), state->secret->id.size());
    crypto_sign_keypair(public_half.data(), state->secret->key.data());
    return SecretKey(std::move(state));
}

Result<SecretKey> SecretKey::parse(std::string_view text, const std::function<Result<std::string>()>& passphrase) {
    LineReader lines(text);
    const Locked<KeyFile> file;
    if (auto comment = lines.comment(kUntrustedPrefix, kMaxUntrustedCommentBytes); !comment)
        return damaged(comment.error().message);
    const std::span<std::uint8_t> bytes(reinterpret_cast<std::uint8_t*>(&*file), sizeof(KeyFile));
    if (auto outcome = lines.bytes(bytes); !outcome)
        return damaged(outcome.error().message);
    if (auto outcome = lines.end(); !outcome)
        return damaged(outcome.error().message);
    if (auto outcome = check_form(*file); !outcome)
        return tl::unexpected(outcome.error());
    if (auto outcome = unlock(*file, passphrase); !outcome)
        return tl::unexpected(outcome.error());
    auto state = std::make_unique<State>();
    *state->secret = file->secret;
    return SecretKey(std::move(state));
}

Result<std::string> SecretKey::format(std::string_view passphrase, KeyCost cost) const {
    const Locked<KeyFile> file;
    file->algorithm = kEd25519;
    file->derivation = passphrase.empty() ? kNoPassphrase : kScrypt;
    file->checksum_algorithm = kBlake2b;
    file->secret = *m_state->secret;
    if (!passphrase.empty()) {
        const bool is_strong = cost == KeyCost::Strong;
        std::uint64_t operations = is_strong ? kMaxOperations : crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_INTERACTIVE;
        std::uint64_t memory = is_strong ? kMaxMemory : crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_INTERACTIVE;
        file->secret.checksum = checksum_of(file->secret);
        randombytes_buf(file->salt.data(), file->salt.size());
        file->operations = bytes_of(operations);
        file->memory = bytes_of(memory);
        while (!mask(*file, passphrase)) {
            operations /= 2;
            memory /= 2;
            if (memory < crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_INTERACTIVE)
                return fail(ErrorCode::Unsupported, std::string(kNoMemory));
            file->operations = bytes_of(operations);
            file->memory = bytes_of(memory);
        }
    }
    const std::span<const std::uint8_t> bytes(reinterpret_cast<const std::uint8_t*>(&*file), sizeof(KeyFile));
    return fmt::format("{}minisign {}secret key {}\n{}\n", kUntrustedPrefix, passphrase.empty() ? "" : "encrypted ",
                       text_of(m_state->secret->id), base64_of(bytes));
}

PublicKey SecretKey::public_key() const {
    PublicKey key;
    key.id = m_state->secret->id;
    std::copy_n(m_state->secret->key.begin() + 32, key.key.size(), key.key.begin());
    key.comment = "minisign public key " + text_of(key.id);
    return key;
}

std::string SecretKey::sign(const Digest& digest, std::string_view trusted_comment,
                            std::string_view untrusted_comment) const {
    assert(trusted_comment.size() <= kMaxTrustedCommentBytes
           && trusted_comment.find_first_of("\r\n") == trusted_comment.npos);
    assert(untrusted_comment.size() <= kMaxUntrustedCommentBytes);
    const Secret& secret = *m_state->secret;
    const auto signature = signature_of(secret, digest.data(), digest.size());
    std::vector<std::uint8_t> line{'E', 'D'};
    line.insert(line.end(), secret.id.begin(), secret.id.end());
    line.insert(line.end(), signature.begin(), signature.end());
    std::vector<std::uint8_t> with_comment(signature.begin(), signature.end());
    with_comment.insert(with_comment.end(), trusted_comment.begin(), trusted_comment.end());
    const auto comment_signature = signature_of(secret, with_comment.data(), with_comment.size());
    return fmt::format("{}{}\n{}\n{}{}\n{}\n", kUntrustedPrefix, untrusted_comment, base64_of(line), kTrustedPrefix,
                       trusted_comment, base64_of(comment_signature));
}

} // namespace db::update
