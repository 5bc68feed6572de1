// Tells what the kiosk can say about itself.
#include "platform/logs/commands/commands.h"
#include "platform/logs/vocabulary.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <string>

namespace platform::logs::commands {
namespace {

int run_events() {
    const std::string text = vocabulary_markdown();
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0)
        return 0;
    fmt::print(stderr, "The events could not be written to the standard output: is its disk full?\n");
    return 1;
}

} // namespace

void add_events(CLI::App& app, int& status) {
    auto* command = app.add_subcommand("events", "Print every event and field with its meaning, as Markdown");
    command->final_callback([&status] { status = run_events(); });
    command->footer("Example: kiosk-logs events | less\n"
                    "The exit status is 0 if all went well, 1 if not, 2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
