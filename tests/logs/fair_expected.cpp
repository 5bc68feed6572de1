#include "tests/logs/fair_figures.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace fair {
namespace {

using Json = nlohmann::json;
using Wall = std::optional<std::int64_t>;

constexpr std::size_t kRolesOfKiosk = 20;

Json known(const Wall& value) {
    return value ? Json(*value) : Json();
}

Wall earlier(Wall one, Wall other) {
    return !one ? other : !other ? one : std::min(one, other);
}

Json views(const std::map<std::string, ViewFigures, std::less<>>& all) {
    Json json = Json::object();
    for (const auto& [name, of] : all)
        json[name] = {{"views", of.views}, {"dwell_ms", of.dwell_ms}, {"read", of.read}};
    return json;
}

Json visitors(const VisitFigures& of) {
    Json hours = Json::array();
    for (const auto& [hour, sessions] : of.sessions_by_hour)
        hours.push_back({hour, sessions});
    return {{"attract_ms", of.attract_ms},
            {"attract_ended", of.attract_ended},
            {"sessions_started", of.sessions_started},
            {"sessions_ended", of.sessions_ended},
            {"session_ms", of.session_ms},
            {"sessions_with_role", of.sessions_with_role},
            {"sessions_without_hour", of.sessions_without_hour},
            {"sessions_by_hour", hours},
            {"qr_shown", of.qr_shown},
            {"searches", of.searches},
            {"searches_without_result", of.searches_without_result},
            {"questions_finished", of.questions_finished},
            {"list_added", of.list_added},
            {"ended_how", of.ended_how},
            {"gave_up_on", of.gave_up_on},
            {"languages", of.languages},
            {"comfort", of.comfort},
            {"screens", views(of.screens)},
            {"roles", views(of.roles)}};
}

/// A kiosk's report names only the roles that were viewed most.
VisitFigures with_few_roles(const VisitFigures& all) {
    VisitFigures few = all;
    while (few.roles.size() > kRolesOfKiosk) {
        auto least = few.roles.begin();
        for (auto role = few.roles.begin(); role != few.roles.end(); ++role)
            if (role->second.views <= least->second.views)
                least = role; // of equals the last by name
        few.roles.erase(least);
    }
    return few;
}

Json boots(const std::vector<BootFigures>& all) {
    Json json = Json::array();
    for (const BootFigures& of : all)
        json.push_back({{"boot_id", of.id},
                        {"first_wall_ms", known(of.first_wall_ms)},
                        {"last_wall_ms", known(of.last_wall_ms)},
                        {"first_monotonic_ms", of.first_monotonic_ms},
                        {"last_monotonic_ms", of.last_monotonic_ms},
                        {"events", of.events},
                        {"clock_jump_ms", of.offset_max_ms ? *of.offset_max_ms - *of.offset_min_ms : 0}});
    return json;
}

/// The newest time of a kiosk that is not alone: another one was seen in the week before it. Where all are alone, the
/// oldest.
Wall end_of_fair(const std::vector<KioskFigures>& kiosks) {
    constexpr std::int64_t kWeekMs = 604'800'000;
    std::map<std::int64_t, int> seen;
    for (const KioskFigures& of : kiosks)
        if (const Wall last = of.last_wall_ms())
            ++seen[*last];
    if (seen.empty())
        return std::nullopt;
    Wall end = seen.begin()->first;
    for (const auto& [time, kiosks_then] : seen)
        if (kiosks_then > 1 || seen.lower_bound(time - kWeekMs)->first < time)
            end = time;
    return end;
}

Json kiosk(const KioskFigures& of, Wall newest, Wall end_wall_ms) {
    Wall since = of.content_wall_ms;
    if (of.content_version)
        if (const auto found = of.content_since_wall_ms.find(*of.content_version);
            found != of.content_since_wall_ms.end())
            since = found->second;
    return {{"name", of.name},
            {"is_partial", false},
            {"version", of.version},
            {"events", of.events},
            {"missing_events", of.missing},
            {"first_wall_ms", known(of.first_wall_ms())},
            {"last_wall_ms", known(of.last_wall_ms())},
            {"switched_off", of.switched_off},
            {"content_version", known(of.content_version)},
            {"content_since_wall_ms", known(since)},
            {"content_origin", of.content_origin},
            {"update_verdict", of.update_verdict},
            {"update_wall_ms", known(of.update_wall_ms)},
            {"starts", of.starts},
            {"crashes", of.crashes},
            {"power_cuts", of.power_cuts},
            {"errors", of.errors},
            {"warnings", of.warnings},
            {"needs", of.needs(newest, end_wall_ms)},
            {"boots", boots(of.boots)},
            {"visitors", visitors(with_few_roles(of.visits))}};
}

} // namespace

Wall KioskFigures::first_wall_ms() const {
    Wall first;
    for (const BootFigures& boot : boots)
        first = earlier(first, boot.first_wall_ms);
    return first;
}

Wall KioskFigures::last_wall_ms() const {
    Wall last;
    for (const BootFigures& boot : boots)
        last = std::max(last, boot.last_wall_ms); // an empty one is the smallest
    return last;
}

std::vector<std::string> KioskFigures::needs(Wall newest, Wall end_wall_ms) const {
    const bool jumped = std::ranges::any_of(boots, [](const BootFigures& boot) {
        return boot.offset_max_ms && *boot.offset_max_ms - *boot.offset_min_ms > 60'000;
    });
    const bool refused = !update_verdict.empty() && update_verdict != "installed" && update_verdict != "rolled_back";
    const Wall last = last_wall_ms();
    const std::pair<const char*, bool> all[] = {
        {"no_content", no_content},
        {"not_seen", !switched_off && last && *end_wall_ms - *last > 30 * 60'000},
        {"crashed", crashes > 0},
        {"display_lost", display_lost},
        {"touch_gone", had_touch && touch_gone},
        {"undervoltage", undervoltage},
        {"hot", hot},
        {"disk_full", disk_full},
        {"stick_refused", refused},
        {"old_content", content_version && content_version < newest},
        {"events_missing", dropped || missing > 0},
        {"late_frames", late_frames * 100 > frames},
        {"clock_jumped", jumped}};
    std::vector<std::string> names;
    for (const auto& [need, is_there] : all)
        if (is_there)
            names.emplace_back(need);
    return names;
}

Json expected_report(const std::vector<KioskFigures>& kiosks) {
    std::int64_t events = 0, missing = 0, duplicates = 0, unreadable = 0;
    std::map<std::string, std::int64_t> by_event, unknown;
    Wall first, newest;
    VisitFigures visits;
    for (const KioskFigures& of : kiosks) {
        events += of.events;
        missing += of.missing;
        duplicates += of.duplicates;
        unreadable += of.unreadable;
        for (const auto& [name, count] : of.by_event)
            by_event[name] += count;
        for (const auto& [name, count] : of.unknown)
            unknown[name] += count;
        first = earlier(first, of.first_wall_ms());
        newest = std::max(newest, of.content_version);
        visits.add(of.visits);
    }
    const Wall end = end_of_fair(kiosks);
    Json all = Json::array();
    for (const KioskFigures& of : kiosks)
        all.push_back(kiosk(of, newest, end));
    return {{"left_out", ""},
            {"events", events},
            {"duplicates", duplicates},
            {"missing_events", missing},
            {"unreadable", unreadable},
            {"by_event", by_event},
            {"unknown_events", unknown},
            {"first_wall_ms", known(first)},
            {"last_wall_ms", known(end)},
            {"visitors", visitors(visits)},
            {"kiosks_left_out", 0},
            {"kiosks_in_part", 0},
            {"coarse_events", 0},
            {"names_of_others", 0},
            {"other_names", Json::array()},
            {"kiosks", all}};
}

} // namespace fair
