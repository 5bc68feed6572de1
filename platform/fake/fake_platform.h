// A machine for tests and development: a manual clock, recorded events, faults on demand.
#pragma once
#include "platform/platform.h"
#include <cstdint>
#include <string>
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

    void forget_events() { m_events.clear(); }
    [[nodiscard]] int ready_calls() const { return m_ready_calls; }
    [[nodiscard]] int alive_calls() const { return m_alive_calls; }
    [[nodiscard]] int stopping_calls() const { return m_stopping_calls; }

    // The program's side.
    [[nodiscard]] std::chrono::milliseconds now() const override { return m_now; }
    [[nodiscard]] std::optional<LocalTime> local_time() const override { return m_local_time; }
    void log(const logs::Event& event) override;
    void ready() override { ++m_ready_calls; }
    void alive() override { ++m_alive_calls; }
    void stopping() override { ++m_stopping_calls; }

private:
    std::chrono::milliseconds m_now{0};
    std::optional<LocalTime> m_local_time = LocalTime{12, 0};
    std::vector<logs::Event> m_events;
    bool m_log_broken = false;
    std::int64_t m_dropped = 0;
    int m_ready_calls = 0;
    int m_alive_calls = 0;
    int m_stopping_calls = 0;
};

} // namespace platform
