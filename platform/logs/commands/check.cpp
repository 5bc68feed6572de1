// Tells what is wrong with logs: what is missing, came twice, jumped, or can't be read.
#include "platform/logs/commands/commands.h"
#include "platform/logs/commands/output.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/read_logs.h"
#include "platform/logs/review/seen.h"
#include "platform/logs/wall_time.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <iterator>
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
constexpr std::size_t kMaxBoots = 40'000;                 // a file may take a quarter of what is left
constexpr std::size_t kMaxGaps = 10'000;                  // told
constexpr std::size_t kMaxOtherNames = 3;                 // of a boot
constexpr int kSomethingFound = 1, kNotAllIsChecked = 3;

struct Boot {
    std::string kiosk;
    std::int64_t smallest_ms = 0; ///< wall minus monotonic time
    std::int64_t largest_ms = 0;
    std::int64_t about_wall_ms = 0; ///< when it was first seen to have moved
    bool has_clock = false;
    std::vector<std::string> other_names = {}; ///< a boot is that of one kiosk
    std::int64_t events_of_others = 0;
};

/// What there was no memory for.
struct LeftOut {
    std::int64_t gaps = 0;
    std::int64_t events_of_boots = 0; ///< whose clocks and names were not compared
    std::int64_t unknown_events = 0;
    std::int64_t problems = 0;
};

struct Findings {
    review::Seen seen;
    std::map<std::string, Boot, std::less<>> boots;
    std::size_t boots_of_file = kMaxBoots; ///< that there is still room for
    std::map<std::string, std::int64_t, std::less<>> unknown;
    std::map<std::string, std::int64_t> unreadable;
    std::vector<std::string> told; ///< one line a problem
    std::int64_t events = 0;
    LeftOut left_out;
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

/// A kiosk that nobody has named yet gets its name in the middle of a boot.
void take_name(std::string_view name, Boot& boot) {
    constexpr std::string_view kDefaultName = "kiosk"; // see kiosk.toml
    if (name.empty() || name == kDefaultName || name == boot.kiosk)
        return;
    if (boot.kiosk.empty() || boot.kiosk == kDefaultName) {
        boot.kiosk = name;
        return;
    }
    ++boot.events_of_others;
    if (boot.other_names.size() < kMaxOtherNames && std::ranges::find(boot.other_names, name) == boot.other_names.end())
        boot.other_names.emplace_back(name);
}

void take(const review::ReadEvent& event, Findings& findings) {
    if (!findings.seen.add(event.boot_id, event.run, event.seq))
        return;
    ++findings.events;
    if (review::event_index(event.name) == review::kKnownEvents) {
        if (findings.unknown.contains(event.name) || findings.unknown.size() < kMaxKinds)
            ++findings.unknown[std::string(event.name)];
        else
            ++findings.left_out.unknown_events;
    }
    auto boot = findings.boots.find(event.boot_id);
    if (boot == findings.boots.end() && findings.boots_of_file > 0) {
        boot = findings.boots.emplace(event.boot_id, Boot{.kiosk = std::string(event.kiosk)}).first;
        --findings.boots_of_file;
    }
    if (boot == findings.boots.end()) {
        ++findings.left_out.events_of_boots;
        return;
    }
    take_clock(event, boot->second);
    take_name(event.kiosk, boot->second);
}

void begin_file(Findings& findings) {
    findings.seen.begin_file();
    findings.boots_of_file = (kMaxBoots - findings.boots.size()) / review::Seen::kShareOfFile;
}

void take_problem(const review::Problem& problem, Findings& findings) {
    if (!findings.unreadable.contains(problem.file) && findings.unreadable.size() >= kMaxKinds) {
        ++findings.left_out.problems;
        return;
    }
    if (++findings.unreadable[problem.file] <= kMaxToldProblems)
        findings.told.push_back(fmt::format("{}{}: {}", problem.file,
                                            problem.line > 0 ? fmt::format(":{}", problem.line) : "", problem.what));
}

/// What was not checked, as one sentence; empty where all was.
std::string left_out_words(const Findings& findings) {
    const LeftOut& of = findings.left_out;
    std::string words;
    const auto add = [&](std::int64_t count, std::string_view what) {
        if (count > 0)
            fmt::format_to(std::back_inserter(words), "{}{} {}", words.empty() ? "" : "; ", count, what);
    };
    add(findings.seen.coarse(), "events may be duplicates");
    add(of.gaps, "gaps are not named");
    add(of.events_of_boots, "events were not held against their boot's clock and name");
    add(of.unknown_events, "unknown events are not named");
    add(of.problems, "places that can't be read are not named");
    return words.empty() ? words : "Not all was checked, for the logs hold more than any fair leaves: " + words + ".";
}

void add_gaps(ordered_json& all, Findings& findings) {
    findings.seen.for_each_gap([&](const review::Seen::Gap& gap) {
        if (all["gaps"].size() >= kMaxGaps) {
            ++findings.left_out.gaps;
            return;
        }
        const auto boot = findings.boots.find(gap.boot_id);
        all["gaps"].push_back({{"kiosk", boot == findings.boots.end() ? "" : boot->second.kiosk},
                               {"boot_id", gap.boot_id},
                               {"run", gap.run},
                               {"first", gap.first},
                               {"last", gap.last},
                               {"count", gap.count},
                               {"is_coarse", gap.is_coarse}});
    });
}

void add_boots(ordered_json& all, const Findings& findings) {
    for (const auto& [boot_id, boot] : findings.boots) {
        if (boot.largest_ms - boot.smallest_ms > kJumpMs)
            all["clock_jumps"].push_back({{"kiosk", boot.kiosk},
                                          {"boot_id", boot_id},
                                          {"moved_ms", boot.largest_ms - boot.smallest_ms},
                                          {"about", format_wall(boot.about_wall_ms)}});
        if (boot.events_of_others > 0)
            all["other_names"].push_back({{"kiosk", boot.kiosk},
                                          {"boot_id", boot_id},
                                          {"names", boot.other_names},
                                          {"events", boot.events_of_others}});
    }
}

ordered_json as_json(Findings& findings) {
    ordered_json all = {{"left_out", ""}, {"events", findings.events}, {"duplicates", findings.seen.duplicates()}};
    all["coarse_events"] = findings.seen.coarse();
    for (const char* list : {"gaps", "clock_jumps", "other_names", "unknown_events", "unreadable", "unreadable_places"})
        all[list] = ordered_json::array();
    add_gaps(all, findings);
    add_boots(all, findings);
    for (const auto& [name, count] : findings.unknown)
        all["unknown_events"].push_back({{"event", name}, {"count", count}});
    for (const auto& [file, count] : findings.unreadable)
        all["unreadable"].push_back({{"file", file}, {"count", count}});
    for (const std::string& place : findings.told)
        all["unreadable_places"].push_back(place);
    all["left_out"] = left_out_words(findings);
    return all;
}

void say(const std::string& line) {
    fmt::print("{}\n", review::printable(line));
}

void print_gap(const ordered_json& gap) {
    const auto first = gap["first"].get<std::int64_t>(), last = gap["last"].get<std::int64_t>();
    say(fmt::format("{} boot {} run {}: {}", gap["kiosk"].get<std::string>(), gap["boot_id"].get<std::string>(),
                    gap["run"].get<std::int64_t>(),
                    gap["is_coarse"].get<bool>() ? fmt::format("about {} of the events {} to {} are missing",
                                                               gap["count"].get<std::int64_t>(), first, last)
                                                 : fmt::format("events {} to {} are missing", first, last)));
}

void print(const ordered_json& all, const Findings& findings) {
    if (const auto left_out = all["left_out"].get<std::string>(); !left_out.empty())
        say(left_out);
    for (const auto& gap : all["gaps"])
        print_gap(gap);
    for (const auto& jump : all["clock_jumps"])
        say(fmt::format("{} boot {}: the clock moved by {} s, about {}", jump["kiosk"].get<std::string>(),
                        jump["boot_id"].get<std::string>(), jump["moved_ms"].get<std::int64_t>() / 1000,
                        jump["about"].get<std::string>()));
    for (const auto& other : all["other_names"])
        say(fmt::format("{} boot {}: {} events of it name another kiosk: {}", other["kiosk"].get<std::string>(),
                        other["boot_id"].get<std::string>(), other["events"].get<std::int64_t>(),
                        fmt::join(other["names"].get<std::vector<std::string>>(), ", ")));
    for (const auto& [name, count] : findings.unknown)
        say(fmt::format("{}: this program does not know this event, which came {} times", name, count));
    for (const std::string& place : findings.told)
        say(place);
    for (const auto& [file, count] : findings.unreadable)
        if (count > kMaxToldProblems)
            say(fmt::format("{}: {} more places can't be read", file, count - kMaxToldProblems));
    say(fmt::format("{} events, {} duplicates left out", findings.events, findings.seen.duplicates()));
}

int run_check(const CheckArguments& arguments) {
    Findings findings;
    const auto done =
        review::read_logs(arguments.paths, {[&](const review::ReadEvent& event) { take(event, findings); },
                                            [&](const review::Problem& problem) { take_problem(problem, findings); },
                                            {},
                                            [&] { begin_file(findings); }});
    if (!done) {
        fmt::print(stderr, "{}\n", review::printable(done.error().detail));
        return 1;
    }
    if (findings.events == 0 && findings.unreadable.empty())
        return tell_nothing_read(arguments.paths);
    const ordered_json all = as_json(findings);
    if (arguments.as_json)
        fmt::print("{}\n", review::harmless_json(all.dump(-1, ' ', false, ordered_json::error_handler_t::replace)));
    else
        print(all, findings);
    if (!all["left_out"].get<std::string>().empty())
        return kNotAllIsChecked;
    const bool is_clean = all["gaps"].empty() && all["clock_jumps"].empty() && all["other_names"].empty()
                          && findings.unknown.empty() && findings.unreadable.empty();
    return is_clean ? 0 : kSomethingFound;
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
        "logs are whole, 1 where something was found or no event\n"
        "was read, 3 where the first line says what was not checked, more if\n"
        "the command line was wrong.");
}

} // namespace platform::logs::commands
