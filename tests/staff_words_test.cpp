#include "kiosk/staff_words.h"

#include <doctest/doctest.h>

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
