#include "kiosk/setup_words.h"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace kiosk::setup_words {
namespace {

using model::SetupStep;
using model::SetupStrings;

std::string region_name(std::string_view region, const SetupStrings& words) {
    static constexpr std::array<std::pair<std::string_view, std::string SetupStrings::*>, 10> kRegions{{
        {"Africa", &SetupStrings::africa},
        {"America", &SetupStrings::america},
        {"Antarctica", &SetupStrings::antarctica},
        {"Arctic", &SetupStrings::arctic},
        {"Asia", &SetupStrings::asia},
        {"Atlantic", &SetupStrings::atlantic},
        {"Australia", &SetupStrings::australia},
        {"Europe", &SetupStrings::europe},
        {"Indian", &SetupStrings::indian},
        {"Pacific", &SetupStrings::pacific},
    }};
    for (const auto& [name, word] : kRegions)
        if (name == region)
            return words.*word;
    return std::string(region);
}

std::string zone_name(const std::string& zone, const SetupStrings& words) {
    if (zone.empty())
        return words.machine_zone;
    const std::string_view region = model::region_of(zone);
    return region == zone ? zone : fmt::format("{}, {}", model::city_of(zone), region_name(region, words));
}

} // namespace

void number(screens::SetupModel& shown, const SetupStrings& words) {
    shown.number = static_cast<int>(shown.step) + 1;
    if (shown.number > model::kSetupSteps)
        shown.number = 0;
    else
        shown.progress =
            model::filled(words.progress, std::to_string(shown.number), std::to_string(model::kSetupSteps));
}

void languages(screens::SetupModel& shown, const StringCatalogue& strings, const std::string& chosen) {
    for (const auto& [code, words] : strings.all())
        shown.languages.push_back({code, words.setup.this_language, code == chosen});
}

void trial(screens::SetupModel& shown, int seconds_left, const SetupStrings& words) {
    shown.is_trial = seconds_left > 0;
    if (shown.is_trial)
        shown.trial_text = model::filled(words.trial_text, std::to_string(seconds_left));
}

void sizes(screens::SetupModel& shown, int tenths, const SetupStrings& words) {
    shown.diagonal = tenths;
    shown.diagonal_text = model::filled(words.inches, model::inches_text(tenths));
    for (const int common : model::kCommonDiagonals)
        shown.diagonals.push_back({std::to_string(common), model::inches_text(common), common == tenths});
}

void touch(screens::SetupModel& shown, const model::Strings& strings) {
    shown.touch.progress = shown.progress;
    shown.touch.back = strings.back;
    shown.touch.next = shown.leads_to_summary ? strings.staff.done : strings.setup.next;
}

void zones(screens::SetupModel& shown, std::span<const std::string> names, const std::string& chosen,
           const std::string& region, std::optional<platform::LocalTime> time, const SetupStrings& words) {
    shown.zone = model::filled(words.zone_chosen, zone_name(chosen, words));
    shown.zone_time =
        time ? model::filled(words.time_there, fmt::format("{}:{:02}", time->hour, time->minute)) : words.time_unknown;
    for (const std::string& name : model::regions_of(names))
        shown.regions.push_back({name, region_name(name, words), name == model::region_of(chosen)});
    if (!region.empty())
        for (const std::string& zone : model::zones_in(names, region))
            shown.cities.push_back({zone, model::city_of(zone), zone == chosen});
}

void rows(screens::SetupModel& shown, const model::SetupChoices& choices, const model::Strings& strings,
          const std::function<bool(SetupStep)>& is_fixed) {
    const SetupStrings& words = strings.setup;
    const auto add = [&](SetupStep step, const std::string& label, std::string value) {
        shown.rows.push_back({step, label, is_fixed(step) ? model::filled(words.fixed_row, value) : std::move(value),
                              fmt::format("{}: {}", words.change, label)});
    };
    add(SetupStep::Language, strings.language, words.this_language);
    add(SetupStep::Rotation, words.rotation,
        choices.rotation == 0 ? words.not_turned : model::filled(words.turned, std::to_string(choices.rotation)));
    add(SetupStep::Size, words.size, model::filled(words.inches, model::inches_text(choices.diagonal_tenths)));
    add(SetupStep::TimeZone, words.zone_title, zone_name(choices.time_zone, words));
    add(SetupStep::Name, words.name, choices.name);
}

screens::QuestionModel not_saved(const std::string& reason, const SetupStrings& words) {
    const std::string& cause = reason == "no_space"      ? words.no_space
                               : reason == "read_only"   ? words.read_only
                               : reason == "not_allowed" ? words.not_allowed
                               : reason == "no_folder"   ? words.no_folder
                                                         : words.disk_failed;
    return {words.not_saved, cause + " " + words.unsaved_text, words.try_again, words.go_on};
}

} // namespace kiosk::setup_words
