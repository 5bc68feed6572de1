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
    bool force = false;
    bool for_excel = false;
};

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

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

/// JSON lines can't be told from a kiosk's log, of which this may be the only copy.
OutputKind kind_of_format(const std::string& name) {
    if (name == "csv")
        return {"an export", [](std::string_view head) {
                    if (head.starts_with(kByteOrderMark))
                        head.remove_prefix(kByteOrderMark.size());
                    return head.starts_with(review::csv_header());
                }};
    if (name == "tsv")
        return {"an export", [](std::string_view head) { return head.starts_with(review::table_header()); }};
    return {"an export", nullptr};
}

void show_progress(const fs::path& file, std::uintmax_t done, std::uintmax_t all) {
    if (all > 0)
        fmt::print(stderr, "\r\033[K{} {} %", review::printable(file.filename().string()), done * 100 / all);
}

int run_export(const ExportArguments& arguments) {
    if (!may_write({arguments.output, "-o", arguments.paths, arguments.force}, kind_of_format(arguments.format)))
        return 1;
    Output output;
    if (!output.open(arguments.output))
        return output.tell_failure();
    const Format format = format_of(arguments.format);
    std::string text;
    if (arguments.for_excel)
        output.write(kByteOrderMark);
    output.write(format.header);
    review::Seen seen;
    bool found_events = false;
    const auto take = [&](const review::ReadEvent& event) {
        found_events = true;
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
    if (!found_events) {
        output.discard();
        return tell_nothing_read(arguments.paths);
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
    command
        ->add_flag("--excel", owned->for_excel,
                   "Begin csv with a byte order mark, by which Excel knows UTF-8: else it shows Ã± for ñ")
        ->each([owned](const std::string&) { owned->format = "csv"; });
    command->add_flag("--force", owned->force, "Replace the file of -o, whatever it is");
    command->final_callback([owned, &status] { status = run_export(*owned); });
    command->footer(
        "Example: kiosk-logs export --format csv -o fair.csv /var/log/journal/remote /media/usb\n"
        "tsv is what ClickHouse (TabSeparatedWithNames) and PostgreSQL (COPY) read, with \\N for what is not\n"
        "known; see platform/logs/clickhouse.\n"
        "What could not be read is told on stderr. The exit status is 0 if all was written, 1 if not or\n"
        "if no event was read,\n"
        "2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
