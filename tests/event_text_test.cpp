#include "platform/logs/review/event_text.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace platform::logs::review;

TEST_CASE("an event becomes a line of JSON with the keys of the kiosk") {
    const ReadEvent event{
        .kiosk = "hall \"2\"",
        .boot_id = "b",
        .run = 5,
        .monotonic_ms = 7,
        .seq = 9,
        .wall_ms = 0,
        .name = "x",
        .fields = {{"detail", "a\n\x1b\\é", {}}, {"n", "-3", -3}, {"unknown", {}, {}}, {"e", "", {}}}};
    std::string text;
    append_json(event, text);
    CHECK(nlohmann::json::parse(text)
          == nlohmann::json{{"event", "x"},
                            {"kiosk", "hall \"2\""},
                            {"boot_id", "b"},
                            {"run", 5},
                            {"monotonic_ms", 7},
                            {"seq", 9},
                            {"wall", "1970-01-01T00:00:00Z"},
                            {"detail", "a\n\x1b\\é"},
                            {"n", -3},
                            {"unknown", nullptr},
                            {"e", ""}});
    CHECK(text.find('\n') == text.size() - 1);
}

TEST_CASE("what drives a terminal is escaped in JSON, and left out of CSV") {
    const ReadEvent event{.kiosk = "a\xc2\x9b\x7f"
                                   "1",
                          .boot_id = "b",
                          .wall_ms = {},
                          .name = "x",
                          .fields = {{"detail", "\n\x1b=1\xc2\x85", {}}}};
    std::string text;
    append_json(event, text);
    CHECK(text.find(R"("kiosk":"a\u009b\u007f1")") != std::string::npos);
    CHECK(printable(text.substr(0, text.size() - 1)) + "\n" == text);
    CHECK(nlohmann::json::parse(text)["detail"] == "\n\x1b=1\xc2\x85");
    text.clear();
    append_csv(event, text);
    CHECK(text.starts_with("a  1,b,"));
    CHECK(text.find(",\"'  =1 \"") != std::string::npos);
}

TEST_CASE("cells of CSV are quoted, and no text becomes a formula") {
    std::string text;
    append_csv({.kiosk = "=1+1",
                .boot_id = "b",
                .wall_ms = {},
                .name = "x",
                .fields = {{"detail", "a,\"b\"", {}}, {"code", "-3", -3}}},
               text);
    CHECK(text.starts_with("\"'=1+1\",b,0,0,0,,x,"));
    CHECK(text.find(",-3,") != std::string::npos);
    CHECK(text.find(",\"a,\"\"b\"\"\"") != std::string::npos);
    CHECK(text.ends_with("\r\n"));
    const std::string header = csv_header();
    CHECK(header.starts_with("kiosk,boot_id,run,seq,monotonic_ms,wall,event,version,"));
    CHECK(std::count(header.begin(), header.end(), ',') == std::count(text.begin(), text.end(), ',') - 1);
}

TEST_CASE("a text of a log cannot drive the terminal") {
    CHECK(printable("a\x1b[2J\n\xc2\x9b"
                    "é")
          == "a [2J  é");
}

TEST_CASE("each way to begin a formula is quoted in CSV") {
    for (const char* kiosk : {"=1", "+1", "-1", "@a", " =1", "\t=1", "\n@a"}) {
        std::string text;
        append_csv({.kiosk = kiosk, .boot_id = "b", .wall_ms = {}, .name = "x", .fields = {}}, text);
        CHECK_MESSAGE(text.starts_with("\"'"), text);
    }
}

TEST_CASE("what turns text around is escaped in JSON, and left out of CSV") {
    const ReadEvent event{
        .kiosk = "a\u202eb", .boot_id = "b", .wall_ms = {}, .name = "x", .fields = {{"detail", "\u2067\u061c", {}}}};
    std::string text;
    append_json(event, text);
    CHECK(text.find(R"("kiosk":"a\u202eb")") != std::string::npos);
    CHECK(nlohmann::json::parse(text)["detail"] == "\u2067\u061c");
    text.clear();
    append_csv(event, text);
    CHECK(text.starts_with("a b,b,"));
}

TEST_CASE("JSON for a terminal means the same") {
    const nlohmann::json json = {{"a\u202e", "\x7f\xc2\x9b\u2066é"}};
    const std::string text = harmless_json(json.dump());
    CHECK(text == R"({"a\u202e":"\u007f\u009b\u2066é"})");
    CHECK(nlohmann::json::parse(text) == json);
}
