// Staff in front of the kiosk: what tests of their panel do again and again.
#pragma once
#include "kiosk/content_source.h"
#include "tests/support/app/ui_driver.h"
#include <cstdint>
#include <string>

namespace test {

/// A kiosk whose kiosk.toml has a PIN.
[[nodiscard]] DriverOptions with_staff(int width = 1920, int height = 1080, const char* language = "en");

/// The machine's answer to the newest task.
void answer(UiDriver& driver, bool succeeded, std::string detail = {}, std::int64_t version = 0);

void enter_pin(UiDriver& driver, const char* digits = "471108");

void open_panel(UiDriver& driver);

/// Content 12 is shown, 11 is kept, and some things happened before.
[[nodiscard]] kiosk::ContentLedger staff_ledger();

} // namespace test
