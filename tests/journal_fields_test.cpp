#include "platform/logs/journal_fields.h"
#include <doctest/doctest.h>

using namespace platform::logs;

namespace {
const Stamp kStamp{"hall-2", "b007", 5, 123456, 9, ""};
using Fields = std::vector<std::string>;
} // namespace

TEST_CASE("an event becomes named fields in upper case") {
    CHECK(journal_fields(describe(RoleViewed{"economist", 1200}), kStamp)
          == Fields{"MESSAGE=role_viewed role_id=economist dwell_ms=1200", "PRIORITY=6", "SYSLOG_IDENTIFIER=kiosk",
                    "KIOSK_EVENT=role_viewed", "KIOSK_NAME=hall-2", "KIOSK_RUN=5", "KIOSK_MONOTONIC_MS=123456",
                    "KIOSK_SEQ=9", "ROLE_ID=economist", "DWELL_MS=1200"});
}

TEST_CASE("severity becomes a syslog level") {
    CHECK(journal_fields(describe(ContentMissing{}), kStamp).at(1) == "PRIORITY=3");
    CHECK(journal_fields(describe(ConfigProblem{}), kStamp).at(1) == "PRIORITY=4");
    CHECK(journal_fields(describe(Stopped{}), kStamp).at(1) == "PRIORITY=5");
}

TEST_CASE("a value keeps its line breaks, the message does not") {
    const Fields fields = journal_fields(describe(ConfigProblem{"k", 2, "one\ntwo"}), kStamp);
    CHECK(fields.front() == "MESSAGE=config_problem key=k line=2 detail=one two");
    CHECK(fields.back() == "DETAIL=one\ntwo");
}

TEST_CASE("what systemd put beside an event is told from it") {
    for (const char* name : {"_PID", "__CURSOR", "SYSLOG_PID", "CODE_FILE", "INVOCATION_ID", "MESSAGE", "PRIORITY"})
        CHECK(is_about_the_entry(name));
    for (const char* name : {"ROLE_ID", "KIOSK_EVENT", "MESSAGES", ""})
        CHECK_FALSE(is_about_the_entry(name));
}

TEST_CASE("a boot id gets its dashes") {
    CHECK(dashed_boot_id("0123456789abcdef0123456789abcdef") == "01234567-89ab-cdef-0123-456789abcdef");
    CHECK(dashed_boot_id("short") == "short");
}

TEST_CASE("a whole number is nothing but a number") {
    CHECK(whole_number("-17") == -17);
    for (const char* text : {"", "1 ", " 1", "1.5", "0x1", "9223372036854775808"})
        CHECK_FALSE(whole_number(text).has_value());
}
