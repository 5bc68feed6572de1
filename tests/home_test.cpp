// The grid of roles.
#include "kiosk/ui/bar.h"
#include "tests/support/app/ui_driver.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

using test::UiDriver;

TEST_CASE("roles that fit at once fill the screen down to the bar") {
    constexpr float kGapMm = 6;
    for (const auto& size : {std::pair{1920, 1080}, {1080, 1920}, {3840, 2160}}) {
        for (const std::string language : {"en", "es"}) {
            CAPTURE(size.first);
            CAPTURE(language);
            UiDriver driver({.width_px = size.first, .height_px = size.second, .language = language});
            driver.tap(driver.words().touch_to_explore);
            driver.settle();
            float end = 0;
            for (const auto& node : driver.tree().nodes())
                if (node.role == kiosk::a11y::Role::Link)
                    end = std::max(end, node.rect.bottom);
            const kiosk::ui::Metrics metrics = driver.metrics();
            const float bar = static_cast<float>(size.second) - kiosk::ui::bar_height(metrics);
            CHECK(end <= bar);
            CHECK(bar - end <= metrics.snap(kGapMm) + 3); // a pixel a row is not shared out
        }
    }
}
