#include "kiosk/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kiosk {
namespace {

namespace fs = std::filesystem;

std::optional<PixelSize> parse_size(const std::string& text) {
    PixelSize size;
    char rest = 0;
    // NOLINTNEXTLINE(cert-err34-c): bounded and checked
    if (std::sscanf(text.c_str(), "%5dx%5d%c", &size.width, &size.height, &rest) != 2)
        return std::nullopt;
    return size.width >= 320 && size.height >= 320 && size.width <= 7680 && size.height <= 7680 ? std::optional(size)
                                                                                                : std::nullopt;
}

void add_stick_options(CLI::App& cli, Options& options) {
    const std::string group = "Content by USB stick";
    cli.add_option("--state", options.state,
                   "folder of the content that sticks brought; by default, where sticks are watched, "
                   "$XDG_STATE_HOME/careers-kiosk or ~/.local/state/careers-kiosk")
        ->type_name("DIR")
        ->group(group);
    cli.add_option("--runs", options.runs,
                   "folder for what this program keeps for its next start: how the last one ended, how many wrong PINs "
                   "there were; by default the one of --state")
        ->type_name("DIR")
        ->group(group);
    auto* requests = cli.add_option("--requests", options.requests,
                                    "ask the service that installs to go back to older content, by a file in this "
                                    "folder, for a --state that this program may not write (roledb rollback --request)")
                         ->type_name("DIR")
                         ->group(group);
    auto* answers = cli.add_option("--answers", options.answers, "folder in which that service answers")
                        ->type_name("DIR")
                        ->group(group);
    requests->needs(answers);
    answers->needs(requests);
    cli.add_option("--keys", options.keys, "folder of the public keys that content must be signed with (share/keys)")
        ->type_name("DIR")
        ->group(group);
    cli.add_option("--channel", options.channel, "take only content of this channel (\"stable\")")
        ->type_name("NAME")
        ->group(group);
    auto* folder = cli.add_option("--stick-dir", options.stick_dir,
                                  "for development: each folder in this one is a stick, plugged in when it appears")
                       ->type_name("DIR")
                       ->group(group);
    auto* reports =
        cli.add_option("--stick-reports", options.stick_reports,
                       "show what the service that installs reports in this folder (roledb install --report)")
            ->type_name("DIR")
            ->group(group);
    cli.add_flag("--sticks-udev", options.sticks_udev, "notice USB sticks by udev as soon as they are plugged in")
        ->group(group);
    folder->excludes(reports);
}

} // namespace

std::optional<Options> parse_options(int argc, const char* const* argv, const std::string& version, int& exit_code) {
    Options options;
    std::string windowed;
    CLI::App cli{"A career-fair kiosk: job roles from one SQLite file, by touch, with an attract loop.\n"
                 "Fullscreen no key leaves it; SIGTERM ends it. With --windowed, Ctrl-Q and the close button do.",
                 "kiosk"};
    cli.set_version_flag("--version", "kiosk " + version);
    cli.add_option("--db", options.database, "roles database to show, instead of the bundled one")->type_name("FILE");
    cli.add_option("--config", options.config,
                   "settings (kiosk.toml); see kiosk/kiosk.toml for what there is. May be given several times: a later "
                   "file wins, setting by setting")
        ->type_name("FILE")
        ->allow_extra_args(false);
    auto* setup =
        cli.add_option(
               "--setup", options.setup,
               "what the setup screen writes; read before every --config. The screen shows at the start while this "
               "file is missing and no --config says anything. Only its five settings count in it")
            ->type_name("FILE");
    cli.add_flag("--no-setup-screen", options.no_setup_screen, "with --setup: read the file, but never show the screen")
        ->needs(setup);
    cli.add_option("--first-picture", options.first_picture,
                   "keep the attract loop's first frame in this folder, for a start that shows it before this program")
        ->type_name("DIR");
    cli.add_option("--windowed", windowed,
                   "a window of this size, for development; with --tour the size of the pictures")
        ->type_name("WxH");
    cli.add_option("--tour", options.tour,
                   "render every screen and state to PNG files in this folder and exit; needs no display")
        ->type_name("DIR");
    cli.add_option("--language", options.language, "begin in this language (\"en\", \"es\"); with --tour only this one")
        ->type_name("L");
    cli.add_option("--log", options.log, "write the log as JSON lines to this file")->type_name("FILE");
    cli.add_flag("--hash-pin", options.hash_pin,
                 "ask for a PIN (6 to 12 digits), print the line for kiosk.toml that lets it open the staff panel, "
                 "and exit");
    cli.add_flag("--print-settings", options.print_settings,
                 "print what the machine's other services need of the settings, as NAME=value lines, and exit");
    add_stick_options(cli, options);
    try {
        cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exit_code = cli.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    options.windowed = parse_size(windowed);
    if (!windowed.empty() && !options.windowed) {
        fmt::print(stderr, "kiosk: --windowed {}: give width x height in pixels, 320 to 7680 each, like 1280x800\n",
                   windowed);
        exit_code = 2;
        return std::nullopt;
    }
    return options;
}

fs::path state_folder(const Options& options, const std::string& xdg_state_home, const std::string& home) {
    if (!options.state.empty())
        return fs::absolute(options.state);
    if (!options.watches_sticks())
        return {};
    if (fs::path(xdg_state_home).is_absolute())
        return fs::path(xdg_state_home) / "careers-kiosk";
    return home.empty() ? fs::path() : fs::path(home) / ".local" / "state" / "careers-kiosk";
}

std::string language_problem(const std::string& wanted, const std::vector<db::Language>& languages) {
    std::vector<std::string_view> codes;
    for (const db::Language& language : languages)
        codes.push_back(language.code);
    if (wanted.empty() || std::find(codes.begin(), codes.end(), wanted) != codes.end())
        return {};
    return fmt::format("the content has no language '{}': use one of {}", wanted, fmt::join(codes, ", "));
}

void apply(const Options& options, Config& config) {
    if (!options.database.empty())
        config.database = options.database;
    if (!options.language.empty())
        config.default_language = options.language;
    if (!options.channel.empty())
        config.channel = options.channel;
}

} // namespace kiosk
