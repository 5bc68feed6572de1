// Writes the events of any logs as one file for other programs.
#include "platform/logs/commands/commands.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/read_logs.h"
#include "platform/logs/review/seen.h"
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <system_error>
#include <unistd.h>

namespace platform::logs::commands {
namespace {

namespace fs = std::filesystem;

struct ExportArguments {
    std::vector<fs::path> paths;
    std::string format = "jsonl";
    fs::path output; ///< empty: stdout
};

struct CloseFile {
    void operator()(FILE* file) const { std::fclose(file); }
};

/// Stdout, or a file that gets its name only when it is whole.
class Output {
public:
    [[nodiscard]] bool open(const fs::path& file) {
        m_name = file;
        m_part = file.string() + ".part";
        if (file.empty())
            return true;
        m_file.reset(std::fopen(m_part.c_str(), "wxe"));
        return m_file != nullptr;
    }
    void write(std::string_view text) {
        m_failed = m_failed || std::fwrite(text.data(), 1, text.size(), stream()) != text.size();
    }
    [[nodiscard]] bool finish() {
        m_failed = m_failed || std::fflush(stream()) != 0;
        if (m_name.empty())
            return !m_failed;
        m_failed = m_failed || fsync(fileno(stream())) != 0;
        m_failed = m_failed || std::rename(m_part.c_str(), m_name.c_str()) != 0;
        if (m_failed)
            discard();
        return !m_failed;
    }
    void discard() const {
        const int error = errno;
        if (!m_name.empty())
            (void)::unlink(m_part.c_str());
        errno = error;
    }
    [[nodiscard]] bool has_failed() const { return m_failed; }

private:
    [[nodiscard]] FILE* stream() const { return m_file ? m_file.get() : stdout; }
    fs::path m_name;
    fs::path m_part;
    std::unique_ptr<FILE, CloseFile> m_file;
    bool m_failed = false;
};

void print_problem(const review::Problem& problem) {
    fmt::print(stderr, "{}{}: {}\n", review::printable(problem.file),
               problem.line > 0 ? fmt::format(":{}", problem.line) : "", problem.what);
}

void show_progress(const fs::path& file, std::uintmax_t done, std::uintmax_t all) {
    if (all > 0)
        fmt::print(stderr, "\r\033[K{} {} %", review::printable(file.filename().string()), done * 100 / all);
}

int failed_to_write(const ExportArguments& arguments) {
    fmt::print(stderr, "{}: cannot be written ({}); make room, or name another file with -o\n",
               arguments.output.empty() ? "stdout" : review::printable(arguments.output.string()),
               std::generic_category().message(errno));
    return 1;
}

int run_export(const ExportArguments& arguments) {
    Output output;
    if (!output.open(arguments.output))
        return failed_to_write(arguments);
    const bool is_csv = arguments.format == "csv";
    std::string text = is_csv ? review::csv_header() : std::string();
    output.write(text);
    review::Seen seen;
    const auto take = [&](const review::ReadEvent& event) {
        if (output.has_failed() || !seen.add(event.boot_id, event.run, event.seq))
            return;
        text.clear();
        is_csv ? review::append_csv(event, text) : review::append_json(event, text);
        output.write(text);
    };
    review::Sinks sinks{take, print_problem, {}};
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
    if (seen.lost() > 0)
        fmt::print(stderr, "{} events were left out: the logs have more gaps than memory for them\n", seen.lost());
    return output.finish() ? 0 : failed_to_write(arguments);
}

} // namespace

void add_export(CLI::App& app, int& status) {
    const auto owned = std::make_shared<ExportArguments>();
    auto* command = app.add_subcommand("export", "Write the events of any logs, each once, as JSON lines or CSV");
    command->add_option("PATH", owned->paths, "Files and folders of logs; - is stdin")->required();
    command->add_option("--format", owned->format, "jsonl or csv")
        ->check(CLI::IsMember({"jsonl", "csv"}))
        ->capture_default_str();
    command->add_option("-o,--output", owned->output, "Write FILE, whole or not at all, instead of stdout")
        ->type_name("FILE");
    command->final_callback([owned, &status] { status = run_export(*owned); });
    command->footer("Example: kiosk-logs export --format csv -o fair.csv /var/log/journal/remote /media/usb\n"
                    "What could not be read is told on stderr. The exit status is 0 if all was written, 1 if not,\n"
                    "2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
