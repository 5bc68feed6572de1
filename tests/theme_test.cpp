#include "kiosk/ui/theme.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace kiosk::ui;

namespace {

/// The accents of the bundled content, from its source.
std::vector<std::uint32_t> bundled_accents() {
    std::vector<std::uint32_t> accents;
    const std::filesystem::path folder = std::filesystem::path(KIOSK_SOURCE_DIR) / "db" / "content" / "en" / "roles";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path());
        for (std::string line; std::getline(file, line);)
            if (line.starts_with("accent"))
                accents.push_back(
                    static_cast<std::uint32_t>(std::stoul(line.substr(line.find('#') + 1, 6), nullptr, 16)));
    }
    return accents;
}

} // namespace

TEST_CASE("contrast ratios of WCAG") {
    CHECK(contrast_ratio(rgb(0x000000), rgb(0xffffff)) == doctest::Approx(21.0));
    CHECK(contrast_ratio(rgb(0xffffff), rgb(0xffffff)) == doctest::Approx(1.0));
    CHECK(contrast_ratio(rgb(0x777777), rgb(0xffffff)) == doctest::Approx(4.48).epsilon(0.005));
    CHECK(contrast_ratio(rgb(0x0000ff), rgb(0xffffff)) == doctest::Approx(8.59).epsilon(0.005));
    CHECK(contrast_ratio(rgb(0x123456), rgb(0xabcdef)) == contrast_ratio(rgb(0xabcdef), rgb(0x123456)));
}

TEST_CASE("every text reaches the theme's contrast on everything that it stands on") {
    for (const Theme* theme : {&default_theme(), &high_contrast_theme()}) {
        CAPTURE(theme->high_contrast);
        const double least = theme->text_contrast;
        CHECK(least >= (theme->high_contrast ? 10.0 : 7.0));
        for (const Color ground : {theme->paper, theme->card})
            for (const Color text : {theme->ink, theme->ink_soft})
                CHECK(contrast_ratio(text, ground) >= least);
        CHECK(contrast_ratio(theme->on_bar, theme->bar) >= least);
        CHECK(contrast_ratio(theme->on_bar, theme->bar_button) >= least);
        CHECK(contrast_ratio(theme->on_call, theme->call) >= least);
        CHECK(contrast_ratio(theme->on_accent, theme->ground) >= least);
        CHECK_MESSAGE(contrast_ratio(theme->focus, theme->ground) >= 3.0,
                      "WCAG 2.4.13: the ring against its inner line");
    }
    CHECK_FALSE(default_theme().high_contrast);
    CHECK(high_contrast_theme().high_contrast);
}

TEST_CASE("every accent of the bundled content carries text at 7:1, at 10:1 in high contrast, and emblems at 3:1") {
    const std::vector<std::uint32_t> accents = bundled_accents();
    REQUIRE(accents.size() == 6);
    for (const std::uint32_t accent : accents) {
        CAPTURE(accent);
        for (const Theme* theme : {&default_theme(), &high_contrast_theme()}) {
            CHECK(contrast_ratio(theme->on_accent, theme->accent_ground(accent))
                  >= (theme->high_contrast ? 10.0 : 7.0));
            CHECK(contrast_ratio(theme->on_accent, theme->accent_shape(accent)) >= 3.0);
        }
    }
}

TEST_CASE("any accent that a database may bring carries text") {
    for (std::uint32_t accent = 0; accent <= 0xffffff; accent += 0x010307)
        if (contrast_ratio(default_theme().on_accent, default_theme().accent_ground(accent)) < 7.0)
            FAIL_CHECK("accent " << accent);
    for (const std::uint32_t accent : {0xffffffU, 0xffff00U, 0x00ff00U, 0xff0000U, 0x0000ffU, 0x000000U})
        CHECK(contrast_ratio(high_contrast_theme().on_accent, high_contrast_theme().accent_ground(accent)) >= 10.0);
}

TEST_CASE("an accent that is dark enough is not touched, and darkening keeps the hue") {
    CHECK(darkened_for(rgb(0x0b1533), rgb(0xffffff), 7) == rgb(0x0b1533));
    const Color coral = darkened_for(rgb(0xe07a5f), rgb(0xffffff), 7);
    CHECK(coral.r > coral.g);
    CHECK(coral.g >= coral.b);
    CHECK(contrast_ratio(coral, rgb(0xffffff)) < 8.5);
}

TEST_CASE("mixing and fading stay within their ends") {
    CHECK(mix(rgb(0x000000), rgb(0xffffff), 0) == rgb(0x000000));
    CHECK(mix(rgb(0x000000), rgb(0xffffff), 1) == rgb(0xffffff));
    CHECK(mix(rgb(0x000000), rgb(0xffffff), 7) == rgb(0xffffff));
    CHECK(mix(rgb(0x000000), rgb(0xffffff), 0.5F).g == 128);
    CHECK(with_alpha(rgb(0x112233), 0.5F).a == 128);
    CHECK(with_alpha(rgb(0x112233), 2).a == 255);
    CHECK(with_alpha(with_alpha(rgb(0x112233), 0.5F), 0.5F).a == 64);
}
