#include "kiosk/staff_words.h"

#include "db/update/verdict.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>

namespace kiosk {
namespace {

using db::update::HistoryEntry;
using db::update::HistoryKind;
using db::update::Verdict;
using model::filled;
using model::StaffStrings;
using platform::logs::ContentOrigin;
using screens::StaffModel;
using screens::StaffNote;
using screens::StaffRow;

constexpr std::size_t kMostSticks = 10;
constexpr std::size_t kMostKeys = 3;

std::string bytes_text(std::int64_t bytes) {
    constexpr double kStep = 1000; // as the packages of sticks and cards count
    double value = static_cast<double>(std::max<std::int64_t>(0, bytes));
    for (const char* unit : {"B", "kB", "MB", "GB"}) {
        if (value < kStep)
            return fmt::format("{:.{}f} {}", value, value < 10 && *unit != 'B' ? 1 : 0, unit);
        value /= kStep;
    }
    return fmt::format("{:.1f} TB", value);
}

std::string uptime_text(std::int64_t seconds, const StaffStrings& words) {
    const std::int64_t minutes = seconds / 60;
    const std::int64_t hours = minutes / 60;
    return hours >= 24 ? filled(words.days_hours, std::to_string(hours / 24), std::to_string(hours % 24))
                       : filled(words.hours_minutes, std::to_string(hours), std::to_string(minutes % 60));
}

const std::string& origin_text(ContentOrigin origin, const StaffStrings& words) {
    switch (origin) {
    case ContentOrigin::Bundled:
        return words.origin_bundled;
    case ContentOrigin::Configured:
        return words.origin_configured;
    case ContentOrigin::Factory:
        return words.origin_factory;
    case ContentOrigin::Installed:
        return words.origin_installed;
    case ContentOrigin::Previous:
        return words.origin_previous;
    }
    return words.unknown;
}

/// "2026-11-24T09:12:31Z" as "2026-11-24 09:12 UTC"; anything else as it is.
std::string wall_text(const std::string& wall) {
    const bool is_known = wall.size() >= 17 && wall[10] == 'T' && wall[13] == ':' && wall.back() == 'Z';
    return is_known ? fmt::format("{} {} UTC", wall.substr(0, 10), wall.substr(11, 5)) : wall;
}

/// When the content that is shown came to be shown.
std::string since_text(const StaffFacts& facts, const StaffStrings& words) {
    const auto& history = facts.ledger.history;
    const auto found = std::find_if(history.rbegin(), history.rend(), [&](const HistoryEntry& entry) {
        return entry.verdict == Verdict::Installed && entry.version == facts.content->content_version;
    });
    return found == history.rend() || found->wall.empty() ? words.unknown : wall_text(found->wall);
}

std::string age_text(const StaffFacts& facts, const StaffStrings& words) {
    const auto days = facts.today ? age_in_days(facts.content->published, *facts.today) : std::nullopt;
    if (!days)
        return words.unknown;
    return *days == 0 ? words.age_today : *days == 1 ? words.age_day : filled(words.age_days, std::to_string(*days));
}

/// "revoked/staff.pub": enough to find the file.
std::string short_name(const std::filesystem::path& file) {
    return (file.parent_path().filename() / file.filename()).string();
}

std::vector<StaffRow> key_rows(const StaffFacts& facts, const StaffStrings& words) {
    std::vector<StaffRow> rows;
    for (const bool stops : {true, false}) { // the worst first
        for (const db::update::KeyProblem& problem : facts.ledger.key_problems) {
            if (problem.stops_sticks == stops && rows.size() < kMostKeys)
                rows.push_back(
                    {words.keys, filled(stops ? words.key_stops : words.key_named, short_name(problem.file)), true});
        }
    }
    return rows;
}

std::vector<StaffRow> content_rows(const StaffFacts& facts, const StaffStrings& words) {
    if (!facts.content)
        return {{words.shown, words.no_content, true}};
    const db::ContentInfo& content = *facts.content;
    std::vector<StaffRow> rows{
        {words.shown, filled(words.content_number, std::to_string(content.content_version))},
        {words.published, content.published.empty() ? words.unknown : content.published},
        {words.age, age_text(facts, words)},
        {words.origin, origin_text(facts.origin, words), facts.origin == ContentOrigin::Previous}};
    if (facts.origin == ContentOrigin::Installed || facts.origin == ContentOrigin::Previous)
        rows.push_back({words.since, since_text(facts, words)});
    return rows;
}

std::vector<screens::StaffChoice> choices(const StaffFacts& facts, const StaffStrings& words) {
    std::vector<screens::StaffChoice> list;
    bool is_installed = false;
    for (const db::update::InstalledContent& kept : facts.ledger.kept) {
        is_installed = is_installed || kept.is_current;
        if (!kept.is_current)
            list.push_back({kept.version, filled(words.show_again, std::to_string(kept.version))});
    }
    if (is_installed)
        list.push_back({0, words.show_factory});
    return list;
}

screens::StaffStick stick_line(const HistoryEntry& entry, const model::Strings& strings) {
    const StaffStrings& words = strings.staff;
    screens::StaffStick line;
    line.good = entry.verdict == Verdict::Installed || entry.verdict == Verdict::AlreadyShown;
    const std::string version = std::to_string(entry.version);
    const auto verdict = strings.verdicts.find(db::update::verdict_name(entry.verdict));
    if (entry.kind == HistoryKind::RollBack)
        line.what = entry.version == 0 ? words.took_factory : filled(words.took_back, version);
    else
        line.what = filled(verdict->second.title, version);
    line.when = wall_text(entry.wall);
    return line;
}

std::vector<StaffRow> machine_rows(const StaffFacts& facts, const StaffStrings& words) {
    const platform::MachineHealth& health = facts.health;
    const auto bytes = [&](const std::optional<std::int64_t>& value) {
        return value ? bytes_text(*value) : words.not_told;
    };
    std::string storage = bytes(health.free_bytes);
    if (health.free_bytes && health.total_bytes)
        storage = filled(words.storage_of, storage, bytes(health.total_bytes));
    constexpr double kHot = 80; // the Pi slows itself down from here
    constexpr std::int64_t kLittle = 100'000'000;
    return {{words.storage, storage, health.free_bytes && *health.free_bytes < kLittle},
            {words.temperature, health.temperature_c ? fmt::format("{:.0f} °C", *health.temperature_c) : words.not_told,
             health.temperature_c && *health.temperature_c >= kHot},
            {words.power,
             health.undervoltage ? (*health.undervoltage ? words.power_low : words.power_good) : words.not_told,
             health.undervoltage.value_or(false)},
            {words.memory, bytes(health.memory_available_bytes)},
            {words.uptime, uptime_text(health.uptime_s, words)}};
}

screens::StaffLevel level(const LevelFacts& facts, const StaffStrings& words) {
    screens::StaffLevel level;
    level.percent = facts.percent;
    if (facts.percent)
        level.value = filled(words.percent, std::to_string(*facts.percent));
    return level;
}

StaffNote show_note(const TaskFacts& task, const StaffStrings& words) {
    if (task.is_running)
        return {StaffNote::Kind::Working, words.working};
    if (!task.result)
        return {};
    if (!task.result->succeeded)
        return {StaffNote::Kind::Attention, filled(words.not_done, task.result->detail)};
    return {StaffNote::Kind::Good, task.result->version == 0
                                       ? words.now_factory
                                       : filled(words.now_shown, std::to_string(task.result->version))};
}

StaffNote logs_note(const TaskFacts& task, const StaffStrings& words) {
    if (task.is_running)
        return {StaffNote::Kind::Working, words.logs_writing};
    if (!task.result)
        return {};
    if (!task.result->succeeded)
        return {StaffNote::Kind::Attention, filled(words.not_done, task.result->detail)};
    const platform::CollectedLogs& logs = task.result->logs;
    return {logs.complete ? StaffNote::Kind::Good : StaffNote::Kind::Attention,
            filled(logs.complete ? words.logs_written : words.logs_in_part, std::to_string(logs.events))};
}

} // namespace

StaffModel staff_words(const StaffFacts& facts, const model::Strings& strings) {
    const StaffStrings& words = strings.staff;
    StaffModel model;
    model.subtitle = facts.kiosk_name;
    model.content = content_rows(facts, words);
    for (StaffRow& row : key_rows(facts, words))
        model.content.push_back(std::move(row));
    model.choices = choices(facts, words);
    model.content_note = show_note(facts.show, words);
    const auto& history = facts.ledger.history;
    for (auto entry = history.rbegin(); entry != history.rend() && model.sticks.size() < kMostSticks; ++entry)
        model.sticks.push_back(stick_line(*entry, strings));
    model.machine = machine_rows(facts, words);
    model.brightness = level(facts.brightness, words);
    model.brightness.label = words.brightness;
    model.brightness.less = words.darker;
    model.brightness.more = words.brighter;
    if (facts.brightness.in_picture)
        model.brightness.note = words.dimmed_picture;
    model.volume = level(facts.volume, words);
    model.volume.label = words.volume;
    model.volume.less = words.quieter;
    model.volume.more = words.louder;
    if (!facts.volume.percent)
        model.volume.note = words.no_sound;
    model.logs_note = logs_note(facts.logs, words);
    model.can_set_up = facts.can_set_up;
    model.is_busy = facts.show.is_running || facts.logs.is_running;
    return model;
}

screens::QuestionModel show_question(std::int64_t version, const StaffStrings& words) {
    return {version == 0 ? words.ask_show_factory : filled(words.ask_show_again, std::to_string(version)),
            words.ask_show_text, words.do_show};
}

screens::QuestionModel setup_question(const StaffStrings& words) {
    return {words.ask_set_up, words.ask_set_up_text, words.do_set_up};
}

screens::QuestionModel restart_question(const StaffStrings& words) {
    return {words.ask_restart, words.ask_restart_text, words.do_restart};
}

std::string clock_text(int seconds) {
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::optional<std::int64_t> age_in_days(const std::string& published, std::int64_t today) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    char rest = 0;
    // NOLINTNEXTLINE(cert-err34-c): bounded and checked
    if (std::sscanf(published.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok())
        return std::nullopt;
    const std::int64_t days = today - std::chrono::sys_days(date).time_since_epoch().count();
    return days >= 0 ? std::optional(days) : std::nullopt;
}

} // namespace kiosk
