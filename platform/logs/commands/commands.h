// The subcommands of kiosk-logs, one file each.
#pragma once

namespace CLI {
class App;
}

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

} // namespace platform::logs::commands
