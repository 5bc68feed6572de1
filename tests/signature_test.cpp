// The format, held against Debian's minisign in both directions.
#include "db/update/signature.h"

#include "tests/support/command_support.h"
#include "tests/support/database_support.h"
#include "tests/support/sanitized.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <vector>

namespace {

namespace up = db::update;

db::Result<std::string> no_passphrase() {
    FAIL_CHECK("asked for a passphrase that the key does not have");
    return std::string();
}

up::SecretKey secret_key(const std::string& text) {
    auto key = up::SecretKey::parse(text, no_passphrase);
    REQUIRE_MESSAGE(key.has_value(), key.error().text());
    return std::move(*key);
}

up::PublicKey public_key(const std::string& text) {
    const auto key = up::parse_public_key(text);
    REQUIRE_MESSAGE(key.has_value(), key.error().text());
    return *key;
}

up::Digest digest(std::string_view bytes) {
    up::Hasher hasher;
    hasher.add(bytes);
    return hasher.finish();
}

std::string problem_of_signature(std::string_view text) {
    const auto signature = up::parse_signature(text);
    return signature ? "none" : signature.error().message;
}

bool is_valid(const up::PublicKey& key, std::string_view signature, const up::Digest& of) {
    const auto parsed = up::parse_signature(signature);
    return parsed && up::signs(key, *parsed, of) && up::signs_comment(key, *parsed);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// A folder in which minisign works: files a.key and a.pub (no passphrase), and f.
struct SigningDesk {
    test::ScratchFolder folder;
    std::string at = "cd " + folder.path().string() + " && ";

    SigningDesk() {
        write("f", "The quick brown fox\n");
        const auto made = test::run(at + "minisign -G -W -p a.pub -s a.key");
        REQUIRE_MESSAGE(made.status == 0, made.output);
    }
    void write(std::string_view name, std::string_view text) const { test::write(folder / name, text); }
    [[nodiscard]] std::string read(std::string_view name) const { return test::read(folder / name); }
    [[nodiscard]] test::Outcome run(const std::string& command) const { return test::run(at + command); }
};

} // namespace

TEST_CASE("minisign verifies what we sign, with keys that we made") {
    const SigningDesk desk;
    const auto key = up::SecretKey::generate();
    desk.write("ours.pub", up::format_public_key(key.public_key()));
    desk.write("f.minisig", key.sign(digest(desk.read("f")), "careers-kiosk content version=12", "signed by roledb"));
    const auto verified = desk.run("minisign -V -H -p ours.pub -m f");
    CHECK_MESSAGE(verified.status == 0, verified.output);
    CHECK(verified.has("Trusted comment: careers-kiosk content version=12"));

    desk.write("f", "The quick brown fix\n");
    CHECK(desk.run("minisign -V -p ours.pub -m f").status != 0);
}

TEST_CASE("minisign signs with keys that we made") {
    const SigningDesk desk;
    const auto key = up::SecretKey::generate();
    SUBCASE("without a passphrase") {
        const auto text = key.format("");
        REQUIRE(text.has_value());
        desk.write("ours.key", *text);
        const auto made = desk.run("minisign -S -s ours.key -m f -t words </dev/null");
        CHECK_MESSAGE(made.status == 0, made.output);
    }
    SUBCASE("with a passphrase") {
        const auto text = key.format("open sesame", up::KeyCost::Quick);
        REQUIRE(text.has_value());
        desk.write("ours.key", *text);
        CHECK(desk.run("echo open sesam | minisign -S -s ours.key -m f -t words").status != 0);
        const auto made = desk.run("echo open sesame | minisign -S -s ours.key -m f -t words");
        CHECK_MESSAGE(made.status == 0, made.output);
    }
    CHECK(is_valid(key.public_key(), desk.read("f.minisig"), digest(desk.read("f"))));
}

TEST_CASE("we verify and sign with minisign's keys") {
    const SigningDesk desk;
    const auto pub = public_key(desk.read("a.pub"));
    CHECK(up::format_public_key(pub) == desk.read("a.pub"));
    CHECK(pub.comment == "minisign public key " + up::text_of(pub.id));

    REQUIRE(desk.run("minisign -S -s a.key -m f -t 'some words'").status == 0);
    const auto signature = up::parse_signature(desk.read("f.minisig"));
    REQUIRE_MESSAGE(signature.has_value(), signature.error().text());
    CHECK(signature->key == pub.id);
    CHECK(signature->trusted_comment == "some words");
    CHECK_FALSE(signature->is_legacy);
    const auto file = up::digest_of(desk.folder / "f");
    REQUIRE(file.has_value());
    CHECK(up::signs(pub, *signature, *file));
    CHECK(up::signs_comment(pub, *signature));
    CHECK_FALSE(up::signs(pub, *signature, digest("other")));

    const auto key = secret_key(desk.read("a.key"));
    CHECK(key.public_key() == pub);
    desk.write("g.minisig", key.sign(*file, "more words", "by us"));
    const auto verified = desk.run("minisign -V -p a.pub -m f -x g.minisig");
    CHECK_MESSAGE(verified.status == 0, verified.output);
}

// Five seconds each time, all in libsodium: with a sanitizer the quick keys below show the same.
TEST_CASE("A key that minisign made with a passphrase opens with it" * doctest::skip(test::kIsSanitized)) {
    const SigningDesk desk;
    const auto made = desk.run("printf 'open sesame\\nopen sesame\\n' | minisign -G -p b.pub -s b.key");
    REQUIRE_MESSAGE(made.status == 0, made.output);
    const auto key = up::SecretKey::parse(desk.read("b.key"), [] { return db::Result<std::string>("open sesame"); });
    REQUIRE_MESSAGE(key.has_value(), key.error().text());
    CHECK(key->public_key() == public_key(desk.read("b.pub")));
}

TEST_CASE("A key with a passphrase opens with nothing else") {
    const auto text = up::SecretKey::generate().format("open sesame", up::KeyCost::Quick);
    REQUIRE(text.has_value());
    const auto wrong = up::SecretKey::parse(*text, [] { return db::Result<std::string>("open sesamE"); });
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().code == db::ErrorCode::BadContent);
    CHECK(wrong.error().message == "the passphrase is wrong (or the key file is damaged)");
}

TEST_CASE("A key with a passphrase is read back, and asks once") {
    const auto key = up::SecretKey::generate();
    const auto text = key.format("", up::KeyCost::Quick);
    const auto encrypted = key.format("Pässwort", up::KeyCost::Quick);
    REQUIRE((text.has_value() && encrypted.has_value()));
    CHECK(text->starts_with("untrusted comment: minisign secret key "));
    CHECK(encrypted->starts_with("untrusted comment: minisign encrypted secret key "));
    CHECK(secret_key(*text).public_key() == key.public_key());
    int asked = 0;
    const auto again = up::SecretKey::parse(*encrypted, [&]() -> db::Result<std::string> {
        ++asked;
        return "Pässwort";
    });
    REQUIRE(again.has_value());
    CHECK(asked == 1);
    CHECK(again->public_key() == key.public_key());
    const auto refused = up::SecretKey::parse(
        *encrypted, []() -> db::Result<std::string> { return db::fail(db::ErrorCode::Io, "there is no terminal"); });
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == "there is no terminal");
}

TEST_CASE("A legacy signature is told and never holds") {
    const SigningDesk desk;
    REQUIRE(desk.run("minisign -S -l -s a.key -m f").status == 0);
    const auto signature = up::parse_signature(desk.read("f.minisig"));
    REQUIRE_MESSAGE(signature.has_value(), signature.error().text());
    CHECK(signature->is_legacy);
    CHECK_FALSE(up::signs(public_key(desk.read("a.pub")), *signature, digest(desk.read("f"))));
}

TEST_CASE("No bit of a signature can be turned") {
    const auto key = up::SecretKey::generate();
    const auto pub = key.public_key();
    const auto of = digest("content");
    const std::string text =
        key.sign(of, "careers-kiosk content channel=stable version=12 schema=1 size=7", "signature by roledb");
    REQUIRE(is_valid(pub, text, of));
    // The first line's words are signed by nobody in minisign's format: a turned bit there may change nothing else.
    const std::size_t words = std::string_view("untrusted comment: ").size();
    const std::size_t words_end = text.find('\n');
    const auto original = up::parse_signature(text);
    int refused = 0;
    for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
        std::string turned = text;
        turned[bit / 8] = static_cast<char>(turned[bit / 8] ^ (1 << bit % 8));
        CAPTURE(turned);
        if (bit / 8 < words || bit / 8 >= words_end) {
            CHECK_FALSE(is_valid(pub, turned, of));
            ++refused;
        } else if (const auto parsed = up::parse_signature(turned)) {
            CHECK(parsed->key == original->key);
            CHECK(parsed->bytes == original->bytes);
            CHECK(parsed->trusted_comment == original->trusted_comment);
            CHECK(parsed->comment_signature == original->comment_signature);
        }
    }
    CHECK(refused == (text.size() - (words_end - words)) * 8);
}

TEST_CASE("A signature file is its four lines and nothing else") {
    const auto key = up::SecretKey::generate();
    const auto of = digest("content");
    const std::string text = key.sign(of, "words", "by us");
    for (std::size_t size = 0; size + 1 < text.size(); ++size) // only the last newline may be missing
        CHECK_FALSE(up::parse_signature(std::string_view(text).substr(0, size)).has_value());

    CHECK(problem_of_signature("") == "line 1 is missing");
    CHECK(problem_of_signature(text + "x") == "something follows line 4, which must be the last");
    CHECK(problem_of_signature(text + text) == "something follows line 4, which must be the last");
    CHECK(problem_of_signature("\n" + text) == "line 1 does not begin with 'untrusted comment: '");
    CHECK(problem_of_signature("\xef\xbb\xbf" + text)
          == "line 1 does not begin with 'untrusted comment: '; an editor put a byte order mark before it: copy the "
             "file again from where it was made");
    CHECK(problem_of_signature("\xff\xfeu")
          == "line 1 is UTF-16; save the file as UTF-8, or copy it again from where it "
             "was made");
    CHECK(problem_of_signature(replaced(text, "trusted comment: words", "trusted comment:words")).starts_with("line"));
    CHECK(problem_of_signature(replaced(text, "words", "wo\xffrds")) == "line 3 is not UTF-8");
    CHECK(problem_of_signature(replaced(text, "words", std::string_view("wo\0rds", 6)))
          == "line 3 has control characters");
    CHECK(problem_of_signature(replaced(text, "words", "wo\033rds")) == "line 3 has control characters");
    CHECK(problem_of_signature(replaced(text, "words", "wo\xc2\x9brds")) == "line 3 has control characters");
    CHECK(problem_of_signature(replaced(text, "words", "wörds\t")) == "none");
    CHECK(problem_of_signature(replaced(text, "words", std::string(up::kMaxTrustedCommentBytes + 1, 'x')))
          == "line 3 is longer than 8000 bytes");
    CHECK(problem_of_signature(std::string(up::kMaxSignatureFileBytes + 1, 'x'))
          == "a signature file has at most 16384 bytes");
}

TEST_CASE("Base64 has one form") {
    const std::string text = up::SecretKey::generate().sign(digest("content"), "words", "by us");
    const std::size_t line = text.find('\n') + 1;
    const std::size_t end = text.find('\n', line);
    REQUIRE(text[end - 1] == '=');
    CHECK(problem_of_signature(text) == "none");
    std::string other = text;
    other[end - 2] = static_cast<char>(other[end - 2] + 1); // a bit that no byte uses
    CHECK(problem_of_signature(other) == "line 2 is not base64 of 74 bytes");
    other = text;
    other.erase(end - 1, 1);
    CHECK(problem_of_signature(other) == "line 2 is not base64 of 74 bytes");
    for (const char* more : {" ", "=", "A", "AAAA"})
        CHECK(problem_of_signature(text.substr(0, end) + more + text.substr(end))
              == "line 2 is not base64 of 74 bytes");
    other = text;
    other.insert(line, 1, ' ');
    CHECK(problem_of_signature(other) == "line 2 is not base64 of 74 bytes");
}

TEST_CASE("A byte that libsodium takes for another is refused") {
    auto key = up::SecretKey::generate().public_key();
    key.id.fill(0xff);
    const std::string text = up::format_public_key(key);
    CHECK(public_key(text) == key);
    const auto other = up::parse_public_key(replaced(text, "/", "\xaf"));
    REQUIRE_FALSE(other.has_value());
    CHECK(other.error().message == "line 2 is not base64 of 42 bytes");
}

TEST_CASE("A public key is checked") {
    const auto key = up::SecretKey::generate().public_key();
    const std::string text = up::format_public_key(key);
    CHECK(public_key(text) == key);
    CHECK_FALSE(up::parse_public_key("").has_value());
    CHECK_FALSE(up::parse_public_key(text + "x").has_value());
    CHECK_FALSE(up::parse_public_key(text.substr(0, text.size() - 2)).has_value());
    up::PublicKey weak = key;
    weak.key.fill(0);
    const auto refused = up::parse_public_key(up::format_public_key(weak));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.starts_with("line 2 holds no valid key"));
    const auto secret = up::SecretKey::generate().format("");
    CHECK_FALSE(up::parse_public_key(*secret).has_value());
}

TEST_CASE("The number of a key reads as minisign prints it") {
    CHECK(up::text_of({0x1f, 0xe8, 0xb4, 0x42, 0x18, 0x0f, 0x62, 0xe7}) == "E7620F1842B4E81F");
    CHECK(up::text_of({1, 2, 0, 0, 0, 0, 0, 0}) == "201");
}

TEST_CASE("A hostile or damaged key file costs nothing") {
    const SigningDesk desk;
    const std::string text = desk.read("a.key");
    const std::size_t line = text.find('\n') + 1;
    const auto problem = [](const std::string& of) {
        const auto key = up::SecretKey::parse(of, no_passphrase);
        return key ? "none" : key.error().message;
    };
    CHECK(problem("") == "this is not a secret key: line 1 is missing");
    CHECK(problem(desk.read("a.pub")) == "this is not a secret key: line 2 is not base64 of 158 bytes");
    CHECK(problem(text + "x") == "this is not a secret key: something follows line 2, which must be the last");
    // "Ed", "Sc" and "B2", 32 bytes of salt, then the work (2^56) and the memory.
    std::string greedy = text;
    greedy.replace(line, 6, "RWRTY0");
    for (const std::size_t at : {line + 60, line + 71}) {
        std::string more = greedy;
        more[at] = '/';
        CHECK(problem(more) == "this is not a secret key: it asks for more work or memory than minisign does");
    }
    CHECK(problem(replaced(text, "RWQA", "RWQB"))
          == "this is not a secret key: its passphrase is used in an unknown way");
    // The seed and the public half: 64 bytes from the 62nd on.
    for (std::size_t at = line + 84; at < line + 164; at += 4) {
        std::string other = text;
        other[at] = other[at] == 'A' ? 'B' : 'A';
        CHECK(problem(other) == "this is not a secret key: it is damaged");
    }
}

TEST_CASE("A digest is BLAKE2b-512, however the bytes come") {
    const test::ScratchFolder folder;
    std::string hex;
    for (const std::uint8_t byte : digest("abc"))
        hex += fmt::format("{:02x}", byte);
    CHECK(hex
          == "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
             "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    std::string large(700'000, 'x');
    large[600'000] = 'y';
    test::write(folder / "large", large);
    const auto whole = up::digest_of(folder / "large");
    REQUIRE(whole.has_value());
    CHECK(*whole == digest(large));
    up::Hasher pieces;
    for (std::size_t at = 0; at < large.size(); at += 997)
        pieces.add(std::string_view(large).substr(at, 997));
    CHECK(pieces.finish() == *whole);

    const auto missing = up::digest_of(folder / "none");
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == db::ErrorCode::NotFound);
    REQUIRE(test::run("mkfifo " + (folder / "pipe").string()).status == 0);
    for (const auto& path : {folder / "pipe", folder.path()}) {
        const auto other = up::digest_of(path);
        REQUIRE_FALSE(other.has_value());
        CHECK(other.error().code == db::ErrorCode::NotARolesDatabase);
    }
}
