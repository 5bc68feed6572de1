// The half of roledb that runs on a kiosk: install, status, history, rollback.
#pragma once
#include <functional>

namespace CLI {
class App;
}

namespace db {

/// Adds the four commands to `app`. The one that is chosen puts into `run` what it does, and `run` returns the exit
/// status. `run` must outlive the parsing.
void add_on_kiosk(CLI::App& app, std::function<int()>& run);

} // namespace db
