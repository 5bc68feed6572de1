#include "platform/logs/json_writer.h"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace platform::logs;

namespace {
const Stamp kWriterStamp{"hall-2", "b007", 5, 123456, 9, "2026-11-24T12:00:00Z"};
}

TEST_CASE("an event is one line of JSON with its stamp first") {
    CHECK(json_line(describe(RoleViewed{"economist", 1200}), kWriterStamp)
          == R"({"event":"role_viewed","kiosk":"hall-2","boot_id":"b007","run":5,"monotonic_ms":123456,"seq":9,)"
             R"("wall":"2026-11-24T12:00:00Z","role_id":"economist","dwell_ms":1200})");
}

TEST_CASE("an unknown wall time is null") {
    Stamp stamp = kWriterStamp;
    stamp.wall.clear();
    CHECK(
        json_line(describe(SessionStarted{}), stamp)
        == R"({"event":"session_started","kiosk":"hall-2","boot_id":"b007","run":5,"monotonic_ms":123456,"seq":9,"wall":null})");
}

TEST_CASE("any text is escaped and comes back") {
    const std::string text =
        "quote \" backslash \\ line\nbreak \x01 null" + std::string(1, '\0') + " é 漢 \xf0\x9f\x9a\xa2";
    const std::string line = json_line(describe(ConfigProblem{"key", 1, text}), kWriterStamp);
    CHECK(line.find('\n') == std::string::npos);
    CHECK(nlohmann::json::parse(line).at("detail") == text);
}

TEST_CASE("broken UTF-8 is replaced and does not throw") {
    for (const char* text : {"\xff", "a\xc3", "\xe6\xbc", "\xed\xa0\x80", "\xf8\x88\x80\x80\x80", "ok \x80 ok"}) {
        const std::string line = json_line(describe(ConfigProblem{text, 1, text}), kWriterStamp);
        const auto parsed = nlohmann::json::parse(line);
        CHECK(parsed.at("detail").get<std::string>().find("\xef\xbf\xbd") != std::string::npos);
    }
}

TEST_CASE("the largest numbers survive") {
    const auto line = json_line(describe(ContentShown{INT64_MAX, ContentOrigin::Factory, INT64_MIN}), kWriterStamp);
    const auto parsed = nlohmann::json::parse(line);
    CHECK(parsed.at("content_version") == INT64_MAX);
    CHECK(parsed.at("roles") == INT64_MIN);
}
