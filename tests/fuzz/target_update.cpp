// What a stick and a folder of keys may hold: anything. Only what the signer made may verify.
#include "db/update/key_ring.h"
#include "db/update/manifest.h"
#include "db/update/minisign_text.h"
#include "db/update/request_terms.h"
#include "db/update/signature.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <fmt/format.h>

namespace fuzz {
namespace {

using namespace db::update;

constexpr std::string_view kSigned = "careers-kiosk content channel=stable version=12 schema=1 size=49152";
constexpr std::string_view kKeyEnd = "\n---\n";

/// A key that exists for these tests only. It is a file of the corpus, so that every run signs the same bytes.
const SecretKey& secret_key() {
    static const SecretKey key = [] {
        const std::string text = read_file(std::string(KIOSK_SOURCE_DIR) + "/tests/fuzz/corpus/secret_key/plain.key");
        auto parsed = SecretKey::parse(text, [] { return std::string(); });
        require(parsed.has_value(), "the key of the corpus cannot be read", parsed ? "" : parsed.error().text());
        return std::move(*parsed);
    }();
    return key;
}

const Digest& digest() {
    static const Digest made = [] {
        Hasher hasher;
        hasher.add("the database that was signed");
        return hasher.finish();
    }();
    return made;
}

const std::string& good_text() {
    static const std::string text = secret_key().sign(digest(), kSigned, "signature from the kiosk's tests");
    return text;
}

const Signature& good_signature() {
    static const Signature signature = *parse_signature(good_text());
    return signature;
}

bool is_good(const Signature& other) {
    const Signature& good = good_signature();
    return other.key == good.key && other.bytes == good.bytes && other.trusted_comment == good.trusted_comment
           && other.comment_signature == good.comment_signature && !other.is_legacy;
}

std::string line_of(const Signature& signature) {
    std::vector<std::uint8_t> bytes = {'E', static_cast<std::uint8_t>(signature.is_legacy ? 'd' : 'D')};
    bytes.insert(bytes.end(), signature.key.begin(), signature.key.end());
    bytes.insert(bytes.end(), signature.bytes.begin(), signature.bytes.end());
    return base64_of(bytes);
}

/// Without what an editor of Windows may leave: CR before LF, no last newline, blank lines at the end.
std::string without_editor(std::string_view bytes) {
    std::string plain;
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (!bytes.substr(at).starts_with("\r\n"))
            plain += bytes[at];
    plain.erase(plain.find_last_not_of("\r\n") + 1);
    return plain + '\n';
}

} // namespace

void run_signature(std::string_view bytes) {
    const auto signature = parse_signature(bytes);
    if (!signature) {
        require(!signature.error().message.empty(), "an error without words");
        return;
    }
    // The form is exact but for ends of lines: all but the untrusted comment follows from what was read.
    const std::string plain = without_editor(bytes);
    require(plain.substr(plain.find('\n') + 1)
                == fmt::format("{}\ntrusted comment: {}\n{}\n", line_of(*signature), signature->trusted_comment,
                               base64_of(signature->comment_signature)),
            "two texts are one signature");
    const PublicKey key = secret_key().public_key();
    require(!signs(key, *signature, digest()) || signature->bytes == good_signature().bytes,
            "a forged signature verifies");
    require(!signs_comment(key, *signature)
                || (signature->bytes == good_signature().bytes
                    && signature->trusted_comment == good_signature().trusted_comment),
            "a forged trusted comment verifies");
}

void run_public_key(std::string_view bytes) {
    const auto key = parse_public_key(bytes);
    if (!key)
        return;
    const std::string text = format_public_key(*key); // editors may have given `bytes` other ends of lines
    const auto again = parse_public_key(text);
    require(again && *again == *key, "a public key changes when it is written and read again");
    require(format_public_key(*again) == text, "a public key has two written forms", text);
    require(!signs(*key, good_signature(), digest()) || key->key == secret_key().public_key().key,
            "another key verifies a signature");
}

void run_secret_key(std::string_view bytes) {
    // No passphrase is given: turning one into a key takes seconds by design, and reads nothing more of the file.
    const auto refuse = []() -> db::Result<std::string> {
        return db::fail(db::ErrorCode::BadContent, "no passphrase");
    };
    const auto key = SecretKey::parse(bytes, refuse);
    if (!key)
        return;
    const auto text = key->format("");
    require(text.has_value(), "a key that was read cannot be written");
    const auto again = SecretKey::parse(*text, refuse);
    require(again && again->public_key() == key->public_key(),
            "a secret key changes when it is written and read again");
    const auto signature = parse_signature(key->sign(digest(), kSigned, "test"));
    require(signature && signs(key->public_key(), *signature, digest()) && signs_comment(key->public_key(), *signature),
            "a key that was read does not sign");
}

/// A manifest, or what a request for logs says.
void run_manifest(std::string_view bytes) {
    if (const auto terms = parse_terms(bytes)) {
        require(check_terms(*terms).has_value(), "terms that can't be were read", format_terms(*terms));
        require(parse_terms(format_terms(*terms)).value_or(RequestTerms()) == *terms,
                "terms change when they are written and read again");
    }
    const auto manifest = parse_manifest(bytes);
    if (!manifest)
        return;
    require(format_manifest(*manifest) == bytes, "two texts are one manifest", format_manifest(*manifest));
    require(manifest->version >= 0 && manifest->schema >= 0 && manifest->size >= 0, "a number below 0");
}

/// Public keys, each with a first word that says which folder holds it, then a signature.
void run_key_ring(std::string_view bytes) {
    KeyRing ring;
    std::string_view rest = bytes;
    for (std::size_t end = rest.find(kKeyEnd); end != rest.npos; end = rest.find(kKeyEnd)) {
        const std::size_t line_end = std::min(rest.find('\n'), end);
        const std::string_view folder = rest.substr(0, line_end);
        auto key = parse_public_key(rest.substr(line_end + 1, end > line_end ? end - line_end : 0));
        auto& keys = folder == "recovery" ? ring.recovery : folder == "revoked" ? ring.revoked : ring.content;
        if (key)
            keys.push_back(std::move(*key));
        rest.remove_prefix(end + kKeyEnd.size());
    }
    const auto signature = parse_signature(rest);
    if (!signature)
        return;
    const Verification found = verify(ring, *signature, digest());
    const PublicKey signer = secret_key().public_key();
    const auto holds = [&](const std::vector<PublicKey>& keys) {
        return std::any_of(keys.begin(), keys.end(),
                           [&](const PublicKey& key) { return key.id == signature->key && key.key == signer.key; });
    };
    // Under another id a revoked key stays revoked.
    const bool is_revoked = std::any_of(ring.revoked.begin(), ring.revoked.end(), [&](const PublicKey& key) {
        return key.id == signature->key || key.key == signer.key;
    });
    if (found.verdict == Verdict::Installed) {
        require(is_good(*signature), "a forged signature is accepted");
        require(!is_revoked, "a revoked key is accepted");
        require(holds(found.by_recovery_key ? ring.recovery : ring.content), "an unknown key is accepted");
    } else {
        const bool is_known = holds(ring.content) || holds(ring.recovery);
        require(!is_good(*signature) || is_revoked || !is_known, "a good signature is refused");
    }
}

std::vector<std::string> signature_seeds() {
    return {good_text()};
}

std::vector<std::string> key_ring_seeds() {
    const std::string key = format_public_key(secret_key().public_key());
    std::vector<std::string> seeds;
    for (std::string_view folders : {"content", "recovery", "revoked", "content recovery", "content revoked", ""}) {
        std::string seed;
        for (std::string_view folder : {"content", "recovery", "revoked"}) {
            if (folders.find(folder) != std::string_view::npos)
                seed += fmt::format("{}\n{}---\n", folder, key);
        }
        seeds.push_back(seed + good_text());
    }
    PublicKey renamed = secret_key().public_key();
    renamed.id.fill(7);
    seeds.push_back(fmt::format("content\n{}---\nrevoked\n{}---\n{}", key, format_public_key(renamed), good_text()));
    return seeds;
}

} // namespace fuzz
