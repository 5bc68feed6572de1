#include "kiosk/main_run.h"

#include "platform/linux/time_zones.h"
#include "platform/pin.h"

#include <cstdlib>
#include <ctime>
#include <fmt/format.h>
#include <utility>

namespace kiosk {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

fs::path program_folder() {
    std::error_code failed;
    return fs::read_symlink("/proc/self/exe", failed).parent_path();
}

/// Beside the program: build/<preset>/bin/kiosk and build/<preset>/share, or /usr/bin and /usr/share/kiosk.
fs::path share_folder() {
    std::error_code failed;
    const fs::path above = program_folder().parent_path();
    for (const char* folder : {"share", "share/kiosk"})
        if (fs::path share = above / folder; fs::exists(share / "strings", failed))
            return share;
    return above / "share";
}

/// The setup screen's file, or what it could not write; then each --config.
LoadedConfig load_settings(const Options& options, SetupPlan& setup) {
    LoadedConfig loaded;
    const std::string unsaved = environment(kUnsavedSetup);
    unsetenv(kUnsavedSetup); // it is for this run, and for no program that this one starts
    if (!options.setup.empty() && !unsaved.empty())
        add_config(loaded, unsaved, options.setup, MaySet::OfSetup);
    else if (!options.setup.empty())
        add_config(loaded, {options.setup, true, MaySet::OfSetup});
    std::error_code failed;
    const bool has_screen = !options.setup.empty() && !options.no_setup_screen;
    setup.file = has_screen ? fs::absolute(options.setup, failed) : fs::path();
    setup.at_start = !setup.file.empty() && unsaved.empty() && !fs::exists(setup.file, failed);
    for (const std::string& file : options.config)
        add_config(loaded, {file});
    for (const auto& [key, file] : loaded.set_by)
        if (file != options.setup)
            setup.fixed.insert(key);
    setup.at_start = setup.at_start && setup.fixed.empty();
    return loaded;
}

void check_time_zone(LoadedConfig& loaded) {
    std::optional<std::string>& zone = loaded.config.time_zone;
    if (!zone || platform::is_time_zone(*zone))
        return;
    const std::string nearest = platform::nearest_time_zone(*zone);
    loaded.problems.push_back(
        {"clock.time_zone", 0,
         nearest.empty() ? "can't be used, for this machine knows no time zones (install tzdata); its own holds"
                         : fmt::format("is no time zone; did you mean \"{}\"? The machine's own holds", nearest),
         loaded.set_by["clock.time_zone"]});
    zone.reset();
}

} // namespace

Run prepare(Options options) {
    Run run;
    SetupPlan setup;
    LoadedConfig loaded = load_settings(options, setup);
    if (loaded.config.staff_pin_hash && !platform::is_pin_hash(*loaded.config.staff_pin_hash)) {
        loaded.config.staff_pin_hash.reset();
        loaded.problems.push_back({"staff.pin_hash", 0, "is not what kiosk --hash-pin prints; the staff panel is off",
                                   loaded.set_by["staff.pin_hash"]});
    }
    check_time_zone(loaded);
    apply(options, loaded.config);
    run.setup = std::move(setup);
    run.config = std::move(loaded.config);
    run.problems = std::move(loaded.problems);
    run.share = share_folder();
    run.state = state_folder(options, environment("XDG_STATE_HOME"), environment("HOME"));
    run.options = std::move(options);
    return run;
}

void enter_time_zone(const std::optional<std::string>& zone) {
    if (zone)
        setenv("TZ", (":" + *zone).c_str(), 1);
    tzset();
}

platform::LinuxOptions platform_options(const Run& run) {
    const Options& options = run.options;
    platform::LinuxOptions wanted;
    wanted.log_file = options.log;
    wanted.kiosk_name = run.config.name;
    if (!options.tour.empty())
        return wanted;
    wanted.watch_udev = options.sticks_udev;
    wanted.stick_reports = options.stick_reports;
    wanted.stick_folder = options.stick_dir;
    wanted.programs = program_folder();
    wanted.state = run.state;
    wanted.runs = options.runs;
    wanted.first_picture = options.first_picture;
    wanted.roll_back.requests = options.requests;
    wanted.roll_back.answers = options.answers;
    wanted.keys = run.keys();
    wanted.factory = run.config.database.value_or(run.share / "roles.db");
    wanted.channel = run.config.channel;
    return wanted;
}

} // namespace kiosk
