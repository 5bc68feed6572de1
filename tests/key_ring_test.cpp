#include "db/update/key_ring.h"

#include "tests/support/database_support.h"

namespace {

namespace up = db::update;

/// A folder of keys, and three people who hold some.
struct Ring {
    test::ScratchFolder folder;
    up::SecretKey content = up::SecretKey::generate();
    up::SecretKey recovery = up::SecretKey::generate();
    up::SecretKey other = up::SecretKey::generate();
    up::Digest digest{};

    Ring() {
        add("staff.pub", content);
        add("recovery/safe.pub", recovery);
    }
    void add(std::string_view name, const up::SecretKey& key) const {
        test::write(folder / name, up::format_public_key(key.public_key()));
    }
    [[nodiscard]] up::KeyRing load() const {
        const auto ring = up::KeyRing::load(folder.path());
        REQUIRE_MESSAGE(ring.has_value(), ring.error().text());
        return *ring;
    }
    [[nodiscard]] up::Verification verify(const std::string& signature) const {
        const auto parsed = up::parse_signature(signature);
        REQUIRE(parsed.has_value());
        return up::verify(load(), *parsed, digest);
    }
    [[nodiscard]] up::Verification verify(const up::SecretKey& signer) const {
        return verify(signer.sign(digest, "words", "by us"));
    }
};

} // namespace

TEST_CASE("Keys of the folder sign, keys of recovery/ sign more, others sign nothing") {
    const Ring ring;
    CHECK(ring.verify(ring.content).verdict == up::Verdict::Installed);
    CHECK_FALSE(ring.verify(ring.content).by_recovery_key);
    CHECK(ring.verify(ring.recovery).verdict == up::Verdict::Installed);
    CHECK(ring.verify(ring.recovery).by_recovery_key);
    CHECK(ring.verify(ring.other).verdict == up::Verdict::UnknownKey);

    ring.add("second.pub", ring.other);
    CHECK(ring.verify(ring.other).verdict == up::Verdict::Installed);
    ring.add("both.pub", ring.recovery);
    CHECK(ring.verify(ring.recovery).by_recovery_key);
}

TEST_CASE("A revoked key signs nothing, wherever it lies") {
    const Ring ring;
    ring.add("revoked/lost.pub", ring.content);
    CHECK(ring.verify(ring.content).verdict == up::Verdict::RevokedKey);
    CHECK(ring.verify(ring.recovery).verdict == up::Verdict::Installed);
    ring.add("revoked/lost-too.pub", ring.recovery);
    CHECK(ring.verify(ring.recovery).verdict == up::Verdict::RevokedKey);
    ring.add("revoked/unknown.pub", ring.other);
    CHECK(ring.verify(ring.other).verdict == up::Verdict::RevokedKey);
}

TEST_CASE("A revoked key does not come back under another number") {
    const Ring ring;
    up::PublicKey renamed = ring.content.public_key();
    renamed.id[0] ^= 1;
    test::write(ring.folder / "staff.pub", up::format_public_key(renamed));
    up::PublicKey lost = ring.content.public_key();
    test::write(ring.folder / "revoked/lost.pub", up::format_public_key(lost));
    auto signature = up::parse_signature(ring.content.sign(ring.digest, "words", "by us"));
    REQUIRE(signature.has_value());
    signature->key = renamed.id;
    CHECK(up::verify(ring.load(), *signature, ring.digest).verdict == up::Verdict::RevokedKey);
}

TEST_CASE("What is wrong with a signature has a name") {
    const Ring ring;
    const std::string good = ring.content.sign(ring.digest, "words", "by us");
    up::Digest other{};
    other[63] = 1;
    CHECK(ring.verify(ring.content.sign(other, "words", "by us")).verdict == up::Verdict::WrongSignature);
    std::string altered = good;
    altered.replace(altered.rfind("words"), 5, "Words");
    CHECK(ring.verify(altered).verdict == up::Verdict::AlteredManifest);

    auto signature = up::parse_signature(good);
    REQUIRE(signature.has_value());
    signature->is_legacy = true;
    CHECK(up::verify(ring.load(), *signature, ring.digest).verdict == up::Verdict::LegacySignature);
    signature = up::parse_signature(ring.other.sign(ring.digest, "words", "by us"));
    REQUIRE(signature.has_value());
    signature->key = ring.content.public_key().id;
    CHECK(up::verify(ring.load(), *signature, ring.digest).verdict == up::Verdict::WrongSignature);
    signature->key = ring.recovery.public_key().id;
    CHECK_FALSE(up::verify(ring.load(), *signature, ring.digest).by_recovery_key);
}

TEST_CASE("A signature and a trusted comment of two files do not go together") {
    const Ring ring;
    up::Digest other{};
    other[0] = 1;
    auto first = up::parse_signature(ring.content.sign(ring.digest, "version=1", "by us"));
    const auto second = up::parse_signature(ring.content.sign(other, "version=2", "by us"));
    REQUIRE((first.has_value() && second.has_value()));
    first->trusted_comment = second->trusted_comment;
    first->comment_signature = second->comment_signature;
    CHECK(up::verify(ring.load(), *first, ring.digest).verdict == up::Verdict::AlteredManifest);
}

TEST_CASE("A damaged key is noticed, a missing folder holds no key") {
    const Ring ring;
    CHECK_FALSE(ring.load().empty());
    for (const char* name : {"bad.pub", "recovery/bad.pub", "revoked/bad.pub"}) {
        test::write(ring.folder / name, "no key\n");
        const auto loaded = up::KeyRing::load(ring.folder.path());
        REQUIRE_FALSE(loaded.has_value());
        CHECK(loaded.error().code == db::ErrorCode::BadContent);
        CHECK(loaded.error().text()
              == (ring.folder / name).string() + ": line 1 does not begin with 'untrusted comment: '");
        test::fs::remove(ring.folder / name);
    }
    test::write(ring.folder / "large.pub", std::string(up::kMaxKeyFileBytes + 1, 'x'));
    CHECK_FALSE(up::KeyRing::load(ring.folder.path()).has_value());
    test::fs::remove(ring.folder / "large.pub");
    test::fs::create_directory(ring.folder / "folder.pub");
    CHECK_FALSE(up::KeyRing::load(ring.folder.path()).has_value());
    test::fs::remove(ring.folder / "folder.pub");
    test::write(ring.folder / "README", "other files are left alone");
    CHECK(ring.load().content.size() == 1);

    CHECK(up::KeyRing::load(ring.folder / "none").value().empty());
    const auto file = up::KeyRing::load(ring.folder / "README");
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().code == db::ErrorCode::BadContent);
}
