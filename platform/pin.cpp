#include "platform/pin.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <sodium.h>

namespace platform {
namespace {

constexpr std::size_t kMemoryBytes = std::size_t{32} * 1024 * 1024;
constexpr unsigned long long kPasses = crypto_pwhash_OPSLIMIT_INTERACTIVE;

constexpr std::uint32_t kMinMemoryKib = 8; // the least that argon2 takes
constexpr std::uint32_t kMaxMemoryKib = 65536;
constexpr std::uint32_t kMaxPasses = 4;
constexpr std::size_t kSaltLetters = 22; // 16 bytes in base64 without padding
constexpr std::size_t kHashLetters = 43; // 32 bytes

/// Takes what it reads off the front of `text`.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    bool literal(std::string_view expected) {
        if (!m_text.starts_with(expected))
            return false;
        m_text.remove_prefix(expected.size());
        return true;
    }
    bool number(std::uint32_t least, std::uint32_t most) {
        std::uint32_t value = 0;
        const auto [end, bad] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), value);
        m_text.remove_prefix(static_cast<std::size_t>(end - m_text.data()));
        return bad == std::errc{} && value >= least && value <= most;
    }
    bool base64(std::size_t letters) {
        constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        if (m_text.size() < letters || m_text.substr(0, letters).find_first_not_of(kAlphabet) != std::string_view::npos)
            return false;
        m_text.remove_prefix(letters);
        return true;
    }
    [[nodiscard]] bool at_end() const { return m_text.empty(); }

private:
    std::string_view m_text;
};

} // namespace

bool is_pin(std::string_view text) {
    return text.size() >= kMinPinDigits && text.size() <= kMaxPinDigits
           && std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

std::optional<std::string> hash_pin(std::string_view pin) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (!is_pin(pin) || sodium_init() < 0
        || crypto_pwhash_str_alg(hash.data(), pin.data(), pin.size(), kPasses, kMemoryBytes,
                                 crypto_pwhash_ALG_ARGON2ID13)
               != 0)
        return std::nullopt;
    return hash.data();
}

bool is_pin_hash(std::string_view hash) {
    Scanner scanner(hash);
    return hash.size() < crypto_pwhash_STRBYTES && scanner.literal("$argon2id$v=19$m=")
           && scanner.number(kMinMemoryKib, kMaxMemoryKib) && scanner.literal(",t=") && scanner.number(1, kMaxPasses)
           && scanner.literal(",p=1$") && scanner.base64(kSaltLetters) && scanner.literal("$")
           && scanner.base64(kHashLetters) && scanner.at_end();
}

bool pin_matches(std::string_view pin, std::string_view hash) {
    if (!is_pin(pin) || !is_pin_hash(hash) || sodium_init() < 0)
        return false;
    std::array<char, crypto_pwhash_STRBYTES> text{}; // the library reads that many bytes
    hash.copy(text.data(), text.size() - 1);
    return crypto_pwhash_str_verify(text.data(), pin.data(), pin.size()) == 0;
}

void wipe(std::string& secret) {
    secret.resize(secret.capacity());
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

} // namespace platform
