// The command line of the logs: what a kiosk does with its own, and what the reviewer does with those of a fleet.
#include "platform/base/standard_streams.h"
#include "platform/logs/commands/commands.h"
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <exception>

namespace {

int run(int argc, char** argv) {
    CLI::App app{"The logs of the kiosks: takes them along, and tells what they say."};
    app.set_version_flag("--version", "kiosk-logs " KIOSK_VERSION);
    app.require_subcommand(1);
    int status = 0;
    platform::logs::commands::add_collect(app, status);
    platform::logs::commands::add_allows(app, status);
    platform::logs::commands::add_export(app, status);
    platform::logs::commands::add_check(app, status);
    platform::logs::commands::add_report(app, status);
    platform::logs::commands::add_tail(app, status);
    platform::logs::commands::add_upload(app, status);
    platform::logs::commands::add_events(app, status);
    CLI11_PARSE(app, argc, argv);
    return status;
}

} // namespace

int main(int argc, char** argv) {
    platform::open_standard_streams();
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of write()
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "kiosk-logs: %s\n", error.what());
        return 1;
    }
}
