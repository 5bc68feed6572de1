// The kiosk's command line: what can be asked for, and what follows where it is not.
#pragma once
#include "db/role.h"
#include "kiosk/config.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kiosk {

struct Options {
    std::string database;            ///< empty, as all below: not given
    std::vector<std::string> config; ///< in order: a later file wins
    std::optional<PixelSize> windowed;
    std::string tour;
    std::string language;
    std::string log;
    std::string state;
    std::string runs;
    std::string requests;
    std::string answers;
    std::string keys;
    std::string channel;
    std::string stick_dir;
    std::string stick_reports;
    std::string setup;
    bool no_setup_screen = false;
    std::string first_picture;
    bool sticks_udev = false;
    bool hash_pin = false;
    bool print_settings = false;

    [[nodiscard]] bool watches_sticks() const { return !stick_dir.empty() || !stick_reports.empty() || sticks_udev; }
};

/// Empty where the program shall end at once with `exit_code`: after --help, --version or a mistake, which is told.
[[nodiscard]] std::optional<Options> parse_options(int argc, const char* const* argv, const std::string& version,
                                                   int& exit_code);

/// The state folder: what was given; else, where sticks are watched, careers-kiosk in `xdg_state_home` or below `home`,
/// which may be empty; else none.
[[nodiscard]] std::filesystem::path state_folder(const Options& options, const std::string& xdg_state_home,
                                                 const std::string& home);

/// Which languages there are, if `wanted` is none of them; empty if it is one, or is empty (the content's own).
[[nodiscard]] std::string language_problem(const std::string& wanted, const std::vector<db::Language>& languages);

/// Puts what the command line says over what kiosk.toml says.
void apply(const Options& options, Config& config);

} // namespace kiosk
