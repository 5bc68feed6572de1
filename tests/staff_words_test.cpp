#include "kiosk/staff_words.h"

#include "kiosk/strings.h"

#include <doctest/doctest.h>

#include <algorithm>

TEST_CASE("age in days: from a date and today, empty where either makes no sense") {
    CHECK(kiosk::age_in_days("1970-01-01", 0) == 0);
    CHECK(kiosk::age_in_days("2026-11-24", 20'781) == 0);
    CHECK(kiosk::age_in_days("2026-11-24", 20'782) == 1);
    CHECK(kiosk::age_in_days("2024-02-28", 19'783) == 2);
    CHECK_FALSE(kiosk::age_in_days("2026-11-24", 20'780));
    for (const char* text : {"", "2026", "2026-13-01", "2026-02-30", "today", "2026-11-24T10:00"})
        CHECK_FALSE(kiosk::age_in_days(text, 20'781));
}

TEST_CASE("times of a countdown") {
    CHECK(kiosk::clock_text(0) == "0:00");
    CHECK(kiosk::clock_text(29) == "0:29");
    CHECK(kiosk::clock_text(900) == "15:00");
}

TEST_CASE("files that are no keys are named in the panel, first those that stop all sticks, three at most") {
    const auto catalogue = kiosk::StringCatalogue::load(KIOSK_SHARE_DIR "/strings");
    REQUIRE(catalogue.has_value());
    kiosk::StaffFacts facts;
    const auto rows = [&] {
        auto content = kiosk::staff_words(facts, catalogue->in("en")).content;
        std::erase_if(content, [](const kiosk::screens::StaffRow& row) { return row.label != "Keys"; });
        return content;
    };
    CHECK(rows().empty());
    facts.ledger.key_problems = {{"/keys/._staff.pub", "no key"},
                                 {"/keys/a.txt", "no key"},
                                 {"/keys/revoked/notes.txt", "no key", true},
                                 {"/keys/z.txt", "no key"}};
    REQUIRE(rows().size() == 3);
    CHECK(rows()[0].value == "revoked/notes.txt cannot be read: no stick is taken until it is mended or removed");
    CHECK(rows()[0].attention);
    CHECK(rows()[1].value == "keys/._staff.pub counts as no key");
}
