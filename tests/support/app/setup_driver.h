// A volunteer in front of the setup screen: what its tests do again and again.
#pragma once
#include "tests/support/app/ui_driver.h"
#include <string>

namespace test {

/// A kiosk at its first start.
[[nodiscard]] DriverOptions first_start(int width = 1920, int height = 1080, const char* language = "en");

/// Presses Next until this step is open.
void go_to_step(UiDriver& driver, kiosk::model::SetupStep step);

/// The machine's answer to the file that was to be written: empty, or why it was not.
void answer_save(UiDriver& driver, const std::string& reason = {});

/// What was to be written last.
[[nodiscard]] std::string saved_text(UiDriver& driver);

} // namespace test
