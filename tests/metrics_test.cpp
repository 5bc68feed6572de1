#include "kiosk/ui/metrics.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace kiosk::ui;
using kiosk::model::TextSize;

namespace {

constexpr std::array<std::pair<int, int>, 10> kPanelSizes{{{800, 480},
                                                           {480, 800},
                                                           {1024, 600},
                                                           {1280, 720},
                                                           {1280, 800},
                                                           {1366, 768},
                                                           {1920, 1080},
                                                           {1080, 1920},
                                                           {2560, 1440},
                                                           {3840, 2160}}};

Panel panel_of(std::pair<int, int> size) {
    return {size.first, size.second, guess_diagonal_in(size.first, size.second)};
}

} // namespace

TEST_CASE("a likely diagonal for each resolution, the same upright and lying") {
    CHECK(guess_diagonal_in(800, 480) == 7.0F);
    CHECK(guess_diagonal_in(1024, 600) == 7.0F);
    CHECK(guess_diagonal_in(720, 1280) == 7.0F);
    CHECK(guess_diagonal_in(1280, 800) == doctest::Approx(10.1));
    CHECK(guess_diagonal_in(1920, 1080) == 21.5F);
    for (const auto& size : kPanelSizes)
        CHECK(guess_diagonal_in(size.first, size.second) == guess_diagonal_in(size.second, size.first));
}

TEST_CASE("millimetres on the glass") {
    const Metrics metrics({1920, 1080, 21.5F}, TextSize::Default);
    CHECK(metrics.px_per_mm() == doctest::Approx(4.034).epsilon(0.001));
    CHECK(metrics.width_mm() == doctest::Approx(476).epsilon(0.01));
    CHECK(metrics.px(10) == doctest::Approx(40.34).epsilon(0.001));
    CHECK(metrics.snap(10) == 40);
    CHECK_FALSE(metrics.portrait());
    CHECK(Metrics({1080, 1920, 21.5F}, TextSize::Default).portrait());
}

TEST_CASE("targets are 20 mm, and 15 mm only on a 7-inch panel") {
    for (const auto& size : kPanelSizes) {
        CAPTURE(size.first);
        CAPTURE(size.second);
        const Metrics metrics(panel_of(size), TextSize::Default);
        CHECK(metrics.small() == (std::min(metrics.width_mm(), metrics.height_mm()) < 100));
        CHECK(metrics.target_mm() == (metrics.small() ? 15 : 20));
        CHECK(metrics.small() == (panel_of(size).diagonal_in <= 7));
    }
}

TEST_CASE("no target goes below 11 mm at 7 inches, 13 mm at 10, 20 mm at 21, and none above what targets are") {
    for (const auto& size : kPanelSizes) {
        const Metrics metrics(panel_of(size), TextSize::Default);
        CHECK(metrics.least_target_mm() >= 11);
        CHECK(metrics.least_target_mm() <= metrics.target_mm());
    }
    CHECK(Metrics({480, 800, 7}, TextSize::Default).least_target_mm() == 11);
    CHECK(Metrics({800, 1280, 10.1F}, TextSize::Default).least_target_mm() == doctest::Approx(13).epsilon(0.01));
    CHECK(Metrics({1920, 1080, 21.5F}, TextSize::Default).least_target_mm() == 20);
}

TEST_CASE("a panel of less than 7 inches is laid out as one of 7") {
    CHECK(Metrics({800, 480, 4.3F}, TextSize::Default).px_per_mm()
          == Metrics({800, 480, 7}, TextSize::Default).px_per_mm());
}

TEST_CASE("capitals are at least 4.8 mm by default and 7.3 mm at the largest size, on every panel") {
    for (const auto& size : kPanelSizes) {
        CAPTURE(size.first);
        const Metrics normal(panel_of(size), TextSize::Default);
        CHECK(normal.type().body_mm >= 4.8F);
        const Metrics largest(panel_of(size), TextSize::Largest);
        CHECK(largest.type().body_mm >= 7.3F);
        for (const Metrics& metrics : {normal, largest}) {
            CHECK(metrics.type().title_mm > metrics.type().body_mm);
            CHECK(metrics.type().display_mm >= 4.8F);
        }
    }
}

TEST_CASE("each text size is larger than the one before") {
    for (const auto& size : kPanelSizes) {
        float before = 0;
        for (const TextSize text_size : kiosk::model::kTextSizes) {
            const float body = Metrics(panel_of(size), text_size).type().body_mm;
            CHECK(body > before * 1.1F);
            before = body;
        }
    }
}
