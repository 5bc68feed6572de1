#include "platform/linux/programs.h"

#include <doctest/doctest.h>

using namespace platform;
using namespace platform::programs;

namespace {

LinuxOptions options() {
    return {.log_file = "/var/log/kiosk.jsonl",
            .programs = "/usr/bin",
            .state = "/var/lib/kiosk",
            .keys = "/etc/kiosk/keys",
            .factory = "/usr/share/kiosk/roles.db",
            .channel = "fair",
            .kiosk_name = "hall-2"};
}

} // namespace

TEST_CASE("the command lines are those of roledb and kiosk-logs") {
    CHECK(install(options(), "/media/-odd name", "/tmp/reports")
          == CommandLine{"/usr/bin/roledb", "install", "/media/-odd name", "--state=/var/lib/kiosk",
                         "--keys=/etc/kiosk/keys", "--factory=/usr/share/kiosk/roles.db", "--channel=fair",
                         "--stick=-odd name", "--report=/tmp/reports"});
    CHECK(collect(options(), "/media/a", Asked::ByRequest)
          == CommandLine{"/usr/bin/kiosk-logs", "collect", "/media/a", "--state=/var/lib/kiosk", "--name=hall-2",
                         "--log=/var/log/kiosk.jsonl", "--keys=/etc/kiosk/keys", "--channel=fair",
                         "--content=/var/lib/kiosk", "--factory=/usr/share/kiosk/roles.db", "--json"});
    CHECK(collect(options(), "/media/a", Asked::ByStaff)
          == CommandLine{"/usr/bin/kiosk-logs", "collect", "/media/a", "--state=/var/lib/kiosk", "--name=hall-2",
                         "--log=/var/log/kiosk.jsonl", "--staff", "--json"});
    CHECK(roll_back(options(), std::nullopt)
          == CommandLine{"/usr/bin/roledb", "rollback", "--state=/var/lib/kiosk", "--keys=/etc/kiosk/keys", "--json"});
    CHECK(roll_back(options(), 0)
          == CommandLine{"/usr/bin/roledb", "rollback", "--state=/var/lib/kiosk", "--keys=/etc/kiosk/keys",
                         "--to=factory", "--json"});
    CHECK(roll_back(options(), 12)
          == CommandLine{"/usr/bin/roledb", "rollback", "--state=/var/lib/kiosk", "--keys=/etc/kiosk/keys", "--to=12",
                         "--json"});
}

TEST_CASE("what is not set is left out, and without a log file the journal is read") {
    CHECK(install({.programs = "/p"}, "/m/a", {}) == CommandLine{"/p/roledb", "install", "/m/a", "--stick=a"});
    CHECK(collect({.programs = "/p"}, "/m/a", Asked::ByRequest)
          == CommandLine{"/p/kiosk-logs", "collect", "/m/a", "--name=kiosk", "--journal", "--json"});
}

TEST_CASE("the answers are read") {
    auto answer = parse_collect("{\"events\":120,\"bytes\":45678,\"complete\":true}\n");
    REQUIRE(answer);
    CHECK(answer->logs == CollectedLogs{120, 45678, true});
    CHECK(answer->reason.empty());
    answer = parse_collect(R"({"reason":"stick_full","detail":"no room for one file"})");
    REQUIRE(answer);
    CHECK_FALSE(answer->logs);
    CHECK(answer->reason == "stick_full");
    CHECK(answer->detail == "no room for one file");
    CHECK(parse_roll_back("{\"version\":11}\n") == 11);
    CHECK(parse_roll_back(R"({"version":0,"more":"later"})") == 0);
}

TEST_CASE("what is no answer is none") {
    for (const char* text : {"", "{}", "[]", "usage: roledb", "{\"version\":", R"({"version":"12"})",
                             R"({"version":-1})", R"({"version":1.5})", R"({"version":18446744073709551615})"})
        CHECK_FALSE_MESSAGE(parse_roll_back(text), text);
    for (const char* text : {"", "{}", "null", R"({"events":1,"bytes":2})", R"({"events":1,"bytes":2,"complete":1})",
                             R"({"events":-1,"bytes":2,"complete":true})", R"({"reason":"Not a name"})",
                             R"({"reason":""})", R"({"detail":"alone"})"})
        CHECK_FALSE_MESSAGE(parse_collect(text), text);
    CHECK_FALSE(parse_collect(std::string(1000000, '{')));
}
