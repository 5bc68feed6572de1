// The picture itself, through SDL's software renderer: that there is one, that it is the same each time, and that a
// turned panel shows the same.
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"
#include "tests/support/sanitized.h"

#include "kiosk/shell/tour.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <set>
#include <vector>

namespace {

namespace fs = std::filesystem;
using test::DriverOptions;
using test::Millis;
using test::UiDriver;
using Pixels = std::vector<std::uint32_t>;

constexpr int kWidth = 800;
constexpr int kHeight = 480;

DriverOptions small(int degrees = 0) {
    return {.width_px = kWidth, .height_px = kHeight, .language = "en", .pixels = true, .degrees = degrees};
}

Pixels picture_of(UiDriver& driver) {
    const auto pixels = driver.picture().pixels();
    return {pixels.begin(), pixels.end()};
}

std::uint32_t pixel_at(const Pixels& pixels, int x, int y, int width) {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
}

/// Whether so many colours are there. Looks no further than it must: a picture has thousands.
bool has_colours(const Pixels& pixels, const kiosk::model::Rect& rect, std::size_t wanted) {
    std::set<std::uint32_t> colours;
    for (int y = std::max(0, static_cast<int>(rect.top)); y < std::min(kHeight, static_cast<int>(rect.bottom)); ++y)
        for (int x = std::max(0, static_cast<int>(rect.left)); x < std::min(kWidth, static_cast<int>(rect.right));
             ++x) {
            colours.insert(pixel_at(pixels, x, y, kWidth));
            if (colours.size() >= wanted)
                return true;
        }
    return false;
}

/// The picture has many colours, and so has the place of every text on it: glyphs with soft edges on their ground.
void check_not_blank(UiDriver& driver) {
    driver.frame();
    const Pixels pixels = picture_of(driver);
    CHECK(pixels.size() == static_cast<std::size_t>(kWidth * kHeight));
    CHECK(has_colours(pixels, {0, 0, kWidth, kHeight}, 61));
    int texts = 0;
    for (const auto& node : driver.tree().nodes()) {
        const bool text =
            !node.is_control() && node.role != kiosk::a11y::Role::Screen && node.role != kiosk::a11y::Role::Dialog;
        const kiosk::model::Rect seen = node.visible();
        if (!text || seen.width() < 8 || seen.height() < 8)
            continue;
        ++texts;
        CHECK_MESSAGE(has_colours(pixels, seen, 6), node.name << "\n" << driver.dump());
    }
    CHECK(texts > 1);
}

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        files.push_back(entry.path().filename());
    std::sort(files.begin(), files.end());
    return files;
}

bool differ(std::uint32_t first, std::uint32_t second) {
    for (int shift = 0; shift < 24; shift += 8)
        if (std::abs(static_cast<int>((first >> shift) & 0xffU) - static_cast<int>((second >> shift) & 0xffU)) > 40)
            return true;
    return false;
}

} // namespace

TEST_CASE("no screen is blank, and every text is on the picture") {
    UiDriver driver(small());
    driver.advance(Millis{3'000});
    check_not_blank(driver);
    driver.tap("Touch to explore");
    driver.settle();
    check_not_blank(driver);
    driver.tap("Economist");
    driver.settle();
    check_not_blank(driver);
    driver.scroll_to_end();
    check_not_blank(driver);
    driver.tap("Home");
    for (const char* way : {"What we do", "Comfort"}) {
        driver.tap(way);
        driver.settle();
        check_not_blank(driver);
    }
    driver.tap("High contrast");
    driver.settle();
    check_not_blank(driver);
    driver.advance_to(driver.last_input() + Millis{61'000});
    check_not_blank(driver);
}

TEST_CASE("a kiosk without content is not blank") {
    DriverOptions options = small();
    options.database.clear();
    UiDriver driver(options);
    check_not_blank(driver);
}

TEST_CASE("a press changes the picture where the finger is") {
    UiDriver driver(small());
    driver.tap("Touch to explore");
    driver.settle();
    driver.frame();
    const Pixels before = picture_of(driver);
    const kiosk::model::Rect button = driver.control("What we do").rect;
    driver.press(button.center());
    const Pixels after = picture_of(driver);
    std::size_t changed = 0;
    for (std::size_t index = 0; index < before.size(); ++index)
        changed += before[index] != after[index] ? 1 : 0;
    CHECK(changed > static_cast<std::size_t>(button.width() * button.height() / 2));
    CHECK(changed < static_cast<std::size_t>(button.width() * button.height() * 1.5F));
}

TEST_CASE("two runs of the whole tour give the same files, byte for byte") {
    const test::ScratchFolder first;
    const test::ScratchFolder second;
    for (const test::ScratchFolder* folder : {&first, &second}) {
        if (test::kIsSanitized && folder == &second)
            return; // it has seen everything, and what it sees not is compared without it
        kiosk::shell::TourOptions options;
        options.folder = folder->path();
        options.mounting = {kWidth, kHeight, 0};
        options.content = {{test::bundled_database(), db::Trust::Factory, platform::logs::ContentOrigin::Bundled}};
        options.icons = fs::path(KIOSK_SHARE_DIR) / "icons";
        options.config.times.slide_s = 4;
        const auto count =
            kiosk::shell::render_tour(options, test::shared_strings(), test::shared_fonts(), [](const fs::path&) {});
        REQUIRE_MESSAGE(count.has_value(), count.error().text());
        CHECK(*count > 60);
        CHECK(files_of(folder->path()).size() == static_cast<std::size_t>(*count));
    }
    const std::vector<fs::path> files = files_of(first.path());
    REQUIRE(files == files_of(second.path()));
    for (const fs::path& file : files)
        CHECK_MESSAGE(test::read(first.path() / file) == test::read(second.path() / file), file.string() << " differs");
}

TEST_CASE("a turned panel shows the upright picture, turned") {
    const auto picture = [](int degrees) {
        UiDriver driver(small(degrees));
        driver.tap("Touch to explore");
        driver.settle();
        driver.frame();
        return picture_of(driver);
    };
    const Pixels upright = picture(0);
    for (const int degrees : {90, 180, 270}) {
        CAPTURE(degrees);
        const bool sideways = degrees != 180;
        const kiosk::shell::Mounting mounting{sideways ? kHeight : kWidth, sideways ? kWidth : kHeight, degrees};
        const Pixels turned = picture(degrees);
        REQUIRE(turned.size() == upright.size());
        const auto turned_at = [&](int x, int y) {
            const kiosk::model::Point at =
                kiosk::shell::to_panel(mounting, {static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F});
            return pixel_at(turned, static_cast<int>(at.x), static_cast<int>(at.y), mounting.width_px);
        };
        int different = 0;
        for (int y = 1; y < kHeight - 1; ++y)
            for (int x = 1; x < kWidth - 1; ++x) {
                bool found = false;
                for (int near = 0; near < 9 && !found; ++near)
                    found = !differ(pixel_at(upright, x, y, kWidth), turned_at(x + near % 3 - 1, y + near / 3 - 1));
                different += found ? 0 : 1;
            }
        // The rasteriser puts edges and glyphs of a turned picture up to a pixel aside.
        CHECK(different < kWidth * kHeight / 400);
    }
}
