#include "db/update/logs_request.h"
#include "db/update/manifest.h"
#include "db/update/signature.h"
#include "tests/support/command_support.h"
#include "tests/support/database_support.h"

#include <sys/stat.h>

using namespace db::update;
using test::fs::path;

namespace {

/// A kiosk that trusts one key, and a stick with a good request.
struct Fixture {
    test::ScratchFolder folder;
    path stick = folder / "stick";
    path keys = folder / "keys";
    path request = stick / "kiosk/logs.request";
    path signature = stick / "kiosk/logs.request.minisig";
    SecretKey key = SecretKey::generate();
    RequestTerms terms = {std::string(32, 'a'), "", "", std::nullopt, "2026-12-31"};
    std::string text = format_terms(terms);
    RequestedKiosk kiosk = {keys, std::string(kDefaultChannel), "hall-2", [] { return 7; }, std::nullopt};

    Fixture() {
        test::write(keys / "staff.pub", format_public_key(key.public_key()));
        sign(key, text, manifest());
    }
    [[nodiscard]] Manifest manifest() const {
        Manifest manifest;
        manifest.subject = Subject::LogsRequest;
        manifest.size = static_cast<std::int64_t>(text.size());
        return manifest;
    }
    void sign(const SecretKey& with, const std::string& bytes, const Manifest& manifest) const {
        Hasher hasher;
        hasher.add(bytes);
        test::write(request, bytes);
        test::write(signature, with.sign(hasher.finish(), format_manifest(manifest), "signature"));
    }
    void sign_terms() {
        text = format_terms(terms);
        sign(key, text, manifest());
    }
    [[nodiscard]] std::string verdict() const {
        const auto outcome = check_logs_request(stick, kiosk);
        if (outcome) {
            CHECK(*outcome == terms);
            return "allowed";
        }
        CHECK(outcome.error().detail.find(folder.path().string()) == 0); // file, reason; cure
        CHECK(outcome.error().detail.find("; ") != std::string::npos);
        return std::string(verdict_name(outcome.error().verdict));
    }
};

} // namespace

TEST_CASE_FIXTURE(Fixture, "a request that a trusted key signed is allowed") {
    CHECK(verdict() == "allowed");
}

TEST_CASE_FIXTURE(Fixture, "a request that Debian's minisign signed is allowed, and no other comment") {
    const std::string at = folder.path().string();
    const auto sign = [&](const std::string& comment) {
        return test::run("minisign -S -s " + at + "/m.key -m " + request.string() + " -t '" + comment + "' </dev/null");
    };
    REQUIRE(test::run("minisign -G -f -W -p " + keys.string() + "/m.pub -s " + at + "/m.key").status == 0);
    const auto signed_it =
        sign(fmt::format("careers-kiosk logs-request channel=stable version=0 schema=0 size={}", text.size()));
    REQUIRE_MESSAGE(signed_it.status == 0, signed_it.output);
    CHECK(verdict() == "allowed");
    REQUIRE(sign("hello").status == 0);
    CHECK(verdict() == "bad_manifest");
}

TEST_CASE_FIXTURE(Fixture, "a missing part is named") {
    test::fs::remove(signature);
    CHECK(verdict() == "no_signature");
    test::fs::remove(request);
    CHECK(verdict() == "no_content");
    test::fs::remove(stick / "kiosk");
    CHECK(verdict() == "no_content");
    test::fs::remove(stick);
    CHECK(verdict() == "stick_gone");
}

TEST_CASE_FIXTURE(Fixture, "an edited request, signature or comment is refused") {
    std::string edited = text;
    edited.replace(edited.find("2026-12-31"), 10, "2029-12-31");
    test::write(request, edited);
    CHECK(verdict() == "wrong_signature");
    test::write(request, text + "\n");
    CHECK(verdict() == "wrong_signature");
    test::write(request, text);
    test::replace(signature, "channel=stable", "channel=secret");
    CHECK(verdict() == "altered_manifest");
    test::write(signature, "hello\n");
    CHECK(verdict() == "bad_signature_file");
    test::write(signature, "");
    CHECK(verdict() == "bad_signature_file");
}

TEST_CASE_FIXTURE(Fixture, "another key is refused, and one that was withdrawn") {
    const SecretKey stranger = SecretKey::generate();
    sign(stranger, text, manifest());
    CHECK(verdict() == "unknown_key");
    test::write(keys / "recovery/second.pub", format_public_key(stranger.public_key()));
    CHECK(verdict() == "allowed");
    test::write(keys / "revoked/second.pub", format_public_key(stranger.public_key()));
    CHECK(verdict() == "revoked_key");
}

TEST_CASE_FIXTURE(Fixture, "a kiosk without keys allows nothing") {
    test::fs::remove_all(keys);
    CHECK(verdict() == "no_keys");
    test::fs::create_directories(keys);
    CHECK(verdict() == "no_keys");
    test::write(keys / "broken.pub", "no key");
    CHECK(verdict() == "no_keys");
}

TEST_CASE_FIXTURE(Fixture, "a signature of content does not pass as a request") {
    Manifest content = manifest();
    content.subject = Subject::Content;
    content.version = 12;
    content.schema = 1;
    sign(key, text, content);
    const auto outcome = check_logs_request(stick, kiosk);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().verdict == Verdict::BadManifest);
    CHECK(outcome.error().detail.find("the signature of content, not of a request for logs") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a request for other kiosks is refused") {
    Manifest other = manifest();
    other.channel = "training";
    sign(key, text, other);
    CHECK(verdict() == "wrong_channel");
    kiosk.channel = "training";
    CHECK(verdict() == "allowed");
    kiosk.channel = kDefaultChannel;
    other = manifest();
    other.product = "coffee-machine";
    sign(key, text, other);
    CHECK(verdict() == "wrong_product");
    other = manifest();
    ++other.size;
    sign(key, text, other);
    CHECK(verdict() == "wrong_size");
}

TEST_CASE_FIXTURE(Fixture, "a file that is too large is not read to its end") {
    text = format_terms(terms);
    text = "#" + std::string(kMaxLogsRequestBytes - text.size() - 2, 'x') + "\n" + text;
    sign(key, text, manifest());
    CHECK(verdict() == "allowed");
    text = "#" + text;
    sign(key, text, manifest());
    CHECK(verdict() == "too_large");
    test::fs::resize_file(request, std::uintmax_t{1} << 40); // takes no space, and hours to read
    CHECK(verdict() == "too_large");
    test::write(request, "x");
    test::fs::resize_file(signature, std::uintmax_t{1} << 40);
    CHECK(verdict() == "too_large");
}

TEST_CASE_FIXTURE(Fixture, "links, folders, pipes and devices are refused without being opened") {
    const path elsewhere = folder / "elsewhere";
    for (const path& file : {request, signature}) {
        const path kept = elsewhere / file.filename();
        test::fs::create_directories(elsewhere);
        test::fs::rename(file, kept);
        test::fs::create_symlink(kept, file);
        CHECK(verdict() == "not_a_file");
        test::fs::remove(file);
        test::fs::create_directory(file);
        CHECK(verdict() == "not_a_file");
        test::fs::remove(file);
        REQUIRE(mkfifo(file.c_str(), 0644) == 0); // would wait for ever
        CHECK(verdict() == "not_a_file");
        test::fs::remove(file);
        test::fs::create_symlink("/dev/zero", file);
        CHECK(verdict() == "not_a_file");
        test::fs::remove(file);
        test::fs::rename(kept, file);
        CHECK(verdict() == "allowed");
    }
    test::fs::rename(stick / "kiosk", elsewhere / "kiosk");
    test::fs::create_directory_symlink(elsewhere / "kiosk", stick / "kiosk");
    CHECK(verdict() == "not_a_file");
    test::fs::remove(stick / "kiosk");
    test::write(stick / "kiosk", "");
    CHECK(verdict() == "not_a_file");
}

TEST_CASE_FIXTURE(Fixture, "Attack: a request of an older roledb, which never ends") {
    text = "This stick asks the careers kiosk for its logs.\n";
    sign(key, text, manifest());
    CHECK(verdict() == "bad_request");
    text = "";
    sign(key, text, manifest());
    CHECK(verdict() == "bad_request");
}

TEST_CASE_FIXTURE(Fixture, "Attack: the request for another kiosk") {
    terms.kiosk = "hall-3";
    sign_terms();
    CHECK(verdict() == "other_kiosk");
    kiosk.name = "hall-3";
    CHECK(verdict() == "allowed");
    for (const char* near : {"", "hall", "hall-33", "Hall-3", " hall-3"}) {
        kiosk.name = near;
        CHECK(verdict() == "other_kiosk");
    }
}

TEST_CASE_FIXTURE(Fixture, "Attack: a request after the content for which it was made") {
    terms.until_version = 7;
    terms.until_date.clear();
    sign_terms();
    CHECK(verdict() == "allowed");
    kiosk.shown_version = [] { return 8; };
    CHECK(verdict() == "request_ended");
    kiosk.shown_version = [] { return 3; };
    CHECK(verdict() == "allowed");
    kiosk.shown_version = [] { return std::nullopt; };
    CHECK(verdict() == "request_ended");
    kiosk.shown_version = nullptr;
    CHECK(verdict() == "request_ended");
}

TEST_CASE_FIXTURE(Fixture, "Attack: a request after its last day, on a kiosk that knows the date") {
    constexpr std::int64_t kLastMoment = 1'798'804'799; // 2027-01-01T11:59:59Z: 2026-12-31 ends in the last time zone
    kiosk.now_s = kLastMoment;
    CHECK(verdict() == "allowed");
    kiosk.now_s = kLastMoment + 1;
    CHECK(verdict() == "request_ended");
    kiosk.now_s.reset();
    CHECK(verdict() == "allowed");
    terms.until_version = 6; // what comes first ends it
    sign_terms();
    CHECK(verdict() == "request_ended");
}

TEST_CASE_FIXTURE(Fixture, "what a request says is not looked at before its signature verified") {
    terms.kiosk = "hall-3";
    sign_terms();
    test::write(request, "no terms at all");
    CHECK(verdict() == "wrong_signature");
}
