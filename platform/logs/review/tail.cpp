#include "platform/logs/review/tail.h"
#include "platform/edit_distance.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/follow.h"
#include "platform/logs/review/seen.h"
#include "platform/logs/review/visitor_tally.h"
#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <poll.h>
#include <tuple>
#include <unistd.h>

namespace platform::logs::review {
namespace {

/// What was logged later is larger, as far as that can be told.
using When = std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::string>;

class Tail {
public:
    Tail(const TailOptions& options, const TailSinks& sinks) : m_options(options), m_sinks(sinks) {}
    Outcome<void> run();

private:
    void take(const ReadEvent& event);
    void keep(const ReadEvent& event);
    void take_problem(const Problem& problem);
    [[nodiscard]] bool is_wanted(const ReadEvent& event) const;
    [[nodiscard]] bool is_new(const ReadEvent& event);
    void write_newest();
    void tell_missing_kiosks() const;
    void follow(PipeFollower* pipe);

    const TailOptions& m_options;
    const TailSinks& m_sinks;
    std::unique_ptr<Follower> m_files;
    Seen m_seen;
    std::map<When, std::string> m_newest;
    std::map<std::string, bool, std::less<>> m_kiosks; ///< those asked for: whether they were met
    std::int64_t m_problems = 0;
    bool m_is_following = false;
};

bool Tail::is_new(const ReadEvent& event) {
    if (m_seen.intervals() >= Seen::kMaxIntervals)
        m_seen = Seen(); // rather twice than never
    return m_seen.add(event.boot_id, event.run, event.seq);
}

bool Tail::is_wanted(const ReadEvent& event) const {
    const std::size_t index = event_index(event.name);
    const Severity severity = index < kKnownEvents ? event_severity(index) : Severity::Info;
    const auto has = [](const std::vector<std::string>& names, std::string_view name) {
        return names.empty() || std::ranges::find(names, name) != names.end();
    };
    return severity <= m_options.level && has(m_options.events, event.name) && has(m_options.kiosks, event.kiosk);
}

void Tail::take(const ReadEvent& event) {
    if (const auto asked = m_kiosks.find(event.kiosk); asked != m_kiosks.end())
        asked->second = true;
    if (!is_wanted(event) || !is_new(event))
        return;
    if (m_is_following)
        m_sinks.write(m_sinks.text_of(event));
    else
        keep(event);
}

/// Without a clock an event is as old as its file.
void Tail::keep(const ReadEvent& event) {
    const bool has_clock = event.wall_ms && *event.wall_ms >= kFirstWallMs;
    When when{has_clock ? *event.wall_ms / 1000 * 1000 : m_files->written_ms(), event.monotonic_ms, event.run,
              event.seq, std::string(event.boot_id)};
    if (m_options.lines == 0 || (m_newest.size() >= m_options.lines && when < m_newest.begin()->first))
        return;
    m_newest.insert_or_assign(std::move(when), m_sinks.text_of(event));
    if (m_newest.size() > m_options.lines)
        m_newest.erase(m_newest.begin());
}

void Tail::take_problem(const Problem& problem) {
    ++m_problems;
    if (m_is_following)
        m_sinks.problem(problem);
}

void Tail::write_newest() {
    for (const auto& event : m_newest)
        m_sinks.write(event.second);
    m_newest.clear();
    m_is_following = true;
    if (m_problems > 0)
        m_sinks.note(fmt::format("{} {} in these logs can't be read; kiosk-logs check names them", m_problems,
                                 m_problems == 1 ? "place" : "places"));
}

void Tail::tell_missing_kiosks() const {
    for (const auto& [name, was_met] : m_kiosks)
        if (!was_met)
            m_sinks.note(fmt::format("{}: nothing of this kiosk is in these logs{}", printable(name),
                                     m_options.follows ? " yet; waiting for it" : ""));
}

void Tail::follow(PipeFollower* pipe) {
    const bool has_files = m_options.paths.size() > (pipe != nullptr ? 1U : 0U);
    while (has_files || pipe != nullptr) {
        if (pipe != nullptr && !pipe->read_on())
            pipe = nullptr;
        m_files->read_on();
        if ((!has_files && pipe == nullptr) || !m_sinks.wait(pipe != nullptr))
            return;
    }
}

Outcome<void> Tail::run() {
    const Sinks sinks{
        [this](const ReadEvent& event) { take(event); }, [this](const Problem& problem) { take_problem(problem); }, {}};
    std::vector<std::filesystem::path> files;
    std::ranges::copy_if(m_options.paths, std::back_inserter(files), [](const auto& path) { return path != "-"; });
    const bool has_pipe = files.size() < m_options.paths.size();
    for (const std::string& kiosk : m_options.kiosks)
        m_kiosks[kiosk] = false;
    m_files = std::make_unique<Follower>(files, sinks);
    const bool takes_all = m_options.events.empty() && m_options.kiosks.empty() && m_options.level == Severity::Info;
    if (auto started = m_files->start(takes_all ? std::optional(m_options.lines) : std::nullopt); !started)
        return started;
    PipeFollower pipe(STDIN_FILENO, "-", sinks);
    if (has_pipe && !m_options.follows) {
        pollfd waiting{STDIN_FILENO, POLLIN, 0};
        while (pipe.read_on())
            (void)::poll(&waiting, 1, -1);
    }
    write_newest();
    tell_missing_kiosks();
    if (m_options.follows)
        follow(has_pipe ? &pipe : nullptr);
    return {};
}

} // namespace

Outcome<void> tail(const TailOptions& options, const TailSinks& sinks) {
    return Tail(options, sinks).run();
}

std::vector<std::string_view> events_like(std::string_view name) {
    constexpr std::size_t kMost = 3;
    name = name.substr(0, 64); // an argument may be long
    std::vector<std::pair<std::size_t, std::string_view>> all;
    for (std::size_t index = 0; index < kKnownEvents; ++index) {
        const std::string_view known = event_name(index);
        const bool is_part = !name.empty() && known.find(name) != std::string_view::npos;
        all.emplace_back(is_part ? 0 : edit_distance(name, known), known);
    }
    std::ranges::stable_sort(all, {}, &std::pair<std::size_t, std::string_view>::first);
    std::vector<std::string_view> names;
    for (const auto& candidate : all)
        if (names.size() < kMost && (names.empty() || candidate.first <= all.front().first + 2))
            names.push_back(candidate.second);
    return names;
}

} // namespace platform::logs::review
