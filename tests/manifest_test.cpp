#include "db/update/manifest.h"

#include <doctest/doctest.h>
#include <string>

namespace {

namespace up = db::update;

std::string problem(std::string_view text) {
    const auto manifest = up::parse_manifest(text);
    return manifest ? "none" : manifest.error().message;
}

} // namespace

TEST_CASE("A manifest reads back as it was written") {
    up::Manifest manifest;
    manifest.version = 12;
    manifest.schema = 1;
    manifest.size = 49152;
    CHECK(up::format_manifest(manifest) == "careers-kiosk content channel=stable version=12 schema=1 size=49152");
    CHECK(up::parse_manifest(up::format_manifest(manifest)) == manifest);
    manifest.subject = up::Subject::LogsRequest;
    manifest.channel = "fair-2";
    manifest.version = 0;
    manifest.schema = 0;
    manifest.size = 37;
    CHECK(up::format_manifest(manifest) == "careers-kiosk logs-request channel=fair-2 version=0 schema=0 size=37");
    CHECK(up::parse_manifest(up::format_manifest(manifest)) == manifest);
    manifest.size = 9223372036854775807;
    CHECK(up::parse_manifest(up::format_manifest(manifest)) == manifest);
}

TEST_CASE("A manifest has one form, and the problem is named") {
    const std::string good = "careers-kiosk content channel=stable version=12 schema=1 size=49152";
    REQUIRE(problem(good) == "none");
    for (std::size_t size = 0; size < good.size() - 5; ++size)
        CHECK(problem(good.substr(0, size)) != "none");
    const auto without = [&](std::string_view from, std::string_view to) {
        std::string text = good;
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        return problem(text.replace(at, from.size(), to));
    };
    const std::string number = " of the signature is not a plain number";
    const std::string missing = " of the signature is missing";
    const std::string name = " of the signature is not 1 to 64 of a-z, 0-9 and hyphens";
    const std::string more = "something follows the last part of what the signature says";
    CHECK(problem("timestamp:1795502019\tfile:f\thashed") == "the product" + name);
    CHECK(problem("") == "the product" + name);
    CHECK(problem(good + " ") == more);
    CHECK(problem(good + " x=1") == more);
    CHECK(problem(" " + good) == "the product" + name);
    CHECK(without(" content", "  content") == "the subject" + name);
    CHECK(without("content", "contents") == "the subject of the signature is neither 'content' nor 'logs-request'");
    CHECK(without("careers-kiosk", "Careers-kiosk") == "the product" + name);
    CHECK(without("careers-kiosk", std::string(65, 'a')) == "the product" + name);
    CHECK(without("careers-kiosk", std::string(64, 'a')) == "none");
    CHECK(without("channel=stable", "channel=") == "the channel" + name);
    CHECK(without("channel=stable", "channel=st_able") == "the channel" + name);
    CHECK(without("channel=stable ", "") == "the channel" + missing);
    CHECK(without("channel=stable version=12", "version=12 channel=stable") == "the channel" + missing);
    CHECK(without("version=12", "version=12 version=13") == "the schema" + missing);
    CHECK(without("version=", "versions=") == "the version" + missing);
    for (const char* text : {"012", "+12", "-12", "", "1 2", "12a", "0x12", "1e3", "９", "9223372036854775808"})
        CHECK(without("version=12", std::string("version=") + text) != "none");
    CHECK(without("version=12", "version=012") == "the version" + number);
    CHECK(without("version=12", "version=-1") == "the version" + number);
    CHECK(without("version=12", "version=9223372036854775808") == "the version" + number);
    CHECK(without("schema=1", "schema=2147483648") == "the schema" + number);
    CHECK(without("size=49152", "size=49152\n") == "the size" + number);
    CHECK(without("size=49152", std::string("size=49152\0", 11)) == "the size" + number);
}
