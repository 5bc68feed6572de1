// Writes the events of any logs as one file for other programs.
#include "platform/logs/commands/commands.h"
#include "platform/logs/commands/output.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/read_logs.h"
#include "platform/logs/review/seen.h"
#include "platform/logs/review/table_text.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace platform::logs::commands {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
    std::vector<fs::path> paths;
    std::string format = "jsonl";
    fs::path output; ///< empty: stdout
};

struct Format {
    std::string header;
    void (*append)(const review::ReadEvent&, std::string&) = nullptr;
};

Format format_of(const std::string& name) {
    if (name == "csv")
        return {review::csv_header(), review::append_csv};
    if (name == "tsv")
        return {review::table_header(), review::append_row};
    return {"", review::append_json};
}

void show_progress(const fs::path& file, std::uintmax_t done, std::uintmax_t all) {
    if (all > 0)
        fmt::print(stderr, "\r\033[K{} {} %", review::printable(file.filename().string()), done * 100 / all);
}

int run_export(const ExportArguments& arguments) {
    Output output;
    if (!output.open(arguments.output))
        return output.tell_failure();
    const Format format = format_of(arguments.format);
    std::string text;
    output.write(format.header);
    review::Seen seen;
    const auto take = [&](const review::ReadEvent& event) {
        if (output.has_failed() || !seen.add(event.boot_id, event.run, event.seq))
            return;
        text.clear();
        format.append(event, text);
        output.write(text);
    };
    review::Sinks sinks{take, print_problem, {}, [&] { seen.begin_file(); }};
    const bool shows_progress = isatty(STDERR_FILENO) != 0 && (!arguments.output.empty() || isatty(STDOUT_FILENO) == 0);
    if (shows_progress)
        sinks.progress = show_progress;
    const auto done = review::read_logs(arguments.paths, sinks);
    if (shows_progress)
        fmt::print(stderr, "\r\033[K");
    if (!done) {
        output.discard();
        fmt::print(stderr, "{}\n", review::printable(done.error().detail));
        return 1;
    }
    if (seen.coarse() > 0)
        fmt::print(stderr, "{} events may be there twice: the logs have more gaps than any kiosk leaves\n",
                   seen.coarse());
    return output.finish() ? 0 : output.tell_failure();
}

} // namespace

void add_export(CLI::App& app, int& status) {
    const auto owned = std::make_shared<ExportArguments>();
    auto* command = app.add_subcommand("export", "Write the events of any logs, each once, as JSON lines, CSV or TSV");
    command->add_option("PATH", owned->paths, "Files and folders of logs; - is stdin")->required();
    command->add_option("--format", owned->format, "jsonl, csv for spreadsheets, or tsv for databases")
        ->check(CLI::IsMember({"jsonl", "csv", "tsv"}))
        ->capture_default_str();
    command->add_option("-o,--output", owned->output, "Write FILE, whole or not at all, instead of stdout")
        ->type_name("FILE");
    command->final_callback([owned, &status] { status = run_export(*owned); });
    command->footer(
        "Example: kiosk-logs export --format csv -o fair.csv /var/log/journal/remote /media/usb\n"
        "tsv is what ClickHouse (TabSeparatedWithNames) and PostgreSQL (COPY) read, with \\N for what is not\n"
        "known; see platform/logs/clickhouse.\n"
        "What could not be read is told on stderr. The exit status is 0 if all was written, 1 if not,\n"
        "2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
