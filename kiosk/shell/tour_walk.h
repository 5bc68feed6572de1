// What the tour walks with: a kiosk on a manual clock, whose machine says what the tour wants. Only the tour includes
// this.
#pragma once
#include "kiosk/app.h"
#include "kiosk/shell/canvas.h"
#include "kiosk/shell/tour.h"

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace kiosk::shell {

inline constexpr model::Millis kTourFrame{16};

/// A clock that stands until it is moved, a log that nobody reads, and news on request.
class TourMachine final : public platform::Platform {
public:
    void advance(model::Millis time) { m_now += time; }
    void report(platform::StickReport news) { m_reports.push_back(std::move(news)); }
    void finish(platform::TaskResult result) { m_results.push_back(std::move(result)); }

    [[nodiscard]] model::Millis now() const override { return m_now; }
    [[nodiscard]] std::optional<platform::LocalTime> local_time() const override { return std::nullopt; }
    /// The day that the pictures tell of: 2026-11-24.
    [[nodiscard]] std::optional<std::int64_t> today() const override { return 20'781; }
    [[nodiscard]] platform::TimeZones time_zones() override;
    [[nodiscard]] std::optional<platform::LocalTime> local_time_in(const std::string& /*zone*/) const override {
        return platform::LocalTime{14, 5};
    }
    void log(const platform::logs::Event& /*event*/) override {}
    void ready() override {}
    void alive() override {}
    void starting_late() override {}
    void stopping() override {}
    [[nodiscard]] std::optional<platform::StickReport> take_stick_report() override { return take(m_reports); }
    [[nodiscard]] platform::MachineHealth health() override;
    [[nodiscard]] std::optional<int> level(platform::Level level) override;
    void set_level(platform::Level /*level*/, int percent) override { m_volume = percent; }
    void start(platform::Task /*task*/) override {}
    [[nodiscard]] std::optional<platform::TaskResult> take_task_result() override { return take(m_results); }

private:
    template <typename Item>
    static std::optional<Item> take(std::deque<Item>& items) {
        if (items.empty())
            return std::nullopt;
        Item first = std::move(items.front());
        items.pop_front();
        return first;
    }
    model::Millis m_now{0};
    int m_volume = 40;
    std::deque<platform::StickReport> m_reports;
    std::deque<platform::TaskResult> m_results;
};

/// One kiosk with a manual clock that is walked through its screens as a person would. `at_setup`: it begins with the
/// setup screen.
class Walk {
public:
    Walk(const TourOptions& options, const StringCatalogue& strings, ui::Fonts& fonts, Canvas& canvas,
         const std::function<void(const std::filesystem::path&)>& said, bool at_setup = false);

    App& app() { return m_app; }
    ui::Stage& stage() { return m_stage; }
    TourMachine& machine() { return m_machine; }

    void wait(model::Millis time);
    /// Lets everything that moves come to rest.
    void settle() { wait(model::Millis{5000}); }
    void press(model::Point at) { m_app.handle(PointerEvent{PointerEvent::Kind::Down, at, 0}); }
    void release(model::Point at) { m_app.handle(PointerEvent{PointerEvent::Kind::Up, at, 0}); }
    void tap(model::Point at);
    /// Taps the control of this id, scrolled to if need be. False if the screen has none.
    bool tap(a11y::NodeId id);
    [[nodiscard]] db::Result<void> save(const std::string& name);
    void set_prefix(std::string prefix) { m_prefix = std::move(prefix); }
    [[nodiscard]] int saved() const { return m_saved; }
    [[nodiscard]] const Config& config() const { return m_config; }

private:
    const TourOptions& m_options;
    Canvas& m_canvas;
    const std::function<void(const std::filesystem::path&)>& m_said;
    Config m_config;
    TourMachine m_machine;
    ui::Stage m_stage;
    App m_app;
    std::string m_prefix;
    int m_saved = 0;
};

/// Saves, and remembers the first failure.
class Saver {
public:
    explicit Saver(Walk& walk) : m_walk(walk) {}
    void operator()(const std::string& name);
    [[nodiscard]] const std::optional<db::Error>& failure() const { return m_failure; }

private:
    Walk& m_walk;
    std::optional<db::Error> m_failure;
};

/// The screen at its top, and scrolled page by page to its end.
void show_pages(Walk& walk, Saver& save, const std::string& name);

} // namespace kiosk::shell
