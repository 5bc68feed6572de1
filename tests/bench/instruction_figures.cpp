#include "tests/bench/figures.h"
#include "tests/bench/frame_meter.h"

#include <array>
#include <fmt/format.h>
#include <valgrind/callgrind.h>

namespace bench {
namespace {

using kiosk::PointerEvent;
using test::UiDriver;

/// Runs `work` and lets callgrind write down its instructions as a dump of this name.
template <typename Work>
void count(const std::string& name, Work&& work) {
    CALLGRIND_TOGGLE_COLLECT;
    work();
    CALLGRIND_TOGGLE_COLLECT;
    CALLGRIND_DUMP_STATS_AT(name.c_str());
}

test::DriverOptions full_hd(const std::filesystem::path& database) {
    return {.width_px = 1920, .height_px = 1080, .language = "en", .database = database};
}

/// A frame at each of these moments of a slide: its texts come, stand, and go.
constexpr std::array<int, 3> kMoments_ms{400, 4000, 7700};

struct Round {
    UiDriver& driver;
    int slides = 0;

    /// From the start of a round, `visit(slide, moment)` at each moment of each slide, to the end of the round.
    template <typename Visit>
    void run(Visit&& visit) const {
        const Millis slide_time = std::chrono::seconds(kiosk::TimesConfig{}.slide_s);
        const Millis start = driver.now();
        for (int slide = 0; slide < slides; ++slide)
            for (const int moment : kMoments_ms) {
                driver.platform().advance(start + slide * slide_time + Millis{moment} - driver.now());
                visit(slide, moment);
            }
        driver.platform().advance(start + slides * slide_time - driver.now());
    }
};

} // namespace

void count_attract_frames() {
    UnseenKiosk kiosk(full_hd(test::bundled_database()));
    UiDriver& driver = kiosk.driver();
    const Round round{driver, facts_of(test::bundled_database()).slides};
    round.run([&](int, int) { driver.app().frame(); }); // lays out each text once
    CALLGRIND_START_INSTRUMENTATION;
    for (const char* level : {"high", "medium", "low"}) {
        round.run([&](int slide, int moment) {
            count(fmt::format("attract.{}.{}.{}", level, slide + 1, moment), [&] { driver.app().frame(); });
        });
        driver.app().frame_took(1000); // a frame that took so long costs one level
    }
}

void count_scrolling_frames(const std::filesystem::path& sixty_roles) {
    const auto scroll = [](const std::string& name, const test::DriverOptions& options, const char* label) {
        UnseenKiosk kiosk(options);
        UiDriver& driver = kiosk.driver();
        driver.tap("Touch to explore");
        driver.settle();
        if (label != nullptr)
            driver.tap(label);
        driver.settle();
        for (const bool counted : {false, true}) {
            if (counted)
                CALLGRIND_START_INSTRUMENTATION;
            int frame = 0;
            scroll_about(driver, [&](const PointerEvent* event) {
                driver.platform().advance(Millis{16});
                const auto work = [&] {
                    if (event != nullptr)
                        driver.app().handle(*event);
                    driver.app().frame();
                };
                // The first frames after a press do not move anything yet, the last ones no more.
                if (counted && ++frame % 6 == 0 && driver.app().wants_frame())
                    count(fmt::format("{}.{}", name, frame), work);
                else
                    work();
            });
        }
        CALLGRIND_STOP_INSTRUMENTATION;
    };
    scroll("scroll.role", {.width_px = 800, .height_px = 480, .language = "en"}, "International Trade Analyst");
    scroll("scroll.home", full_hd(sixty_roles), nullptr);
}

void count_database_frames(const std::filesystem::path& database) {
    UnseenKiosk kiosk(full_hd(database));
    UiDriver& driver = kiosk.driver();
    const auto still_frame = [&](const std::string& name) {
        driver.settle();
        driver.platform().advance(Millis{16});
        count(name, [&] { driver.app().frame(); });
    };
    driver.tap("Touch to explore");
    driver.settle();
    CALLGRIND_START_INSTRUMENTATION;
    still_frame("scale.home");
    const Point at = driver.control("Economist").rect.center();
    driver.press(at);
    driver.platform().advance(Millis{16});
    count("scale.open", [&] {
        driver.app().handle(PointerEvent{PointerEvent::Kind::Up, at, 0});
        driver.app().frame();
        driver.app().frame();
    });
    driver.advance(Millis{400});
    still_frame("scale.role");
}

} // namespace bench
