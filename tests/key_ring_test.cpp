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

TEST_CASE("A file that is not a key is named, and the other keys count") {
    const Ring ring;
    for (const char* name : {"bad.pub", "._staff.pub", "recovery/bad.pub"}) {
        CAPTURE(name);
        test::write(ring.folder / name, "no key\n");
        const up::KeyRing loaded = ring.load();
        REQUIRE(loaded.problems.size() == 1);
        CHECK(loaded.problems[0].file == ring.folder / name);
        CHECK(loaded.problems[0].why.starts_with("line 2 is missing; the other keys count"));
        CHECK_FALSE(loaded.problems[0].stops_sticks);
        CHECK(ring.verify(ring.content).verdict == up::Verdict::Installed);
        CHECK(up::load_to_verify(ring.folder.path()).has_value());
        test::fs::remove(ring.folder / name);
    }
    test::write(ring.folder / "large.pub", std::string(up::kMaxKeyFileBytes + 1, 'x'));
    ring.add("staff.pub.txt", ring.other);
    test::write(ring.folder / "README.txt", "passed over");
    test::write(ring.folder / ".DS_Store", "passed over");
    const up::KeyRing loaded = ring.load();
    REQUIRE(loaded.problems.size() == 2);
    CHECK(loaded.problems[0].file == ring.folder / "large.pub");
    CHECK(loaded.problems[1].text()
          == (ring.folder / "staff.pub.txt").string() + ": this counts as no key, for its name does not end in .pub");
    CHECK(ring.verify(ring.other).verdict == up::Verdict::UnknownKey);
    ring.add("OTHER.PUB", ring.other);
    CHECK_MESSAGE(ring.verify(ring.other).verdict == up::Verdict::Installed, "as old FAT writes names");
}

TEST_CASE("A missing folder holds no key, and a file is not a folder") {
    const Ring ring;
    CHECK(up::KeyRing::load(ring.folder / "none").value().empty());
    CHECK(up::load_to_verify(ring.folder / "none").error().verdict == up::Verdict::NoKeys);
    const auto file = up::KeyRing::load(ring.folder / "staff.pub");
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().code == db::ErrorCode::BadContent);
}

TEST_CASE("Every folder but recovery/ withdraws, whatever it and its files are called") {
    for (const char* name : {"revoked/x.pub", "revoked/x.pub.txt", "revoked/x.PUB", "revoked/x", "Revoked/x.pub",
                             "revoked/staff (1).pub", "REVOKED/X", "old keys/x.pub", "revoked/2026/fair/x",
                             "recovery/old/x.pub", "Recovery/x.pub", ".gone/x.pub"}) {
        CAPTURE(name);
        const Ring ring;
        ring.add(name, ring.content);
        CHECK(ring.verify(ring.content).verdict == up::Verdict::RevokedKey);
        CHECK(ring.load().problems.empty());
        CHECK(up::load_to_verify(ring.folder.path()).has_value());
    }
}

TEST_CASE("A file that should withdraw a key and is none stops all sticks, but for hidden files and README") {
    const Ring ring;
    for (const char* name : {"revoked/.x.pub", "revoked/._x.pub", "revoked/README", "revoked/readme.md"})
        test::write(ring.folder / name, "no key\n");
    CHECK(ring.load().problems.empty());
    CHECK(up::load_to_verify(ring.folder.path()).has_value());
    for (const char* name : {"revoked/x.pub", "revoked/notes.txt", "other/x", "a/b/c/d/too/deep"}) {
        CAPTURE(name);
        test::write(ring.folder / name, "no key\n");
        const up::KeyRing loaded = ring.load();
        REQUIRE(loaded.problems.size() == 1);
        CHECK(loaded.problems[0].stops_sticks);
        const auto refused = up::load_to_verify(ring.folder.path());
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().verdict == up::Verdict::BadKeys);
        CHECK(refused.error().detail == loaded.problems[0].text());
        test::fs::remove(ring.folder / name);
        test::fs::remove_all(ring.folder / "a");
    }
    test::fs::create_symlink("/nowhere", ring.folder / "revoked/x.pub");
    CHECK(up::load_to_verify(ring.folder.path()).error().verdict == up::Verdict::BadKeys);
}

TEST_CASE("The state of the folder changes with each file in it") {
    const Ring ring;
    std::string before = up::state_of_keys(ring.folder.path());
    CHECK(up::state_of_keys(ring.folder.path()) == before);
    for (const char* name : {"new.pub", "revoked/deep/new", "revoked/README"}) {
        ring.add(name, ring.other);
        const std::string after = up::state_of_keys(ring.folder.path());
        CHECK(after != before);
        before = after;
    }
}

TEST_CASE("Without the file a signature tells whose it is and what it says, and nothing of the file") {
    const Ring ring;
    const auto found = [&](const std::string& text) {
        return up::verify_without_file(ring.load(), up::parse_signature(text).value());
    };
    const std::string good = ring.content.sign(ring.digest, "words", "by us");
    CHECK(found(good).verdict == up::Verdict::Installed);
    CHECK(found(ring.recovery.sign(ring.digest, "words", "by us")).by_recovery_key);
    CHECK(found(ring.other.sign(ring.digest, "words", "by us")).verdict == up::Verdict::UnknownKey);
    std::string altered = good;
    altered.replace(altered.rfind("words"), 5, "Words");
    CHECK(found(altered).verdict == up::Verdict::AlteredManifest);
    ring.add("gone/x", ring.content);
    CHECK(found(good).verdict == up::Verdict::RevokedKey);
}
