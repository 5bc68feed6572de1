// Notes how the service manager saw the kiosk end, for the log of its next start.
#include "platform/logs/commands/commands.h"
#include "platform/logs/run_notes.h"
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>

namespace platform::logs::commands {
namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

int run_note_exit(const std::filesystem::path& state) {
    const auto run = read_run_mark(state);
    const auto how = crash_of({environment("SERVICE_RESULT"), environment("EXIT_CODE"), environment("EXIT_STATUS")});
    if (!run || run->said_goodbye || !how)
        return 0;
    if (const auto stored = store(state, ExitNote{run->starts, *how}); !stored) {
        fmt::print(stderr, "{} ({})\n", stored.error().detail, stored.error().reason);
        return 1;
    }
    return 0;
}

} // namespace

void add_note_exit(CLI::App& app, int& status) {
    const auto state = std::make_shared<std::filesystem::path>(); // lives as long as the callbacks
    auto* command = app.add_subcommand("note-exit", "Note how the kiosk ended, for its next start (for ExecStopPost)");
    command->add_option("--state", *state, "The kiosk's state folder")->type_name("DIR")->required();
    command->final_callback([state, &status] { status = run_note_exit(*state); });
    command->footer("Reads SERVICE_RESULT, EXIT_CODE and EXIT_STATUS, which systemd sets. The next start of the kiosk\n"
                    "logs `crashed` with them. A kiosk that said goodbye, or left no mark, gets no note.\n"
                    "Example, in the unit file of the kiosk:\n"
                    "  ExecStopPost=/usr/bin/kiosk-logs note-exit --state /var/lib/kiosk\n"
                    "The exit status is 0 if all went well, 1 if not, 2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
