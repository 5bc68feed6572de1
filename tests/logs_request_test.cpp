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
    std::string text = "Please write the logs to this stick.\n";

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
    [[nodiscard]] std::string verdict() const {
        const auto outcome = check_logs_request(stick, keys, kDefaultChannel);
        if (outcome)
            return "allowed";
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
    const auto signed_it = sign("careers-kiosk logs-request channel=stable version=0 schema=0 size=37");
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
    test::write(request, "please write the logs to this stick.\n");
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
    const auto outcome = check_logs_request(stick, keys, kDefaultChannel);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().verdict == Verdict::BadManifest);
    CHECK(outcome.error().detail.find("the signature of content, not of a request for logs") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a request for another kiosk is refused") {
    Manifest other = manifest();
    other.channel = "training";
    sign(key, text, other);
    CHECK(verdict() == "wrong_channel");
    CHECK(check_logs_request(stick, keys, "training").has_value());
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
    text = std::string(kMaxLogsRequestBytes, 'x');
    sign(key, text, manifest());
    CHECK(verdict() == "allowed");
    text += "x";
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
