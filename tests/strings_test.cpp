#include "kiosk/model/strings.h"

#include <doctest/doctest.h>
#include <set>
#include <string>
#include <string_view>

using kiosk::model::filled;

namespace {

/// Each member of `Words` has one key: `bytes` is what its strings take.
template <typename Words, typename Keys>
void check_keys(const Keys& keys, std::size_t bytes) {
    std::set<std::string_view> names;
    Words words;
    for (const auto& [its_key, member] : keys) {
        const std::string_view key = its_key;
        CHECK_MESSAGE(names.insert(key).second, key);
        CHECK_MESSAGE((words.*member).empty(), key);
        words.*member = key;
    }
    CHECK(bytes == keys.size() * sizeof(std::string));
}

} // namespace

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
    using namespace kiosk::model;
    check_keys<StickStrings>(kStickKeys, sizeof(StickStrings));
    check_keys<StaffStrings>(kStaffKeys, sizeof(StaffStrings));
    check_keys<SetupStrings>(kSetupKeys, sizeof(SetupStrings));
    // NOLINTNEXTLINE(bugprone-sizeof-container): what the member itself takes
    constexpr std::size_t kVerdicts = sizeof(Strings::verdicts);
    check_keys<Strings>(kStringKeys, sizeof(Strings) - sizeof(StickStrings) - sizeof(StaffStrings)
                                         - sizeof(SetupStrings) - kVerdicts);
}
