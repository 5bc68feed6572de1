#include "tests/logs/fair_kiosk.h"
#include <algorithm>
#include <cstdio>

namespace fair {

using namespace platform::logs;

namespace {

constexpr std::int64_t kDoorsOpenMs = 1'795'419'000'000; // 2026-11-23T07:30:00Z
constexpr std::int64_t kDayMs = 9 * 3'600'000;
constexpr std::int64_t kHealthEveryMs = 300'000;
constexpr std::int64_t kKeptForTheEnd = 2; ///< events at most
constexpr int kHasNoClock = 19;            // of the kinds
constexpr int kHasNoTouch = 23;
constexpr int kVanishes = 24;
constexpr int kHasAnUploader = 25;
constexpr int kMeasuresLittle = 33;
constexpr int kHasAWildClock = 35;
constexpr int kIsOffByNoon = 36;
constexpr int kIsBackAndVanishes = 37;
constexpr int kNeverComesBack = 38;
constexpr int kFailsToBegin = 39;

std::string kiosk_name(int index) {
    std::string number = std::to_string(index + 1);
    number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
    return "hall-" + std::to_string(index / 50 + 1) + "-" + number;
}

/// Every fourth kind runs until the plug is pulled.
std::optional<StopReason> last_word_of(int kind) {
    constexpr std::optional<StopReason> kWords[] = {std::nullopt, StopReason::Signal, StopReason::Closed,
                                                    StopReason::Finished};
    switch (kind) {
    case kVanishes:
    case kIsBackAndVanishes:
        return std::nullopt;
    case kIsOffByNoon:
        return StopReason::Signal;
    case kNeverComesBack:
        return StopReason::Restart;
    case kFailsToBegin:
        return StopReason::Failed;
    default:
        return kWords[kind % 4];
    }
}

bool leaves_early(int kind) {
    return kind == kVanishes || kind >= kIsOffByNoon;
}

} // namespace

FairKiosk::FairKiosk(int index, std::uint64_t seed, std::int64_t events, Format format)
    : m_trait(index % kTraits), m_events(events), m_random(seed * 1'000'003 + static_cast<std::uint64_t>(index)),
      m_log(format) {
    m_figures.name = m_stamp.kiosk = kiosk_name(index);
    m_time_ms = kDoorsOpenMs + below(600'000);
    m_last_word = last_word_of(m_trait);
    m_end_ms = kDoorsOpenMs + (leaves_early(m_trait) ? kDayMs / 2 : m_last_word ? kDayMs - below(kDayMs / 4) : kDayMs);
    m_has_clock = m_trait != kHasNoClock;
    if (m_trait == kHasAWildClock) // no two are wrong alike
        m_boot_clock_error_ms = (1000 + index / kTraits * 20) * std::int64_t{86'400'000};
    if (m_events > kKeptForTheEnd)
        m_kept = (m_last_word ? 1 : 0) + (m_trait == kHasAnUploader ? 1 : 0);
    m_events -= m_kept;
    m_health.disk_total_mib = 14'500;
    m_health.disk_free_mib = 9'000 + below(2'000);
    m_health.touch = m_trait != kHasNoTouch;
    m_health.undervoltage = false;
    m_health.temperature_c = 48 + below(20);
    if (m_trait == kMeasuresLittle) {
        m_health.touch = m_health.undervoltage = std::nullopt;
        m_health.temperature_c = std::nullopt;
    }
}

std::int64_t FairKiosk::below(std::int64_t limit) {
    return static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(std::max<std::int64_t>(limit, 1)));
}

/// Mostly short, at times long: so that some pages are read and most are glanced at. The day is over with the last
/// event.
std::int64_t FairKiosk::pass_time() {
    const std::int64_t left_ms = std::max<std::int64_t>(m_end_ms - m_time_ms, 0);
    // Three events of five take time, so that the events are spread over the whole day.
    const std::int64_t pace_ms = left_ms * 5 / (3 * std::max<std::int64_t>(m_events - m_figures.events, 1));
    const std::int64_t wanted = 1 + (one_in(4) ? pace_ms + below(3 * pace_ms) : below(pace_ms));
    const std::int64_t passed = std::min(wanted, 1 + left_ms / 3);
    m_time_ms += passed;
    return passed;
}

When FairKiosk::now() const {
    return {m_has_clock ? std::optional(m_time_ms + m_clock_error_ms) : std::nullopt, m_time_ms - m_boot_ms};
}

Stamp FairKiosk::next_stamp() {
    m_stamp.seq += 1 + m_lost;
    m_figures.missing += m_lost;
    m_lost = 0;
    m_stamp.monotonic_ms = now().monotonic_ms;
    return m_stamp;
}

void FairKiosk::write(const Event& event) {
    if (is_over())
        return;
    const Record record = describe(event);
    m_figures.count(event, record, now());
    m_log.write(record, next_stamp(), now());
}

/// Of a version that knows more events than this one.
void FairKiosk::write_unknown() {
    if (is_over())
        return;
    const Record record{"hologram_shown", Severity::Info, {{"dwell_ms", std::int64_t{500}}}};
    m_figures.count_unknown(record.name, now());
    m_log.write(record, next_stamp(), now());
}

/// Events that were logged and are not there. Nobody knows of them before the next one of the run.
void FairKiosk::lose(std::int64_t events) {
    m_lost += events;
}

std::string FairKiosk::random_boot_id() {
    char text[40];
    const auto high = m_random(), low = m_random();
    (void)std::snprintf(text, sizeof text, "%08x-%04x-4%03x-a%03x-%012llx", static_cast<unsigned>(high >> 32),
                        static_cast<unsigned>(high >> 16 & 0xffff), static_cast<unsigned>(high & 0xfff),
                        static_cast<unsigned>(low >> 52), static_cast<unsigned long long>(low & 0xffffffffffff));
    return text;
}

void FairKiosk::begin_boot() {
    m_boot_ms = m_time_ms;
    m_time_ms += 9'000 + below(3'000); // until the program starts
    m_stamp.boot_id = random_boot_id();
    m_clock_error_ms = m_boot_clock_error_ms;
    if (!is_over())
        m_figures.begin_boot(m_stamp.boot_id);
}

void FairKiosk::begin_run(StartReason reason) {
    m_stamp.run = (m_time_ms - m_boot_ms) * 1000 + below(1000);
    m_stamp.seq = m_lost = 0;
    write(Started{"0.4.2", reason, ++m_starts});
    m_next_health_ms = m_time_ms;
}

void FairKiosk::power_cut() {
    m_time_ms += 3'600'000 / 4; // longer than any clock is wrong, so that the boots are in order
    m_has_clock = true;
    begin_boot();
    begin_run(StartReason::Service);
    write(PowerLost{});
    write(ContentShown{m_content_version, m_origin, 24});
}

void FairKiosk::report_health() {
    if (m_time_ms < m_next_health_ms)
        return;
    m_next_health_ms = m_time_ms + kHealthEveryMs;
    m_health.uptime_s = (m_time_ms - m_boot_ms) / 1000;
    m_health.memory_available_mib = 2'900 + below(200);
    m_health.frames = 1'000 + below(8'000);
    m_health.late_frames = one_in(50) ? below(20) : 0;
    if (m_trait == 18)
        m_health.late_frames = m_health.frames / 20;
    m_health.touches = m_trait == kHasNoTouch ? 0 : below(300);
    write(m_health);
}

void FairKiosk::live() {
    begin_boot();
    begin_run(StartReason::Service);
    write(ContentShown{m_content_version, m_origin, 24});
    for (int quarter = 1; !is_over();) {
        report_health();
        visit();
        if (quarter <= 3 && m_figures.events >= m_events * quarter / 4)
            befall(quarter++);
    }
    m_events += m_kept;
    if (m_last_word)
        write(Stopped{*m_last_word});
    if (m_trait == kHasAnUploader) // whose word behind the kiosk's last does not switch it on
        write_as_uploader(4, {UploadInterrupted{UploadFault::Refused}});
}

std::size_t FairKiosk::collected_twice() const {
    if (m_trait == 30)
        return m_log.events() / 3;
    return m_trait == 31 ? m_log.events() : 0;
}

} // namespace fair
