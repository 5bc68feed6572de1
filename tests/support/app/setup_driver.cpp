#include "tests/support/app/setup_driver.h"
#include <doctest/doctest.h>

namespace test {

DriverOptions first_start(int width, int height, const char* language) {
    DriverOptions options;
    options.width_px = width;
    options.height_px = height;
    options.language = language;
    options.staff = true;
    options.setup = {"/var/lib/kiosk/setup.toml", true, {}};
    return options;
}

void go_to_step(UiDriver& driver, kiosk::model::SetupStep step) {
    for (int steps = 0; steps < kiosk::model::kSetupSteps && driver.app().setup().step() != step; ++steps)
        driver.tap(driver.words().setup.next);
    REQUIRE(driver.app().setup().step() == step);
    driver.settle();
}

void answer_save(UiDriver& driver, const std::string& reason) {
    REQUIRE_FALSE(driver.platform().started().empty());
    platform::TaskResult result;
    result.task = driver.platform().started().back();
    REQUIRE(std::holds_alternative<platform::SaveFile>(result.task));
    result.succeeded = reason.empty();
    result.reason = reason;
    result.detail = reason.empty() ? "" : "setup.toml: cannot be written";
    driver.platform().finish_task(result);
    driver.advance(Millis{50});
}

std::string saved_text(UiDriver& driver) {
    REQUIRE_FALSE(driver.platform().started().empty());
    const auto* save = std::get_if<platform::SaveFile>(&driver.platform().started().back());
    REQUIRE(save != nullptr);
    CHECK(save->path == "/var/lib/kiosk/setup.toml");
    return save->text;
}

} // namespace test
