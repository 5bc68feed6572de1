#include "tests/support/app/staff_driver.h"
#include <doctest/doctest.h>

namespace test {

using db::update::HistoryEntry;
using db::update::HistoryKind;
using db::update::Verdict;
using kiosk::Key;
using kiosk::model::Screen;

DriverOptions with_staff(int width, int height, const char* language) {
    DriverOptions options;
    options.width_px = width;
    options.height_px = height;
    options.language = language;
    options.staff = true;
    return options;
}

void answer(UiDriver& driver, bool succeeded, std::string detail, std::int64_t version) {
    REQUIRE_FALSE(driver.platform().started().empty());
    platform::TaskResult result;
    result.task = driver.platform().started().back();
    result.succeeded = succeeded;
    result.detail = std::move(detail);
    const bool is_pin = std::holds_alternative<platform::CheckPin>(result.task);
    result.reason = succeeded || is_pin ? "" : "no_stick";
    result.version = version;
    driver.platform().finish_task(result);
    driver.advance(Millis{50});
}

void enter_pin(UiDriver& driver, const char* digits) {
    for (const char* digit = digits; *digit != '\0'; ++digit)
        driver.tap(std::string(1, *digit));
    driver.tap(driver.words().staff.pin_enter);
}

void open_panel(UiDriver& driver) {
    driver.key(Key::Staff);
    REQUIRE(driver.screen() == Screen::StaffPin);
    enter_pin(driver);
    answer(driver, true);
    REQUIRE(driver.screen() == Screen::Staff);
}

kiosk::ContentLedger staff_ledger() {
    kiosk::ContentLedger kept;
    kept.kept = {{12, "", true}, {11, "", false}};
    const auto add = [&](HistoryKind kind, Verdict verdict, std::int64_t version, const char* wall) {
        HistoryEntry entry;
        entry.kind = kind;
        entry.verdict = verdict;
        entry.version = version;
        entry.wall = wall;
        kept.history.push_back(entry);
    };
    add(HistoryKind::Install, Verdict::Installed, 11, "2026-11-03T07:41:10Z");
    add(HistoryKind::Install, Verdict::UnknownKey, 0, "");
    add(HistoryKind::RollBack, Verdict::Installed, 11, "2026-11-17T16:20:45Z");
    add(HistoryKind::Install, Verdict::Installed, 12, "2026-11-24T06:58:30Z");
    return kept;
}

} // namespace test
