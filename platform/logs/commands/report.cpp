// Tells what the logs of a fleet say.
#include "platform/logs/commands/commands.h"
#include "platform/logs/commands/output.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/read_logs.h"
#include "platform/logs/review/report_json.h"
#include "platform/logs/review/report_page.h"
#include "platform/logs/review/report_text.h"
#include "platform/logs/review/summary.h"
#include "platform/logs/wall_time.h"
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace platform::logs::commands {
namespace {

struct ReportArguments {
    std::vector<std::filesystem::path> paths;
    std::string now;
    std::filesystem::path html;
    bool as_json = false;
    bool force = false;
};

constexpr OutputKind kPage{"a page of the report", [](std::string_view head) {
                               return head.starts_with("<!doctype html>")
                                      && head.find("<title>Kiosks: what happened</title>") != std::string_view::npos;
                           }};
constexpr int kMostProblems = 20;
constexpr int kNotAllIsTold = 3;

std::int64_t wall_now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

int run_report(const ReportArguments& arguments) {
    if (!may_write({arguments.html, "--html", arguments.paths, arguments.force}, kPage))
        return 1;
    const auto now_ms = parse_wall(arguments.now);
    auto summary = std::make_unique<review::Summary>();
    const bool is_terminal = isatty(STDERR_FILENO) != 0;
    int problems = 0;
    bool found_events = false;
    std::uintmax_t shown_percent = 101;
    review::Sinks sinks;
    sinks.event = [&](const review::ReadEvent& event) {
        found_events = true;
        summary->add(event);
    };
    sinks.problem = [&](const review::Problem& problem) {
        summary->add_unreadable();
        if (++problems <= kMostProblems)
            print_problem(problem);
    };
    sinks.file = [&] { summary->begin_file(); };
    sinks.progress = [&](const std::filesystem::path&, std::uintmax_t done, std::uintmax_t all) {
        const auto percent = all > 0 ? done * 100 / all : 100;
        if (is_terminal && percent != shown_percent)
            fmt::print(stderr, "\r{} %\x1b[K", shown_percent = percent);
    };
    const auto is_read = review::read_logs(arguments.paths, sinks);
    if (is_terminal && shown_percent <= 100)
        fmt::print(stderr, "\r\x1b[K");
    if (!is_read) {
        fmt::print(stderr, "{} ({})\n", review::printable(is_read.error().detail), is_read.error().reason);
        return 1;
    }
    if (problems > kMostProblems)
        fmt::print(stderr, "... and {} more that could not be read\n", problems - kMostProblems);
    const review::Report report = summary->take_report(now_ms);
    summary.reset();
    Output output;
    if (!output.open(arguments.html))
        return output.tell_failure();
    const auto write = [&](std::string_view piece) { output.write(piece); };
    if (!arguments.html.empty()) {
        review::write_report_page(report, wall_now_ms(), write);
    } else if (arguments.as_json) {
        review::write_report_json(report, write);
        output.write("\n");
    } else if (found_events) {
        output.write(review::report_text(report));
    }
    if (!output.finish())
        return output.tell_failure();
    if (!found_events)
        return tell_nothing_read(arguments.paths);
    const std::string left_out = review::left_out_words(report);
    if (left_out.empty())
        return 0;
    if (arguments.as_json || !arguments.html.empty()) // else it has just been the first line
        fmt::print(stderr, "{}\n", left_out);
    return kNotAllIsTold;
}

} // namespace

void add_report(CLI::App& app, int& status) {
    const auto owned = std::make_shared<ReportArguments>(); // lives as long as the callbacks
    ReportArguments& arguments = *owned;
    auto* command = app.add_subcommand("report", "Tell what happened: visitors, kiosks, and who needs a person");
    command->add_option("PATH", arguments.paths, "Logs of any kind: files, folders, sticks; - for the standard input")
        ->required();
    command->add_option("--now", arguments.now, "Judge who was not seen by this time instead of the end of the logs")
        ->type_name("TIME")
        ->check([](const std::string& time) {
            return parse_wall(time) ? std::string() : "a time is written as 2026-11-24T17:00:00Z";
        });
    auto* json = command->add_flag("--json", arguments.as_json, "Print the report as one line of JSON");
    command->add_option("--html", arguments.html, "Write a page for a browser, which needs no network")
        ->type_name("FILE")
        ->excludes(json);
    command->add_flag("--force", arguments.force, "Replace the file of --html, though it is not such a page");
    command->final_callback([owned, &status] { status = run_report(*owned); });
    command->footer("Example: kiosk-logs report --html fair.html /var/log/journal/remote /media/usb/kiosk-logs\n"
                    "The exit status is 0 if all went well, 1 if not or if no event was read, 3 if the report was "
                    "written and its first line says\n"
                    "what it does not tell in full, more if the command line was wrong.");
}

} // namespace platform::logs::commands
