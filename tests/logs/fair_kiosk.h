// One kiosk's day at a made-up fair: what it logs, and what a report must say of it.
#pragma once
#include "platform/logs/events.h"
#include "tests/logs/fair_figures.h"
#include "tests/logs/fair_log.h"
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <random>
#include <string_view>

namespace fair {

inline constexpr int kTraits = 40; ///< so many kiosks have one of each kind: crashed, hot, without a clock ...

/// Equal for equal arguments. Use from one thread.
class FairKiosk {
public:
    /// Logs exactly `events` events. `index` is from 0.
    FairKiosk(int index, std::uint64_t seed, std::int64_t events, Format format);
    void live();

    [[nodiscard]] const KioskFigures& figures() const { return m_figures; }
    [[nodiscard]] KioskFigures& figures() { return m_figures; }
    [[nodiscard]] const KioskLog& log() const { return m_log; }
    /// So many of its first events are in the logs twice.
    [[nodiscard]] std::size_t collected_twice() const;

private:
    using Event = platform::logs::Event;

    // fair_kiosk.cpp: time, boots and runs.
    [[nodiscard]] bool is_over() const { return m_figures.events >= m_events; }
    [[nodiscard]] std::int64_t below(std::int64_t limit);
    [[nodiscard]] bool one_in(std::int64_t count) { return below(count) == 0; }
    std::int64_t pass_time(); ///< returns how much
    [[nodiscard]] When now() const;
    [[nodiscard]] platform::logs::Stamp next_stamp();
    void write(const Event& event);
    void write_unknown();
    void lose(std::int64_t events);
    void begin_boot();
    void begin_run(platform::logs::StartReason reason);
    void power_cut();
    void report_health();
    [[nodiscard]] std::string random_boot_id();

    // fair_troubles.cpp: what befalls the kiosks of a kind, at a quarter, half and three quarters of the day.
    void befall(int quarter);
    void befall_machine(int quarter);
    void befall_content(int quarter);
    void befall_log(int quarter);
    void befall_staff(int quarter);
    void write_as_uploader(int run, std::initializer_list<Event> events);
    void restart_after_crash(platform::logs::CrashKind how, std::int64_t code);

    // fair_visit.cpp
    struct Visit;
    void visit();
    void set_up(Visit& visit);
    void look_around(Visit& visit);
    void see_role(Visit& visit);
    [[nodiscard]] std::string_view some_role();

    int m_trait = 0;
    std::int64_t m_events = 0;
    std::mt19937_64 m_random;
    KioskFigures m_figures;
    KioskLog m_log;
    platform::logs::Stamp m_stamp; ///< of the event logged last
    std::int64_t m_time_ms = 0;    ///< since 1970, in truth
    std::int64_t m_end_ms = 0;     ///< of the day
    std::int64_t m_boot_ms = 0;    ///< when this boot began
    std::int64_t m_next_health_ms = 0;
    std::int64_t m_boot_clock_error_ms = 0; ///< of each boot from its start
    std::int64_t m_clock_error_ms = 0;
    std::optional<platform::logs::StopReason> m_last_word;
    std::int64_t m_kept = 0; ///< events for the end of the day
    bool m_has_clock = true;
    std::int64_t m_lost = 0; ///< of this run, since the last event
    std::int64_t m_starts = 0;
    std::int64_t m_content_version = 7;
    platform::logs::ContentOrigin m_origin = platform::logs::ContentOrigin::Factory;
    platform::logs::HealthReported m_health;
};

} // namespace fair
