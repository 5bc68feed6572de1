#include "platform/logs/review/byte_input.h"
#include "platform/logs/review/entry_builder.h"
#include "platform/logs/review/json_line_parser.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace platform::logs::review;
using Kind = JsonLineParser::Kind;

namespace {

struct ParserFixture {
    JsonLineParser parser;
    ReadEvent event;
    std::string bytes;
    Kind parse(const std::string& line) {
        bytes = line + std::string(ByteInput::kPaddingBytes, ' ');
        return parser.parse(std::string_view(bytes).substr(0, line.size()), event);
    }
    std::string problem(const std::string& line) { return parse(line) == Kind::Problem ? parser.problem() : ""; }
};

std::string line_with(const std::string& members) {
    return R"({"event":"x","boot_id":"b","monotonic_ms":1,"seq":9)" + members + "}";
}

std::string entry_with(const std::string& members) {
    return R"({"_BOOT_ID":"b","KIOSK_EVENT":"x","KIOSK_SEQ":"9")" + members + "}";
}

} // namespace

TEST_CASE_FIXTURE(ParserFixture, "escapes are decoded, in names as in values") {
    REQUIRE(parse(R"({"\u0065vent":"\u0078","boot_id":"b","monotonic_ms":1,"seq":9,"\u0061\n":"\t\u00e9"})")
            == Kind::Event);
    CHECK(event.name == "x");
    CHECK(event.text("a\n") == "\té");
    REQUIRE(parse(R"({"_BOOT_ID":"b","\u004bIOSK_EVENT":"\u0078","KIOSK_SEQ":"9","D\u0041":"\t"})") == Kind::Event);
    CHECK(event.name == "x");
    CHECK(event.text("da") == "\t");
}

TEST_CASE_FIXTURE(ParserFixture, "nothing of one line is left in the next") {
    REQUIRE(parse(line_with(R"(,"kiosk":"k","run":3,"wall":"2026-11-24T12:00:00Z","a":"c")")) == Kind::Event);
    CHECK(event.wall_ms == 1'795'521'600'000);
    REQUIRE(parse(line_with("")) == Kind::Event);
    CHECK_FALSE(event.wall_ms.has_value());
    CHECK(event.kiosk.empty());
    CHECK(event.run == 0);
    CHECK(event.fields.empty());
    REQUIRE(parse(entry_with(R"(,"A":"c")")) == Kind::Event);
    REQUIRE(parse(entry_with("")) == Kind::Event);
    CHECK(event.fields.empty());
    CHECK(parse(R"({"_BOOT_ID":"b","MESSAGE":"hello"})") == Kind::Other);
}

TEST_CASE_FIXTURE(ParserFixture, "an event has a name, a boot, a time and a number") {
    CHECK(problem(R"({"boot_id":"b","monotonic_ms":1,"seq":9})") == "it has no name of an event");
    CHECK(problem(R"({"event":"x","monotonic_ms":1,"seq":9})") == "it has no boot id");
    CHECK(problem(R"({"event":"x","boot_id":"b","seq":9})") == "it has no time or no number of its own");
    CHECK(problem(R"({"event":"x","boot_id":"b","monotonic_ms":1})") == "it has no time or no number of its own");
    CHECK(problem(R"({"event":"unreadable_line","bytes":40,"text":"{"})") == "the kiosk itself could not read it");
    CHECK(problem("") == "it is no JSON");
    CHECK(problem(line_with("") + "x") == "it is no JSON");
}

TEST_CASE_FIXTURE(ParserFixture, "a number is written as JSON writes it") {
    for (const char* good : {"0", "-0", "10", "-3", "1.5", "1e5", "1.5E+3", "1e-2"})
        CHECK_MESSAGE(problem(line_with(fmt::format(",\"a\":{}", good))).empty(), good);
    for (const char* bad : {"01", "-01", "1.", "1e", "1e+", "-", "1x", "1.5.5"})
        CHECK_MESSAGE(problem(line_with(fmt::format(",\"a\":{}", bad))) == "it is no JSON", bad);
    CHECK(problem(line_with(",\"run\":1.5")) == "a value of it has a wrong type");
    CHECK(problem(line_with(",\"run\":99999999999999999999")) == "a value of it has a wrong type");
}

TEST_CASE_FIXTURE(ParserFixture, "an event has at most 200 fields, and of one name the last counts") {
    std::string members;
    for (std::size_t number = 0; number < kMaxFields; ++number)
        members += fmt::format(",\"f{}\":{}", number, number);
    CHECK(problem(line_with(members)).empty());
    CHECK(event.fields.size() == kMaxFields);
    CHECK(problem(line_with(members + ",\"f7\":8")).empty());
    CHECK(event.number("f7") == 8);
    CHECK(problem(line_with(members + ",\"g\":1")) == "it has more than 200 fields");
}

TEST_CASE_FIXTURE(ParserFixture, "a value of the journal comes as text, as bytes, as a number or more than once") {
    CHECK(problem(entry_with(R"(,"A":[104,105],"B":["c","d"],"E":7,"F":null)")).empty());
    CHECK(event.text("a") == "hi");
    CHECK(event.text("b") == "c");
    CHECK(event.number("e") == 7);
    CHECK(event.fields.size() == 3);
    CHECK(problem(entry_with(R"(,"A":[104,255])")).empty());
    CHECK(problem(entry_with(R"(,"A":[104,256])")) == "a value of it has a wrong type");
    CHECK(problem(entry_with(R"(,"A":[104,-1])")) == "a value of it has a wrong type");
    CHECK(problem(entry_with(R"(,"A":[true])")) == "a value of it has a wrong type");
}

TEST_CASE_FIXTURE(ParserFixture, "times that no clock shows are bounded where they are read") {
    const auto line = [](const std::string& time) {
        return R"({"event":"x","boot_id":"b","seq":1,"monotonic_ms":)" + time + "}";
    };
    REQUIRE(parse(line("9223372036854775807")) == Kind::Event);
    CHECK(event.monotonic_ms == kMostMonotonicMs);
    REQUIRE(parse(line("-9223372036854775808")) == Kind::Event);
    CHECK(event.monotonic_ms == 0);
    REQUIRE(parse(line("81234")) == Kind::Event);
    CHECK(event.monotonic_ms == 81'234);
    REQUIRE(
        parse(entry_with(R"(,"KIOSK_MONOTONIC_MS":"9223372036854775807","__REALTIME_TIMESTAMP":"9223372036854775807")"))
        == Kind::Event);
    CHECK(event.monotonic_ms == kMostMonotonicMs);
    CHECK_FALSE(event.wall_ms.has_value());
}
