#include "platform/logs/review/report_json.h"
#include "platform/logs/review/event_text.h"
#include <nlohmann/json.hpp>

namespace platform::logs::review {
namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
Json maybe(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

template <typename Items, typename Make>
Json list(const Items& items, Make make) {
    Json all = Json::array();
    for (const auto& item : items)
        all.push_back(make(item));
    return all;
}

Json counts(const Counts& by_name) {
    Json all = Json::object();
    for (const auto& [name, count] : by_name)
        all[name] = count;
    return all;
}

Json views(const std::map<std::string, Views>& by_name) {
    Json all = Json::object();
    for (const auto& [name, of] : by_name)
        all[name] = {{"views", of.views}, {"dwell_ms", of.dwell_ms}, {"read", of.read}};
    return all;
}

Json visitors(const Visitors& of) {
    return {{"attract_ms", of.attract_ms},
            {"attract_ended", of.attract_ended},
            {"sessions_started", of.sessions_started},
            {"sessions_ended", of.sessions_ended},
            {"session_ms", of.session_ms},
            {"sessions_with_role", of.sessions_with_role},
            {"qr_shown", of.qr_shown},
            {"ended_how", counts(of.ended_how)},
            {"gave_up_on", counts(of.gave_up_on)},
            {"languages", counts(of.languages)},
            {"comfort", counts(of.comfort)},
            {"searches", of.searches},
            {"searches_without_result", of.searches_without_result},
            {"questions_finished", of.questions_finished},
            {"list_added", of.list_added},
            {"screens", views(of.screens)},
            {"roles", views(of.roles)},
            {"sessions_by_hour", list(of.sessions_by_hour,
                                      [](const auto& hour) {
                                          return Json::array({hour.first, hour.second});
                                      })},
            {"sessions_without_hour", of.sessions_without_hour}};
}

template <typename Value>
Json member_of_each(const std::vector<HealthSample>& samples, Value HealthSample::*member) {
    return list(samples, [&](const HealthSample& of) {
        if constexpr (requires { (of.*member).has_value(); })
            return maybe(of.*member);
        else
            return Json(of.*member);
    });
}

/// The samples are most of a report: each name stands once.
Json health(const std::vector<HealthSample>& samples) {
    return {{"boot", member_of_each(samples, &HealthSample::boot)},
            {"wall_ms", member_of_each(samples, &HealthSample::wall_ms)},
            {"monotonic_ms", member_of_each(samples, &HealthSample::monotonic_ms)},
            {"temperature_c", member_of_each(samples, &HealthSample::temperature_c)},
            {"memory_available_mib", member_of_each(samples, &HealthSample::memory_available_mib)},
            {"disk_free_mib", member_of_each(samples, &HealthSample::disk_free_mib)},
            {"undervoltage", member_of_each(samples, &HealthSample::undervoltage)},
            {"touch", member_of_each(samples, &HealthSample::touch)},
            {"frames", member_of_each(samples, &HealthSample::frames)},
            {"late_frames", member_of_each(samples, &HealthSample::late_frames)}};
}

Json fault(const Fault& of) {
    return {{"wall_ms", maybe(of.wall_ms)},    {"boot", of.boot},
            {"monotonic_ms", of.monotonic_ms}, {"event", of.event},
            {"severity", of.severity},         {"detail", of.detail}};
}

Json boot(const BootReport& of) {
    return {{"boot_id", of.boot_id},
            {"first_wall_ms", maybe(of.first_wall_ms)},
            {"last_wall_ms", maybe(of.last_wall_ms)},
            {"first_monotonic_ms", of.first_monotonic_ms},
            {"last_monotonic_ms", of.last_monotonic_ms},
            {"events", of.events},
            {"clock_jump_ms", of.clock_jump_ms}};
}

Json kiosk(const KioskReport& of) {
    return {{"name", of.name},
            {"is_partial", of.is_partial},
            {"version", of.version},
            {"events", of.events},
            {"missing_events", of.missing_events},
            {"first_wall_ms", maybe(of.first_wall_ms)},
            {"last_wall_ms", maybe(of.last_wall_ms)},
            {"switched_off", of.is_switched_off},
            {"content_version", maybe(of.content_version)},
            {"content_since_wall_ms", maybe(of.content_since_wall_ms)},
            {"content_origin", of.content_origin},
            {"update_verdict", of.update_verdict},
            {"update_wall_ms", maybe(of.update_wall_ms)},
            {"starts", of.starts},
            {"crashes", of.crashes},
            {"power_cuts", of.power_cuts},
            {"errors", of.errors},
            {"warnings", of.warnings},
            {"needs", list(of.needs, need_name)},
            {"boots", list(of.boots, boot)},
            {"health", health(of.health)},
            {"faults", list(of.faults, fault)},
            {"visitors", visitors(of.visitors)}};
}

Json other_names(const OtherNames& of) {
    return {{"kiosk", of.kiosk},
            {"boot_id", of.boot_id},
            {"names", list(of.names, [](const std::string& name) { return Json(name); })},
            {"more_names", of.more_names},
            {"events", of.events}};
}

std::string text_of(const Json& json) {
    return harmless_json(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

} // namespace

void write_report_json(const Report& report, const std::function<void(std::string_view)>& write) {
    std::string start = text_of({{"left_out", left_out_words(report)},
                                 {"events", report.events},
                                 {"duplicates", report.duplicates},
                                 {"missing_events", report.missing_events},
                                 {"unreadable", report.unreadable},
                                 {"by_event", counts(report.by_event)},
                                 {"unknown_events", counts(report.unknown_events)},
                                 {"first_wall_ms", maybe(report.first_wall_ms)},
                                 {"last_wall_ms", maybe(report.last_wall_ms)},
                                 {"visitors", visitors(report.visitors)}});
    start.pop_back(); // the object goes on
    write(start + ",\"kiosks\":[");
    bool is_first = true;
    for (const KioskReport& of : report.kiosks) {
        write((is_first ? "" : ",") + text_of(kiosk(of)));
        is_first = false;
    }
    const std::string end = text_of({{"kiosks_left_out", report.kiosks_left_out},
                                     {"kiosks_in_part", report.kiosks_in_part},
                                     {"coarse_events", report.coarse_events},
                                     {"names_of_others", report.names_of_others},
                                     {"other_names", list(report.other_names, other_names)}});
    write("]," + end.substr(1));
}

std::string report_json(const Report& report) {
    std::string json;
    write_report_json(report, [&](std::string_view piece) { json += piece; });
    return json;
}

} // namespace platform::logs::review
