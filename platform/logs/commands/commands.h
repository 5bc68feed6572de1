// The subcommands of kiosk-logs, one file each.
#pragma once

#include <string>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace platform::logs::commands {

/// Adds `collect` to the program. When it runs it puts the program's exit status into `status`: 0 where all went well,
/// 1 where not. `status` must outlive `app`. The others likewise.
void add_collect(CLI::App& app, int& status);
void add_allows(CLI::App& app, int& status);
void add_events(CLI::App& app, int& status);
void add_export(CLI::App& app, int& status);
void add_check(CLI::App& app, int& status);
void add_report(CLI::App& app, int& status);
void add_tail(CLI::App& app, int& status);
void add_upload(CLI::App& app, int& status);

/// Adds --namespace NAME, of a journal.
CLI::Option* add_namespace(CLI::App& command, std::string& name);

} // namespace platform::logs::commands
