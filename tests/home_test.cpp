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

TEST_CASE("the titles of a row of cards stand on one line") {
    for (const auto& size : {std::pair{1920, 1080}, {1080, 1920}, {1280, 800}}) {
        UiDriver driver({.width_px = size.first, .height_px = size.second, .language = "es", .reduced_motion = true});
        driver.tap(driver.words().touch_to_explore);
        driver.settle();
        const auto top_of_title = [&](const db::RoleCard& role) {
            for (const auto& node : driver.tree().nodes())
                if (node.name == role.title && !node.is_control())
                    return node.rect.top;
            return -1.0F;
        };
        const auto& roles = driver.app().view().home.roles;
        for (std::size_t index = 1; index < roles.size(); ++index)
            if (driver.control(roles[index].title).rect.top == driver.control(roles[index - 1].title).rect.top)
                CHECK(top_of_title(roles[index]) == top_of_title(roles[index - 1]));
    }
}

TEST_CASE("a word that is wider than its place is set smaller and not broken; what fits stays as it is") {
    UiDriver driver({.width_px = 720, .height_px = 1280});
    driver.stage().run({}, kiosk::model::TextSize::Largest, kiosk::ui::default_theme(), [](kiosk::ui::Frame& frame) {
        const kiosk::ui::TextStyle style = frame.style(kiosk::ui::TextRole::Title);
        const float width = frame.text_width("Management", style) * 0.7F;
        REQUIRE(frame.paint.layout("Management Analyst", style, width).broke_word);
        const auto fitting = frame.style_that_keeps_words(style, "Management Analyst", width);
        CHECK_FALSE(frame.paint.layout("Management Analyst", fitting, width).broke_word);
        CHECK(fitting.cap_px < style.cap_px);
        CHECK(frame.style_that_keeps_words(style, "An Analyst", width * 2).cap_px == style.cap_px);
        CHECK(frame.style_that_keeps_words(style, std::string(400, 'm'), width).cap_px >= style.cap_px * 0.45F);
    });
}
