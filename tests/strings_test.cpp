#include "kiosk/model/strings.h"

#include <doctest/doctest.h>
#include <set>
#include <string>

using kiosk::model::filled;

TEST_CASE("placeholders are replaced where they stand") {
    CHECK(filled("Page {0} of {1}", "2", "5") == "Page 2 of 5");
    CHECK(filled("{1} {0} {1}", "a", "b") == "b a b");
    CHECK(filled("{0} s", "12") == "12 s");
    CHECK(filled("nothing here", "12").find("12") == std::string::npos);
    CHECK(filled("", "x").empty());
}

TEST_CASE("what is no placeholder stays") {
    CHECK(filled("{2} {} {0", "x") == "{2} {} {0");
    CHECK(filled("50 % {0}", "") == "50 % ");
    CHECK_MESSAGE(filled("{0}", "{1}", "again") == "{1}", "what is filled in is not filled again");
}

TEST_CASE("every string has its own key") {
    std::set<std::string_view> keys;
    for (const auto& [key, member] : kiosk::model::kStringKeys)
        keys.insert(key);
    CHECK(keys.size() == kiosk::model::kStringKeys.size());
    // Each member once: set each through its key, all are set.
    kiosk::model::Strings strings;
    for (const auto& [key, member] : kiosk::model::kStringKeys) {
        CHECK((strings.*member).empty());
        strings.*member = key;
    }
    CHECK(sizeof(strings) == kiosk::model::kStringKeys.size() * sizeof(std::string));
}
