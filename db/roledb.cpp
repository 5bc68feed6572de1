// The staff's command line: makes a roles database and a stick with it. roledb_on_kiosk.cpp has what it does on a
// kiosk.
#include "db/commands/authoring.h"
#include "db/commands/compare.h"
#include "db/commands/keys.h"
#include "db/commands/report.h"
#include "db/commands/stick.h"
#include "db/roledb_on_kiosk.h"
#include "platform/base/standard_streams.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <functional>
#include <memory>
#include <vector>

namespace {

namespace fs = std::filesystem;
namespace commands = db::commands;

constexpr int kWrongUsage = 2;

/// What the chosen command is to do, once the whole command line is understood.
using Run = std::function<int()>;

void add_authoring(CLI::App& app, Run& run) {
    auto input = std::make_shared<fs::path>();
    auto output = std::make_shared<fs::path>();
    auto role = std::make_shared<std::string>();
    auto language = std::make_shared<std::string>();

    auto* build = app.add_subcommand("build", "Make a database from a folder of Markdown files");
    build->add_option("CONTENT_DIR", *input, "The folder that holds content.toml")->required();
    build->add_option("-o,--output", *output, "The database to write; an old one is replaced")->required();
    auto force = std::make_shared<bool>(false);
    build->add_flag("--force", *force, "Replace the file of -o, though it is not a database of roles");
    build->footer("Example: roledb build db/content -o roles.db");
    build->callback([=, &run] { run = [=] { return commands::build(*input, *output, *force); }; });

    auto* check = app.add_subcommand("check", "List all problems of a database");
    check->add_option("FILE", *input, "The database")->required();
    check->footer("Example: roledb check roles.db");
    check->callback([=, &run] { run = [=] { return commands::check(*input); }; });

    auto* export_command = app.add_subcommand("export", "Write a database back as a folder of Markdown files");
    export_command->add_option("FILE", *input, "The database")->required();
    export_command->add_option("-o,--output", *output, "The folder to write; new or empty")->required();
    export_command->footer("Example: roledb export roles.db -o content");
    export_command->callback([=, &run] { run = [=] { return commands::export_content(*input, *output); }; });

    auto* show = app.add_subcommand("show", "Print a database, or one role of it, in the terminal");
    show->add_option("FILE", *input, "The database")->required();
    show->add_option("ROLE", *role, "The key of a role, such as import-specialist; without it, all are listed");
    show->add_option("--language", *language, "The language to show, such as es");
    show->footer("Example: roledb show roles.db auditor --language es");
    show->callback([=, &run] { run = [=] { return commands::show(*input, *role, *language); }; });
}

void add_diff(CLI::App& app, Run& run) {
    auto before = std::make_shared<fs::path>();
    auto after = std::make_shared<fs::path>();
    auto is_short = std::make_shared<bool>(false);
    auto* diff = app.add_subcommand("diff", "Say in words what a new database changes for visitors");
    diff->add_option("OLD", *before, "The database that is shown now")->required();
    diff->add_option("NEW", *after, "The database to compare with it")->required();
    diff->add_flag("--summary", *is_short, "Only the last line, with the numbers");
    diff->footer("Example: roledb diff old.db roles.db\n"
                 "The exit status is 0 whether they differ or not.");
    diff->callback([=, &run] {
        run = [=] {
            return commands::diff(*before, *after,
                                  *is_short ? commands::DiffDetail::SummaryOnly : commands::DiffDetail::Everything);
        };
    });
}

void add_keygen(CLI::App& app, Run& run) {
    auto options = std::make_shared<commands::KeygenOptions>();
    auto* keygen = app.add_subcommand("keygen", "Make the key that signs, once");
    keygen->add_option("-o,--output", options->name, "NAME: writes NAME.key (secret) and NAME.pub (for the kiosks)")
        ->required();
    auto* file = keygen->add_option("--passphrase-file", options->passphrase_file,
                                    "A file whose only line is the passphrase, for scripts; otherwise it is asked");
    keygen
        ->add_flag_callback(
            "--no-passphrase", [options] { options->has_passphrase = false; },
            "A key without a passphrase: who has the file can sign")
        ->excludes(file);
    keygen->footer("Example: roledb keygen -o staff");
    keygen->callback([=, &run] { run = [=] { return commands::keygen(*options); }; });
}

CLI::Option* add_key(CLI::App& command, commands::KeyFile& key) {
    auto* option = command.add_option("--key", key.path, "The secret key (NAME.key), of `roledb keygen` or minisign");
    command
        .add_option("--passphrase-file", key.passphrase_file,
                    "A file whose only line is the key's passphrase, for scripts; otherwise it is asked")
        ->needs(option);
    return option;
}

CLI::Option* add_channel(CLI::App& command, std::string& channel) {
    return command.add_option("--channel", channel, "Which kiosks it is for, as their `channel` says")
        ->capture_default_str();
}

void add_sign(CLI::App& app, Run& run) {
    auto options = std::make_shared<commands::SignOptions>();
    auto* sign = app.add_subcommand("sign", "Check a database and sign it");
    sign->add_option("FILE", options->database, "The database")->required();
    add_key(*sign, options->key)->required();
    add_channel(*sign, options->channel);
    sign->add_option("-o,--output", options->output, "The signature to write; without it FILE.minisig");
    sign->add_flag("--force", options->force, "Replace the file of -o, though it is not a signature");
    sign->footer("Example: roledb sign roles.db --key staff.key");
    sign->callback([=, &run] { run = [=] { return commands::sign(*options); }; });
}

void add_stick(CLI::App& app, Run& run) {
    auto options = std::make_shared<commands::StickOptions>();
    auto key = std::make_shared<commands::KeyFile>();
    auto* stick = app.add_subcommand("stick", "Check a database, put it on a USB stick and read it back");
    stick->add_option("FILE", options->database, "The database")->required();
    stick->add_option("MOUNT_DIR", options->mount, "The folder in which the stick appears")->required();
    auto* key_option = add_key(*stick, *key);
    add_channel(*stick, options->channel)->needs(key_option);
    stick->add_option("--pub", options->public_key, "The public key of the kiosks (NAME.pub): verifies the signature");
    stick->footer("Without --key the database must be signed already (FILE.minisig).\n"
                  "Example: roledb stick roles.db /media/$USER/KIOSK --key staff.key");
    stick->callback([=, &run] {
        if (!key->path.empty())
            options->key = *key;
        run = [=] { return commands::make_stick(*options); };
    });
}

void add_request_logs(CLI::App& app, Run& run) {
    auto options = std::make_shared<commands::RequestOptions>();
    auto* request = app.add_subcommand("request-logs", "Make a USB stick that may take the logs of a kiosk");
    request->add_option("MOUNT_DIR", options->mount, "The folder in which the stick appears")->required();
    add_key(*request, options->key)->required();
    add_channel(*request, options->channel);
    request->add_option("--kiosk", options->terms.kiosk, "Only the kiosk of this name answers")->type_name("NAME");
    request->add_option("--event", options->terms.event, "The fair's name, for whoever reads the logs")
        ->type_name("NAME");
    request
        ->add_option("--until-version", options->terms.until_version,
                     "It ends on kiosks that show newer content than this")
        ->type_name("N");
    request
        ->add_option("--until-date", options->terms.until_date,
                     fmt::format("Its last day, on kiosks that know the date; {} days from now where no end is given",
                                 commands::kUsualRequestDays))
        ->type_name("YYYY-MM-DD");
    request->footer("Example: roledb request-logs /media/$USER/KIOSK --key staff.key --event 'Spring fair' "
                    "--until-date 2027-03-31");
    request->callback([=, &run] { run = [=] { return commands::request_logs(*options); }; });
}

int run_command(int argc, char** argv) {
    CLI::App app{"Makes the roles database of the kiosk and the USB stick that brings it there."};
    app.set_version_flag("--version", "roledb " KIOSK_VERSION);
    app.require_subcommand(1);
    app.footer("Example: roledb build db/content -o roles.db && roledb check roles.db\n"
               "The exit status is 0 if all went well, 1 if not, 2 if the command line was wrong.");
    Run run;
    add_authoring(app, run);
    add_diff(app, run);
    add_keygen(app, run);
    add_sign(app, run);
    add_stick(app, run);
    add_request_logs(app, run);
    db::add_on_kiosk(app, run);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kWrongUsage;
    }
    return run();
}

} // namespace

int main(int argc, char** argv) {
    platform::open_standard_streams();
    try {
        return run_command(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "roledb: %s\n", error.what());
        return 1;
    }
}
