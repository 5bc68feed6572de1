#include "tests/bench/figures.h"
#include "tests/bench/frame_meter.h"
#include "tests/support/app/allocations.h"

#include <fmt/format.h>

namespace bench {
namespace {

using kiosk::PointerEvent;
using test::DriverOptions;
using test::UiDriver;

constexpr Millis kRest{30'000}; // two rests make the minute; the countdown comes after 60 s

/// The name of a figure and the way to its screen from home.
struct Way {
    const char* name;
    const char* label; ///< of the control on the home screen; null: home itself
};
constexpr Way kWays[] = {{"home", nullptr}, {"role", "Economist"}, {"about", "What we do"}, {"comfort", "Comfort"}};

void measure_rest(UiDriver& driver, const char* name) {
    std::int64_t frames = 0;
    std::int64_t allocations = 0;
    for (int rest = 0; rest < 2; ++rest) {
        driver.settle();
        const int before = driver.frames_drawn();
        const test::AllocationCounter counter;
        driver.advance(kRest);
        allocations += counter.count();
        frames += driver.frames_drawn() - before;
        driver.tap_at({1, 1});
    }
    report(fmt::format("still.{}.frames", name), static_cast<double>(frames));
    report(fmt::format("still.{}.allocations", name), static_cast<double>(allocations));
}

void report_totals(const std::string& name, const FrameTotals& totals) {
    report(name + ".frames", static_cast<double>(totals.frames));
    report(name + ".build", static_cast<double>(totals.build_allocations));
    report(name + ".rasterised_frames", static_cast<double>(totals.rasterised_frames));
    report(name + ".queue", static_cast<double>(totals.queue_allocations));
    report(name + ".raster", static_cast<double>(totals.raster_allocations));
    report(name + ".draw_calls", totals.max_draw_calls);
    if (!totals.first_origins.empty())
        fmt::print(stderr, "{}: {}\n", name, totals.first_origins);
}

/// Every frame is built; one in `kRasterEvery` is rasterised too, which is what takes the time.
void measure_attract() {
    constexpr int kRasterEvery = 40;
    UnseenKiosk kiosk({.width_px = 1920, .height_px = 1080, .language = "en"});
    FrameMeter meter(kiosk);
    const int frames_a_round = facts_of(test::bundled_database()).slides * kiosk::TimesConfig{}.slide_s * 1000 / 16;
    for (int round = 0; round < 3; ++round) {
        if (round == 1)
            meter.forget(); // the first round lays out each text once
        for (int frame = 0; frame < frames_a_round; ++frame)
            meter.frame(Millis{16}, frame % kRasterEvery == 0);
    }
    report_totals("allocations.attract", meter.totals());
}

void measure_scrolling(const std::string& name, const DriverOptions& options, const char* label) {
    constexpr int kRasterEvery = 4;
    UnseenKiosk kiosk(options);
    UiDriver& driver = kiosk.driver();
    driver.tap("Touch to explore");
    driver.settle();
    if (label != nullptr) {
        driver.tap(label);
        driver.settle();
    }
    FrameMeter meter(kiosk);
    int frame = 0;
    for (int round = 0; round < 2; ++round) {
        meter.forget();
        scroll_about(driver, [&](const PointerEvent* event) {
            const bool rasterise = ++frame % kRasterEvery == 0;
            if (event != nullptr)
                meter.finger(event->kind, event->position, rasterise);
            else
                meter.frame(Millis{16}, rasterise);
        });
    }
    report_totals(name, meter.totals());
}

} // namespace

void measure_still_screens() {
    for (const Way& way : kWays) {
        UiDriver driver({.width_px = 1920, .height_px = 1080, .language = "en", .pixels = true});
        driver.tap("Touch to explore");
        if (way.label != nullptr)
            driver.tap(way.label);
        measure_rest(driver, way.name);
    }
}

void measure_allocations(const std::filesystem::path& sixty_roles) {
    measure_attract();
    measure_scrolling("allocations.role", {.width_px = 800, .height_px = 480, .language = "en"},
                      "International Trade Analyst");
    measure_scrolling("allocations.home",
                      {.width_px = 1920, .height_px = 1080, .language = "en", .database = sixty_roles}, nullptr);
}

} // namespace bench
