// Tells what is wrong with logs: what is missing, came twice, jumped, or can't be read.
#include "platform/logs/commands/commands.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/read_logs.h"
#include "platform/logs/review/seen.h"
#include "platform/logs/wall_time.h"
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace platform::logs::commands {
namespace {

using nlohmann::ordered_json;

constexpr std::int64_t kJumpMs = 2000;
constexpr std::int64_t kMaxClockMs = 253'402'300'799'999; // the year 9999: more is no clock, and would overflow
constexpr std::int64_t kMaxToldProblems = 20;             // of a file
constexpr std::size_t kMaxKinds = 10'000;                 // of anything that is counted by name: hostile logs

struct Boot {
    std::string kiosk;
    std::int64_t smallest_ms = 0; ///< wall minus monotonic time
    std::int64_t largest_ms = 0;
    std::int64_t about_wall_ms = 0; ///< when it was first seen to have moved
    bool has_clock = false;
};

struct Findings {
    review::Seen seen;
    std::map<std::string, Boot, std::less<>> boots;
    std::map<std::string, std::int64_t, std::less<>> unknown;
    std::map<std::string, std::int64_t> unreadable;
    std::vector<std::string> told; ///< one line a problem
    std::int64_t events = 0;
};

struct CheckArguments {
    std::vector<std::filesystem::path> paths;
    bool as_json = false;
};

void take_clock(const review::ReadEvent& event, Boot& boot) {
    if (!event.wall_ms || std::abs(*event.wall_ms) > kMaxClockMs || event.monotonic_ms < 0
        || event.monotonic_ms > kMaxClockMs)
        return;
    const std::int64_t offset = *event.wall_ms - event.monotonic_ms;
    if (!boot.has_clock)
        boot.smallest_ms = boot.largest_ms = offset;
    const bool had_jumped = boot.largest_ms - boot.smallest_ms > kJumpMs;
    boot.smallest_ms = std::min(boot.smallest_ms, offset);
    boot.largest_ms = std::max(boot.largest_ms, offset);
    boot.has_clock = true;
    if (!had_jumped && boot.largest_ms - boot.smallest_ms > kJumpMs)
        boot.about_wall_ms = *event.wall_ms;
}

void take(const review::ReadEvent& event, Findings& findings) {
    if (!findings.seen.add(event.boot_id, event.run, event.seq))
        return;
    ++findings.events;
    if (review::event_index(event.name) == review::kKnownEvents
        && (findings.unknown.contains(event.name) || findings.unknown.size() < kMaxKinds))
        ++findings.unknown[std::string(event.name)];
    auto boot = findings.boots.find(event.boot_id);
    if (boot == findings.boots.end() && findings.boots.size() < kMaxKinds)
        boot = findings.boots.emplace(event.boot_id, Boot{.kiosk = std::string(event.kiosk)}).first;
    if (boot != findings.boots.end())
        take_clock(event, boot->second);
}

void take_problem(const review::Problem& problem, Findings& findings) {
    if (!findings.unreadable.contains(problem.file) && findings.unreadable.size() >= kMaxKinds)
        return;
    if (++findings.unreadable[problem.file] <= kMaxToldProblems)
        findings.told.push_back(fmt::format("{}{}: {}", problem.file,
                                            problem.line > 0 ? fmt::format(":{}", problem.line) : "", problem.what));
}

ordered_json as_json(const Findings& findings) {
    ordered_json all = {{"events", findings.events}, {"duplicates", findings.seen.duplicates()}};
    all["lost"] = findings.seen.lost();
    for (const char* list : {"gaps", "clock_jumps", "unknown_events", "unreadable", "unreadable_places"})
        all[list] = ordered_json::array();
    findings.seen.for_each_gap([&](const review::Seen::Gap& gap) {
        const auto boot = findings.boots.find(gap.boot_id);
        all["gaps"].push_back({{"kiosk", boot == findings.boots.end() ? "" : boot->second.kiosk},
                               {"boot_id", gap.boot_id},
                               {"run", gap.run},
                               {"first", gap.first},
                               {"last", gap.last}});
    });
    for (const auto& [boot_id, boot] : findings.boots)
        if (boot.largest_ms - boot.smallest_ms > kJumpMs)
            all["clock_jumps"].push_back({{"kiosk", boot.kiosk},
                                          {"boot_id", boot_id},
                                          {"moved_ms", boot.largest_ms - boot.smallest_ms},
                                          {"about", format_wall(boot.about_wall_ms)}});
    for (const auto& [name, count] : findings.unknown)
        all["unknown_events"].push_back({{"event", name}, {"count", count}});
    for (const auto& [file, count] : findings.unreadable)
        all["unreadable"].push_back({{"file", file}, {"count", count}});
    for (const std::string& place : findings.told)
        all["unreadable_places"].push_back(place);
    return all;
}

void say(const std::string& line) {
    fmt::print("{}\n", review::printable(line));
}

void print(const ordered_json& all, const Findings& findings) {
    for (const auto& gap : all["gaps"])
        say(fmt::format("{} boot {} run {}: events {} to {} are missing", gap["kiosk"].get<std::string>(),
                        gap["boot_id"].get<std::string>(), gap["run"].get<std::int64_t>(),
                        gap["first"].get<std::int64_t>(), gap["last"].get<std::int64_t>()));
    for (const auto& jump : all["clock_jumps"])
        say(fmt::format("{} boot {}: the clock moved by {} s, about {}", jump["kiosk"].get<std::string>(),
                        jump["boot_id"].get<std::string>(), jump["moved_ms"].get<std::int64_t>() / 1000,
                        jump["about"].get<std::string>()));
    for (const auto& [name, count] : findings.unknown)
        say(fmt::format("{}: this program does not know this event, which came {} times", name, count));
    for (const std::string& place : findings.told)
        say(place);
    for (const auto& [file, count] : findings.unreadable)
        if (count > kMaxToldProblems)
            say(fmt::format("{}: {} more places can't be read", file, count - kMaxToldProblems));
    if (findings.seen.lost() > 0)
        say(fmt::format("{} events were not checked: the logs have more gaps than memory for them",
                        findings.seen.lost()));
    say(fmt::format("{} events, {} duplicates left out", findings.events, findings.seen.duplicates()));
}

int run_check(const CheckArguments& arguments) {
    Findings findings;
    const auto done =
        review::read_logs(arguments.paths, {[&](const review::ReadEvent& event) { take(event, findings); },
                                            [&](const review::Problem& problem) { take_problem(problem, findings); },
                                            {}});
    if (!done) {
        fmt::print(stderr, "{}\n", review::printable(done.error().detail));
        return 1;
    }
    const ordered_json all = as_json(findings);
    if (arguments.as_json)
        fmt::print("{}\n", all.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
    else
        print(all, findings);
    const bool is_clean = all["gaps"].empty() && all["clock_jumps"].empty() && findings.unknown.empty()
                          && findings.unreadable.empty() && findings.seen.lost() == 0;
    return is_clean ? 0 : 1;
}

} // namespace

void add_check(CLI::App& app, int& status) {
    const auto owned = std::make_shared<CheckArguments>();
    auto* command = app.add_subcommand("check", "Tell what is missing from logs, and what in them can't be trusted");
    command->add_option("PATH", owned->paths, "Files and folders of logs; - is stdin")->required();
    command->add_flag("--json", owned->as_json, "Print one line of JSON");
    command->final_callback([owned, &status] { status = run_check(*owned); });
    command->footer(
        "Example: kiosk-logs check /var/log/journal/remote /media/usb\n"
        "Duplicates are no finding: a stick may carry what came by network. The exit status is 0 where the\n"
        "logs are whole, 1 where something was found, 2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
