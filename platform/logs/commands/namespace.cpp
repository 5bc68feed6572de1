#include "platform/logs/commands/commands.h"
#include "platform/logs/journal_place.h"
#include <CLI/CLI.hpp>

namespace platform::logs::commands {

CLI::Option* add_namespace(CLI::App& command, std::string& name) {
    return command
        .add_option("--namespace", name,
                    "Only what units with this LogNamespace= wrote; with DIR the journal in its folder ID.NAME")
        ->type_name("NAME")
        ->check([](const std::string& text) {
            return is_namespace(text) ? std::string() : "a name of letters, digits, '.', '_' and '-' is expected";
        });
}

} // namespace platform::logs::commands
