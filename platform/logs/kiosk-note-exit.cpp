// Notes how the service manager saw the kiosk end, for the log of its next start. That waits for this, so it is a
// program of its own: kiosk-logs would load a network first.
#include "platform/base/standard_streams.h"
#include "platform/logs/run_notes.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fmt/format.h>

namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

int note_exit(const std::filesystem::path& state) {
    using namespace platform::logs;
    const auto run = read_run_mark(state);
    const auto how = crash_of({environment("SERVICE_RESULT"), environment("EXIT_CODE"), environment("EXIT_STATUS")});
    if (!run || run->said_goodbye || !how)
        return 0;
    if (const auto stored = store(state, ExitNote{run->starts, *how}); !stored) {
        fmt::print(stderr, "kiosk-note-exit: {} ({})\n", stored.error().detail, stored.error().reason);
        return 1;
    }
    return 0;
}

int run(int argc, char** argv) {
    CLI::App app{"Notes how the kiosk ended, for its next start."};
    app.set_version_flag("--version", "kiosk-note-exit " KIOSK_VERSION);
    std::filesystem::path state;
    app.add_option("--state", state, "The kiosk's state folder")->type_name("DIR")->required();
    app.footer("Reads SERVICE_RESULT, EXIT_CODE and EXIT_STATUS, which systemd sets. The next start of the kiosk\n"
               "logs `crashed` with them. A kiosk that said goodbye, or left no mark, gets no note.\n"
               "Example, in the unit file of the kiosk:\n"
               "  ExecStopPost=/usr/bin/kiosk-note-exit --state /var/lib/kiosk\n"
               "The exit status is 0 if all went well, 1 if not, 2 or more if the command line was wrong.");
    CLI11_PARSE(app, argc, argv);
    return note_exit(state);
}

} // namespace

int main(int argc, char** argv) {
    platform::open_standard_streams();
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "kiosk-note-exit: %s\n", error.what());
        return 1;
    }
}
