#include "tests/bench/figures.h"
#include "tests/bench/frame_meter.h"

#include <fmt/format.h>

namespace bench {
namespace {

using test::DriverOptions;
using test::UiDriver;

constexpr Millis kBetweenSamples{112}; // of the attract loop and of scrolling
constexpr int kMaxPages = 40;

/// One kiosk that is walked through all that it can show, with every frame of every way between counted.
class Walk {
public:
    explicit Walk(const DriverOptions& options) : m_kiosk(options), m_meter(m_kiosk) {}

    void attract(int slides) {
        m_meter.set_place("attract");
        const Millis round = std::chrono::seconds(kiosk::TimesConfig{}.slide_s) * slides;
        m_meter.frames(static_cast<int>(round / kBetweenSamples), kBetweenSamples);
    }
    void begin() { go("Touch to explore", "attract to home"); }
    /// Opens the screen behind `label`, scrolls through it and comes back.
    void visit(std::string_view label) {
        go(label, fmt::format("home to {}", label));
        scroll_through(std::string(label));
        go("Back", fmt::format("{} to home", label));
    }
    void choose(std::string_view setting) {
        go("Comfort", "home to Comfort");
        go(setting, fmt::format("Comfort, {}", setting));
        go("Back", "Comfort to home");
    }
    void scroll_through(const std::string& place) {
        UiDriver& driver = m_kiosk.driver();
        m_meter.set_place(place);
        m_meter.frames(2);
        for (int page = 0; page < kMaxPages; ++page) {
            const auto scrolls = driver.tree().scrolls();
            if (scrolls.empty() || scrolls.front().offset >= scrolls.front().max_offset - 1)
                return;
            driver.app().handle(kiosk::Key::PageDown);
            m_meter.frames(6, kBetweenSamples);
        }
    }
    /// The dialog over the screen that is shown now.
    void countdown(const std::string& place) {
        UiDriver& driver = m_kiosk.driver();
        driver.advance(std::chrono::seconds(kiosk::TimesConfig{}.idle_s) + Millis{500});
        m_meter.set_place("countdown over " + place);
        m_meter.frames(3, Millis{1000});
        driver.tap_at({1, 1});
        driver.settle();
    }
    void go(std::string_view label, std::string place) {
        m_meter.set_place(std::move(place));
        m_meter.tap(label);
    }
    UiDriver& driver() { return m_kiosk.driver(); }
    [[nodiscard]] const FrameTotals& totals() const { return m_meter.totals(); }

private:
    UnseenKiosk m_kiosk;
    FrameMeter m_meter;
};

void report_walk(const std::string& name, const Walk& walk) {
    report("draw_calls." + name, walk.totals().max_draw_calls,
           fmt::format("{}, of {} frames", walk.totals().worst, walk.totals().frames));
}

void walk_all(const std::string& name, const DriverOptions& options) {
    const ContentFacts facts = facts_of(options.database);
    Walk walk(options);
    walk.attract(facts.slides);
    walk.begin();
    walk.scroll_through("home");
    walk.countdown("home");
    for (const db::RoleCard& role : facts.roles)
        walk.visit(role.title);
    walk.go(facts.roles.front().title, "home to a role");
    walk.countdown("a role");
    walk.go("Back", "a role to home");
    walk.visit("What we do");
    for (const char* setting : {"Largest", "High contrast"}) {
        walk.choose(setting);
        walk.scroll_through(fmt::format("home, {}", setting));
        walk.visit(facts.roles.back().title);
        walk.visit("What we do");
    }
    report_walk(name, walk);
}

void walk_home(const std::string& name, const DriverOptions& options) {
    Walk walk(options);
    walk.begin();
    walk.scroll_through("home");
    report_walk(name, walk);
}

} // namespace

void measure_draw_calls(const std::filesystem::path& sixty_roles) {
    for (const auto& [width, height] : {std::pair{1920, 1080}, {1080, 1920}, {800, 480}, {3840, 2160}}) {
        const std::string size = fmt::format("{}x{}", width, height);
        walk_all(size, {.width_px = width, .height_px = height, .language = "en"});
        walk_home(size + ".sixty", {.width_px = width, .height_px = height, .language = "en", .database = sixty_roles});
    }
}

} // namespace bench
