#include "tests/logs/fair_figures.h"
#include <algorithm>

namespace fair {
namespace {

using namespace platform::logs;

constexpr std::int64_t kHourMs = 3'600'000;

template <typename Number>
void widen(std::optional<Number>& least, std::optional<Number>& most, Number value) {
    least = least ? std::min(*least, value) : value;
    most = most ? std::max(*most, value) : value;
}

void view(std::map<std::string, ViewFigures, std::less<>>& all, const std::string& name, std::int64_t dwell_ms) {
    ViewFigures& of = all[name];
    ++of.views;
    of.dwell_ms += dwell_ms;
    if (dwell_ms >= 10'000)
        ++of.read;
}

const char* how_it_ended(SessionEnd how) {
    switch (how) {
    case SessionEnd::Idle:
        return "idle";
    case SessionEnd::Visitor:
        return "visitor";
    case SessionEnd::Stopped:
        return "stopped";
    case SessionEnd::Staff:
        return "staff";
    }
    return "";
}

const char* origin_name(ContentOrigin origin) {
    switch (origin) {
    case ContentOrigin::Bundled:
        return "bundled";
    case ContentOrigin::Configured:
        return "configured";
    case ContentOrigin::Factory:
        return "factory";
    case ContentOrigin::Installed:
        return "installed";
    case ContentOrigin::Previous:
        return "previous";
    }
    return "";
}

struct CountVisit {
    VisitFigures& to;
    const When& when;

    void operator()(const AttractEnded& event) const {
        ++to.attract_ended;
        to.attract_ms += event.duration_ms;
    }
    void operator()(const SessionStarted&) const {
        ++to.sessions_started;
        if (when.wall_ms)
            ++to.sessions_by_hour[*when.wall_ms / kHourMs];
        else
            ++to.sessions_without_hour;
    }
    void operator()(const SessionEnded& event) const {
        ++to.sessions_ended;
        to.session_ms += event.duration_ms;
        to.sessions_with_role += event.roles > 0 ? 1 : 0;
        ++to.ended_how[how_it_ended(event.how)];
        if (event.how == SessionEnd::Idle)
            ++to.gave_up_on[event.last_screen.text()];
    }
    void operator()(const ScreenViewed& event) const { view(to.screens, event.screen.text(), event.dwell_ms); }
    void operator()(const RoleViewed& event) const { view(to.roles, event.role_id.text(), event.dwell_ms); }
    void operator()(const QrShown&) const { ++to.qr_shown; }
    void operator()(const Searched& event) const {
        ++to.searches;
        to.searches_without_result += event.results == 0 ? 1 : 0;
    }
    void operator()(const QuestionsFinished&) const { ++to.questions_finished; }
    void operator()(const ListChanged& event) const { to.list_added += event.change == ListChange::Added ? 1 : 0; }
    void operator()(const LanguageChanged& event) const { ++to.languages[event.language.text()]; }
    void operator()(const ComfortChanged& event) const {
        ++to.comfort[event.setting.text() + "=" + event.value.text()];
    }
    template <typename Other>
    void operator()(const Other&) const {}
};

struct CountState {
    KioskFigures& to;
    const When& when;

    void verdict(std::string name) const {
        to.update_verdict = std::move(name);
        to.update_wall_ms = when.wall_ms;
    }
    void operator()(const Started& event) const {
        ++to.starts;
        to.version = event.version.text();
        to.switched_off = false;
    }
    void operator()(const Stopped& event) const {
        to.switched_off = event.reason != StopReason::Restart && event.reason != StopReason::Failed;
    }
    void operator()(const Crashed&) const { ++to.crashes; }
    void operator()(const PowerLost&) const { ++to.power_cuts; }
    void operator()(const HealthReported& event) const {
        to.frames += event.frames;
        to.late_frames += event.late_frames;
        to.undervoltage = to.undervoltage || event.undervoltage == true;
        to.hot = to.hot || event.temperature_c.value_or(0) >= 80;
        to.had_touch = to.had_touch || event.touch == true || event.touches > 0;
        if (event.touch)
            to.touch_gone = !*event.touch;
        if (event.disk_free_mib)
            to.disk_full = *event.disk_free_mib < 100
                           || (event.disk_total_mib && *event.disk_free_mib < *event.disk_total_mib / 20);
    }
    void operator()(const ContentShown& event) const {
        to.content_version = event.content_version;
        to.content_origin = origin_name(event.origin);
        to.content_wall_ms = when.wall_ms;
        if (!when.wall_ms)
            return;
        const auto since = to.content_since_wall_ms.emplace(event.content_version, *when.wall_ms).first;
        since->second = std::min(since->second, *when.wall_ms);
    }
    void operator()(const ContentMissing&) const { to.no_content = true; }
    void operator()(const ContentInstalled&) const { verdict("installed"); }
    void operator()(const StickRefused& event) const { verdict(event.verdict.text()); }
    void operator()(const ContentRolledBack&) const { verdict("rolled_back"); }
    void operator()(const DisplayLost&) const { to.display_lost = true; }
    void operator()(const DisplayRestored&) const { to.display_lost = false; }
    void operator()(const EventsDropped&) const { to.dropped = true; }
    template <typename Other>
    void operator()(const Other&) const {}
};

template <typename Name>
void sum(std::map<Name, std::int64_t, std::less<>>& to, const std::map<Name, std::int64_t, std::less<>>& from) {
    for (const auto& [name, count] : from)
        to[name] += count;
}

void sum(std::map<std::string, ViewFigures, std::less<>>& to,
         const std::map<std::string, ViewFigures, std::less<>>& from) {
    for (const auto& [name, of] : from) {
        ViewFigures& all = to[name];
        all.views += of.views;
        all.dwell_ms += of.dwell_ms;
        all.read += of.read;
    }
}

} // namespace

void VisitFigures::count(const Event& event, const When& when) {
    std::visit(CountVisit{*this, when}, event);
}

void VisitFigures::add(const VisitFigures& more) {
    attract_ms += more.attract_ms;
    attract_ended += more.attract_ended;
    sessions_started += more.sessions_started;
    sessions_ended += more.sessions_ended;
    session_ms += more.session_ms;
    sessions_with_role += more.sessions_with_role;
    sessions_without_hour += more.sessions_without_hour;
    qr_shown += more.qr_shown;
    searches += more.searches;
    searches_without_result += more.searches_without_result;
    questions_finished += more.questions_finished;
    list_added += more.list_added;
    sum(ended_how, more.ended_how);
    sum(gave_up_on, more.gave_up_on);
    sum(languages, more.languages);
    sum(comfort, more.comfort);
    sum(screens, more.screens);
    sum(roles, more.roles);
    for (const auto& [hour, sessions] : more.sessions_by_hour)
        sessions_by_hour[hour] += sessions;
}

void KioskFigures::begin_boot(std::string boot_id) {
    boots.push_back({});
    boots.back().id = std::move(boot_id);
    display_lost = switched_off = false;
}

void KioskFigures::count_times(const When& when) {
    ++events;
    BootFigures& boot = boots.back();
    if (boot.events++ == 0)
        boot.first_monotonic_ms = when.monotonic_ms;
    boot.last_monotonic_ms = when.monotonic_ms;
    if (!when.wall_ms)
        return;
    widen(boot.first_wall_ms, boot.last_wall_ms, *when.wall_ms);
    widen(boot.offset_min_ms, boot.offset_max_ms, *when.wall_ms - when.monotonic_ms);
}

void KioskFigures::count_state(const Event& event, const When& when) {
    std::visit(CountState{*this, when}, event);
}

void KioskFigures::count(const Event& event, const Record& record, const When& when) {
    count_times(when);
    auto of = by_event.find(record.name);
    if (of == by_event.end())
        of = by_event.emplace(record.name, 0).first;
    ++of->second;
    errors += record.severity == Severity::Error ? 1 : 0;
    warnings += record.severity == Severity::Warning ? 1 : 0;
    count_state(event, when);
    visits.count(event, when);
}

void KioskFigures::count_unknown(std::string_view event, const When& when) {
    count_times(when);
    ++unknown[std::string(event)];
}

} // namespace fair
