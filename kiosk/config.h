// The settings that staff make in kiosk.toml. kiosk/kiosk.toml is the documented example.
#pragma once
#include "kiosk/model/idle.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk {

struct PixelSize {
    int width = 0;
    int height = 0;
    bool operator==(const PixelSize&) const = default;
};

struct DisplayConfig {
    std::optional<PixelSize> size;     ///< size of the window, or the mode that is asked for; empty: the display's own
    int rotation = 0;                  ///< degrees clockwise: 0, 90, 180 or 270
    std::optional<double> diagonal_in; ///< of the panel, in inches; empty: guessed from the resolution
    bool operator==(const DisplayConfig&) const = default;
};

struct TimesConfig {
    int idle_s = 60;      ///< without a touch until the countdown
    int countdown_s = 20; ///< until the session is wiped
    int slide_s = 8;      ///< each thought of the attract loop
    bool operator==(const TimesConfig&) const = default;
};

/// A time of day.
struct ClockTime {
    int hour = 0;   ///< 0 to 23
    int minute = 0; ///< 0 to 59
    bool operator==(const ClockTime&) const = default;
};

/// When the attract loop is dimmed, from `from` up to and without `to`, over midnight where `to` is the earlier.
struct NightConfig {
    ClockTime from = {21, 0};
    ClockTime to = {6, 0};
    double brightness = 0.35; ///< 0.1 to 1, where 1 is the day's
    bool operator==(const NightConfig&) const = default;
};

struct Config {
    DisplayConfig display;
    TimesConfig times;
    std::optional<std::string> default_language; ///< BCP 47; empty: the database's own
    std::optional<std::string> time_zone;        ///< "Europe/Madrid"; empty: the machine's own
    bool reduced_motion = false;
    std::optional<NightConfig> night; ///< empty: as bright at night as by day
    std::optional<std::filesystem::path>
        database;                   ///< empty: the bundled one; absolute, or beside kiosk.toml in the file
    std::string channel = "stable"; ///< content of other channels is not taken from sticks
    std::int64_t least_version = 0; ///< older content is not taken from sticks; 0: the factory's is the limit
    std::string name = "kiosk";     ///< names the folder of this kiosk's logs on a stick; unlike that of other kiosks
    std::optional<std::string> staff_pin_hash; ///< "$argon2id$..."; empty: the staff panel is off
    std::optional<std::string> usb_keypad;     ///< "1a2c:2124", vendor and product; empty: no keyboard is let in
    bool operator==(const Config&) const = default;
};

/// The times of the idle loop.
[[nodiscard]] model::IdleTimes idle_times(const Config& config);

/// A setting that was not taken; its default holds.
struct ConfigProblem {
    std::string key;                 ///< "times.idle_s"; empty where the file as a whole is meant
    int line = 0;                    ///< from 1; 0 where no line is to blame
    std::string message;             ///< what is wrong, what is allowed, what holds now
    std::filesystem::path file = {}; ///< that it is in; empty where the text came from none
    bool operator==(const ConfigProblem&) const = default;
};

struct LoadedConfig {
    Config config;
    std::vector<ConfigProblem> problems; ///< file by file, in the order of the lines
    /// The settings that were taken, by their full name ("times.idle_s"), with the file that had the last word.
    std::map<std::string, std::filesystem::path, std::less<>> set_by;
};

/// What a file may set. What the setup screen wrote is its five settings alone, for who writes that file is not who
/// writes kiosk.toml: everything else in it is a problem and has no effect.
enum class MaySet : std::uint8_t { All, OfSetup };

/// One file of settings.
struct ConfigLayer {
    std::filesystem::path path;
    bool may_be_missing = false; ///< then that is no problem
    MaySet may_set = MaySet::All;
};

/// Reads a kiosk.toml. Never fails: what cannot be taken is a problem and leaves the default of just that key; a line
/// that is not TOML is left out, and the others count. Blocks on disk.
[[nodiscard]] LoadedConfig load_config(const std::filesystem::path& path);

/// Reads the file over what `loaded` has already: a setting that is in both is taken from the file. A mistake in the
/// file leaves what was there before.
void add_config(LoadedConfig& loaded, const ConfigLayer& layer);
/// The same from `text` of a file called `path`.
void add_config(LoadedConfig& loaded, std::string_view text, const std::filesystem::path& path,
                MaySet may_set = MaySet::All);

/// The same from `text`; a relative `content.database` lies in `folder`. `text` may be anything.
[[nodiscard]] LoadedConfig parse_config(std::string_view text, const std::filesystem::path& folder);

/// "kiosk.toml:3: times.idle_s: ...", for a terminal.
[[nodiscard]] std::string describe(const std::filesystem::path& path, const ConfigProblem& problem);

/// What other services of the machine need to know, one NAME=value a line: KIOSK_NAME, KIOSK_CHANNEL,
/// KIOSK_LEAST_VERSION and, where there is one, USB_KEYPAD. The values hold nothing but a-z, 0-9, "-" and ":", so a
/// shell and systemd read them alike.
[[nodiscard]] std::string service_settings(const Config& config);

/// Whether the files say what content this kiosk takes. A mistake in [content], or a line that cannot be read and may
/// be of it, leaves a default that lets in what the file may want to keep out: then nothing should be taken.
[[nodiscard]] bool knows_what_to_take(const std::vector<ConfigProblem>& problems);

/// Whether `time` lies in the night.
[[nodiscard]] bool covers(const NightConfig& night, ClockTime time);

} // namespace kiosk
