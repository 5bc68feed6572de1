// A machine for tests and development: a manual clock, recorded events, faults on demand.
#pragma once
#include "platform/platform.h"
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace platform {

class FakePlatform final : public Platform {
public:
    // The test's side.

    /// Moves the clock since boot forward.
    void advance(std::chrono::milliseconds time) { m_now += time; }

    /// Sets the time on the wall; it does not move by itself. Empty: the fault of a clock that cannot be trusted.
    void set_local_time(std::optional<LocalTime> time) { m_local_time = time; }

    /// Empty, as at first: the fault of a clock that cannot be trusted.
    void set_today(std::optional<std::int64_t> day) { m_today = day; }

    /// Empty names: the fault of a machine without tzdata.
    void set_time_zones(TimeZones zones) { m_zones = std::move(zones); }

    /// The fault of a log that takes nothing; as the real one, it then logs `EventsDropped` before the next event.
    void break_log() { m_log_broken = true; }
    void mend_log() { m_log_broken = false; }

    /// All that was logged, in order.
    [[nodiscard]] const std::vector<logs::Event>& events() const { return m_events; }

    /// What was logged of one kind, in order: `logged<logs::RoleViewed>()`.
    template <typename Kind>
    [[nodiscard]] std::vector<Kind> logged() const {
        std::vector<Kind> found;
        for (const logs::Event& event : m_events)
            if (const Kind* match = std::get_if<Kind>(&event))
                found.push_back(*match);
        return found;
    }

    /// One line an event, for a test that compares or prints the whole log.
    [[nodiscard]] std::string log_text() const;

    /// What take_stick_report gives next, after what waits already.
    void report_stick(StickReport report) { m_reports.push_back(std::move(report)); }
    void set_health(const MachineHealth& health) { m_health = health; }
    /// Empty: the machine has no such level.
    void set_available_level(Level level, std::optional<int> percent) { level_of(level) = percent; }

    /// The tasks that were started, in order. None ends by itself.
    [[nodiscard]] const std::vector<Task>& started() const { return m_started; }
    void finish_task(TaskResult result) { m_results.push_back(std::move(result)); }

    /// Empty: the fault of a damaged file.
    void set_wrong_pins(std::optional<std::int64_t> count) { m_wrong_pins = count; }

    void forget_events() { m_events.clear(); }
    [[nodiscard]] int ready_calls() const { return m_ready_calls; }
    [[nodiscard]] int alive_calls() const { return m_alive_calls; }
    [[nodiscard]] int stopping_calls() const { return m_stopping_calls; }

    // The program's side.
    [[nodiscard]] std::chrono::milliseconds now() const override { return m_now; }
    [[nodiscard]] std::optional<LocalTime> local_time() const override { return m_local_time; }
    [[nodiscard]] std::optional<std::int64_t> today() const override { return m_today; }
    [[nodiscard]] TimeZones time_zones() override { return m_zones; }
    /// As the local time everywhere.
    [[nodiscard]] std::optional<LocalTime> local_time_in(const std::string& /*zone*/) const override {
        return m_local_time;
    }
    void log(const logs::Event& event) override;
    void ready() override { ++m_ready_calls; }
    void alive() override { ++m_alive_calls; }
    void starting_late() override {}
    void stopping() override { ++m_stopping_calls; }
    [[nodiscard]] std::optional<StickReport> take_stick_report() override { return take(m_reports); }
    [[nodiscard]] MachineHealth health() override { return m_health; }
    [[nodiscard]] std::optional<int> level(Level level) override { return level_of(level); }
    void set_level(Level level, int percent) override;
    [[nodiscard]] std::optional<std::int64_t> wrong_pins() const override { return m_wrong_pins; }
    void start(Task task) override { m_started.push_back(std::move(task)); }
    [[nodiscard]] std::optional<TaskResult> take_task_result() override { return take(m_results); }

private:
    template <typename Item>
    static std::optional<Item> take(std::deque<Item>& items) {
        if (items.empty())
            return std::nullopt;
        Item first = std::move(items.front());
        items.pop_front();
        return first;
    }
    std::optional<int>& level_of(Level level) { return level == Level::Brightness ? m_brightness : m_volume; }

    std::chrono::milliseconds m_now{0};
    std::optional<LocalTime> m_local_time = LocalTime{12, 0};
    std::optional<std::int64_t> m_today;
    TimeZones m_zones{{"America/New_York", "Asia/Tokyo", "Europe/London", "Europe/Madrid"}, "Europe/London"};
    std::vector<logs::Event> m_events;
    bool m_log_broken = false;
    std::int64_t m_dropped = 0;
    std::deque<StickReport> m_reports;
    std::deque<TaskResult> m_results;
    std::vector<Task> m_started;
    std::optional<std::int64_t> m_wrong_pins = 0;
    MachineHealth m_health;
    std::optional<int> m_brightness;
    std::optional<int> m_volume;
    int m_ready_calls = 0;
    int m_alive_calls = 0;
    int m_stopping_calls = 0;
};

} // namespace platform
