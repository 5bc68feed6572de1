#include "tests/bench/figures.h"
#include "tests/bench/frame_meter.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fmt/format.h>
#include <utility>
#include <vector>

namespace bench {
namespace {

using kiosk::PointerEvent;
using kiosk::model::Screen;
using test::UiDriver;

constexpr double kLate_ms = 33;

/// Processor time of this thread: what the machine does beside does not count.
double cpu_ms() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// A frame is late when it took more than 33 ms and the next one was due by then.
struct FrameCost {
    double ms = 0;
    bool is_late = false;
};

/// The window's loop with a clock that moves by what the frames cost.
class Loop {
public:
    explicit Loop(UiDriver& driver) : m_driver(driver) { driver.app().begin_without_gpu(); }

    /// Draws what the app wants in the next `time`.
    void run(Millis time) {
        const Millis end = m_driver.now() + time;
        while (m_driver.now() < end) {
            const Millis next = std::clamp(m_driver.app().next_frame_at(), m_driver.now() + Millis{1}, end);
            m_driver.platform().advance(std::max(next, m_last + Millis{16}) - m_driver.now());
            if (m_driver.app().wants_frame())
                draw();
        }
    }
    /// Frames until `is_answered`; 9 if it never is.
    template <typename IsAnswered>
    int touch(PointerEvent::Kind kind, Point at, IsAnswered&& is_answered) {
        m_driver.platform().advance(Millis{5});
        m_driver.app().handle(PointerEvent{kind, at, 0});
        int frames = 0;
        do {
            draw();
            ++frames;
            m_driver.platform().advance(Millis{16});
        } while (!is_answered() && frames < 9);
        return frames;
    }
    /// Does what comes between two frames; the next one pays for it.
    template <typename Work>
    void between(Work&& work) {
        const double start = cpu_ms();
        work();
        m_owed_ms += cpu_ms() - start;
    }
    [[nodiscard]] std::vector<FrameCost>& costs() { return m_costs; }

private:
    void draw() {
        const double start = cpu_ms() - std::exchange(m_owed_ms, 0);
        m_driver.app().frame();
        m_driver.picture().render(*m_driver.stage().draw_data());
        const double cost = cpu_ms() - start;
        const auto due = static_cast<double>((m_driver.app().next_frame_at() - m_driver.now()).count());
        m_costs.push_back({cost, cost > kLate_ms && cost > due});
        m_driver.app().frame_took(cost);
        m_last = m_driver.now();
        m_driver.platform().advance(Millis{static_cast<std::int64_t>(cost)});
    }

    UiDriver& m_driver;
    std::vector<FrameCost> m_costs;
    double m_owed_ms = 0;
    Millis m_last{0};
};

class Visit {
public:
    explicit Visit(UiDriver& driver) : m_driver(driver), m_loop(driver) {}

    void begin() {
        const Point at = m_driver.control("Touch to explore").rect.center();
        note_press(m_loop.touch(PointerEvent::Kind::Down, at, [&] { return m_driver.screen() != Screen::Attract; }));
        m_loop.run(Millis{80});
        (void)m_loop.touch(PointerEvent::Kind::Up, at, [] { return true; });
        m_loop.run(Millis{700});
    }
    /// Presses `label`, lets go, and waits for what it opens.
    void tap(std::string_view label) {
        m_driver.see(label);
        const kiosk::a11y::NodeId id = m_driver.control(label).id;
        const Point at = m_driver.control(label).visible().center();
        const auto node = [&] { return m_driver.tree().find(id); };
        note_press(
            m_loop.touch(PointerEvent::Kind::Down, at, [&] { return node() != nullptr && node()->state.pressed; }));
        m_loop.run(Millis{80});
        const kiosk::model::Place before = m_driver.app().view().place;
        const int shown = m_loop.touch(PointerEvent::Kind::Up, at, [&] { return is_shown(before); });
        m_most_release = std::max(m_most_release, shown);
        ++m_touches;
        m_loop.run(Millis{900});
    }
    void scroll() {
        scroll_about(m_driver, [&](const PointerEvent* event) {
            if (event != nullptr)
                (void)m_loop.touch(event->kind, event->position, [] { return true; });
            else
                m_loop.run(Millis{16});
        });
    }
    Loop& loop() { return m_loop; }
    [[nodiscard]] int most_press() const { return m_most_press; }
    [[nodiscard]] int most_release() const { return m_most_release; }
    [[nodiscard]] int touches() const { return m_touches; }

private:
    /// The last frame drew another place than `before`: its screen node is another one, or another role's title.
    [[nodiscard]] bool is_shown(const kiosk::model::Place& before) const {
        const kiosk::View& view = m_driver.app().view();
        if (view.place.screen == before.screen && view.place.role_id == before.role_id)
            return false;
        const auto nodes = m_driver.tree().nodes();
        const std::string_view title =
            view.place.screen == Screen::Role ? std::string_view(view.role.role.card.title) : std::string_view{};
        const auto literal = kiosk::a11y::make_id(kiosk::model::screen_name(view.place.screen));
        return std::any_of(nodes.begin(), nodes.end(), [&](const kiosk::a11y::Node& node) {
            return title.empty() ? node.id == literal : node.role == kiosk::a11y::Role::Heading && node.name == title;
        });
    }
    void note_press(int frames) {
        m_most_press = std::max(m_most_press, frames);
        ++m_touches;
    }

    UiDriver& m_driver;
    Loop m_loop;
    int m_most_press = 0;
    int m_most_release = 0;
    int m_touches = 0;
};

void report_costs(const std::string& name, std::vector<FrameCost> costs) {
    std::sort(costs.begin(), costs.end(), [](const FrameCost& a, const FrameCost& b) { return a.ms < b.ms; });
    const auto late = std::count_if(costs.begin(), costs.end(), [](const FrameCost& cost) { return cost.is_late; });
    report(name + ".late", static_cast<double>(late), fmt::format("of {} frames", costs.size()));
    report(name + ".median_ms", costs[costs.size() / 2].ms);
    report(name + ".p99_ms", costs[costs.size() * 99 / 100].ms);
    report(name + ".max_ms", costs.back().ms);
}

/// A stick brings other content while the loop runs: the card, the change, the first frames of what is new.
void measure_install(const std::filesystem::path& other_content) {
    UiDriver driver({.width_px = 1280, .height_px = 720, .language = "en", .pixels = true});
    Loop loop(driver);
    loop.run(Millis{20'000});
    loop.costs().clear();
    platform::StickReport report;
    report.stick = "bench";
    report.stage = platform::StickStage::Copying;
    const auto say = [&] {
        ++report.sequence;
        driver.platform().report_stick(report);
        loop.between([&] { driver.app().poll(); });
    };
    for (report.percent = 0; report.percent < 100; report.percent += 5) {
        say();
        loop.run(Millis{100});
    }
    auto store = db::RoleStore::open(other_content, db::Trust::Installed); // on another thread in the program
    if (!store)
        throw test::UiFailure(store.error().text());
    kiosk::ContentUpdate update;
    update.store.emplace(std::move(*store));
    update.origin = platform::logs::ContentOrigin::Installed;
    loop.between([&] { driver.app().take_content(std::move(update)); });
    report.stage = platform::StickStage::Done;
    report.verdict = "installed";
    report.version = 2;
    say();
    loop.run(Millis{20'000});
    report_costs("response.install", loop.costs());
}

} // namespace

void measure_response(const std::filesystem::path& sixty_roles) {
    measure_install(sixty_roles);
    UiDriver driver({.width_px = 1280, .height_px = 720, .language = "en", .pixels = true});
    const ContentFacts facts = facts_of(test::bundled_database());
    Visit visit(driver);
    visit.loop().run(Millis{20'000}); // the loop finds the pace that this machine can keep
    visit.loop().costs().clear();
    visit.loop().run(Millis{20'000});
    report_costs("response.attract", visit.loop().costs());
    visit.loop().costs().clear();
    visit.begin();
    for (const db::RoleCard& role : facts.roles) {
        visit.tap(role.title);
        if (!driver.tree().scrolls().empty() && driver.tree().scrolls().front().max_offset > 0)
            visit.scroll();
        visit.tap("Back");
    }
    for (const char* label : {"What we do", "Comfort"}) {
        visit.tap(label);
        visit.tap("Back");
    }
    report_costs("response.visit", visit.loop().costs());
    report("response.press", visit.most_press(), fmt::format("most of {} touches", visit.touches()));
    report("response.release", visit.most_release());
}

} // namespace bench
