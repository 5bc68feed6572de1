// Shows the newest events of logs, and then those that come.
#include "platform/logs/review/tail.h"
#include "platform/logs/commands/commands.h"
#include "platform/logs/commands/output.h"
#include "platform/logs/review/event_line.h"
#include "platform/logs/review/event_table.h"
#include "platform/logs/review/event_text.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <poll.h>
#include <unistd.h>

namespace platform::logs::commands {
namespace {

using Clock = std::chrono::steady_clock;

struct TailArguments {
    review::TailOptions options;
    std::string level = "info";
    bool is_once = false;
    bool as_json = false;
};

volatile std::sig_atomic_t g_is_to_end = 0;

void end(int) {
    g_is_to_end = 1;
}

/// Until a moment has passed, something comes through stdin, or this program is to end.
class Wait {
public:
    /// Signals arrive in operator() alone, so that none is missed and no line is cut.
    Wait() {
        sigset_t ending;
        sigemptyset(&ending);
        sigaddset(&ending, SIGINT);
        sigaddset(&ending, SIGTERM);
        sigprocmask(SIG_BLOCK, &ending, &m_others);
        struct sigaction action {};
        action.sa_handler = end;
        sigaction(SIGINT, &action, nullptr);
        sigaction(SIGTERM, &action, nullptr);
        std::signal(SIGPIPE, SIG_IGN);
        m_since = Clock::now();
    }
    bool operator()(bool reads_stdin) {
        // A look at many files takes long: the more, the rarer it is.
        constexpr auto kShortest = std::chrono::nanoseconds(std::chrono::milliseconds(500));
        constexpr int kShare = 50;
        const auto rest = std::max(kShortest, kShare * std::chrono::nanoseconds(Clock::now() - m_since));
        const timespec pause{rest.count() / 1'000'000'000, rest.count() % 1'000'000'000};
        pollfd files[] = {{STDOUT_FILENO, 0, 0}, {reads_stdin ? STDIN_FILENO : -1, POLLIN, 0}};
        (void)ppoll(files, std::size(files), &pause, &m_others);
        m_since = Clock::now();
        const bool has_reader = (files[0].revents & (POLLERR | POLLNVAL)) == 0;
        return g_is_to_end == 0 && has_reader;
    }

private:
    sigset_t m_others{};
    Clock::time_point m_since;
};

/// The pipe behind stdout is closed: nobody reads on, and nothing is wrong.
[[nodiscard]] int end_of(const Output& output) {
    return errno == EPIPE ? 0 : output.tell_failure();
}

review::Colours colours() {
    const char* no = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
    return isatty(STDOUT_FILENO) != 0 && (no == nullptr || *no == '\0') && !is_dumb ? review::Colours::Yes
                                                                                    : review::Colours::No;
}

int run_tail(const TailArguments& arguments) {
    Output output;
    if (!output.open({}))
        return output.tell_failure();
    Wait wait;
    int error = 0;
    review::TailSinks sinks;
    sinks.text_of = [&, colour = colours()](const review::ReadEvent& event) {
        std::string text;
        if (!arguments.as_json)
            return review::event_line(event, colour);
        review::append_json(event, text);
        return text;
    };
    sinks.write = [&](std::string_view text) {
        errno = 0;
        output.write(text);
        error = output.has_failed() && error == 0 ? errno : error;
    };
    sinks.problem = print_problem;
    sinks.note = [](const std::string& note) { fmt::print(stderr, "{}\n", note); };
    sinks.wait = [&](bool reads_stdin) {
        const bool is_written = std::fflush(stdout) == 0;
        error = is_written || error != 0 ? error : errno;
        return is_written && !output.has_failed() && wait(reads_stdin);
    };
    if (const auto done = review::tail(arguments.options, sinks); !done) {
        fmt::print(stderr, "{}\n", review::printable(done.error().detail));
        return 1;
    }
    if (error == 0 && !output.finish())
        error = errno;
    errno = error;
    return error == 0 ? 0 : end_of(output);
}

std::string check_event(const std::string& name) {
    if (review::event_index(name) != review::kKnownEvents)
        return {};
    return fmt::format("there is no event '{}'; did you mean {}? kiosk-logs events names all", review::printable(name),
                       fmt::join(review::events_like(name), ", "));
}

Severity level_of(const std::string& name) {
    for (const Severity level : {Severity::Error, Severity::Warning, Severity::Notice})
        if (name == severity_name(level))
            return level;
    return Severity::Info;
}

} // namespace

void add_tail(CLI::App& app, int& status) {
    const auto owned = std::make_shared<TailArguments>();
    constexpr std::size_t kMostLines = 100'000;
    auto* command = app.add_subcommand("tail", "Show the newest events of any logs, and then those that come");
    command->add_option("PATH", owned->options.paths, "Files and folders of logs; - is stdin")->required();
    command->add_option("--kiosk", owned->options.kiosks, "Only of this kiosk; may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->take_all();
    command->add_option("--event", owned->options.events, "Only this event; may be repeated")
        ->type_name("NAME")
        ->expected(1)
        ->take_all()
        ->check(check_event);
    command->add_option("--level", owned->level, "Only events of this level and worse ones")
        ->check(CLI::IsMember({"error", "warning", "notice", "info"}))
        ->capture_default_str();
    command->add_option("--lines", owned->options.lines, "So many of the events that are there already")
        ->check(CLI::Range(std::size_t{0}, kMostLines))
        ->capture_default_str();
    command->add_flag("--no-follow", owned->is_once, "Show what is there, and end");
    command->add_flag("--json", owned->as_json, "Lines of JSON, as export writes them");
    command->final_callback([owned, &status] {
        owned->options.level = level_of(owned->level);
        owned->options.follows = !owned->is_once;
        status = run_tail(*owned);
    });
    command->footer(
        "Example: kiosk-logs tail --level warning /var/log/journal/remote\n"
        "Files that are renamed, and files and sticks that appear in a folder, are followed too. Times are\n"
        "of this machine's clock. It ends with Ctrl+C or SIGTERM. The exit status is 0 then, 1 where a log\n"
        "is not there or stdout can't be written, 2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
