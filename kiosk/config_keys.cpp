#include "kiosk/config_keys.h"
#include <algorithm>
#include <charconv>
#include <cmath>

namespace kiosk::config_keys {
namespace {

/// A whole number in decimal digits and nothing else.
std::optional<int> whole_number(std::string_view text, int least, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_taken = error == std::errc{} && end == text.data() + text.size() && number >= least && number <= most;
    return is_taken ? std::optional(number) : std::nullopt;
}

bool read_int(const toml::node& node, int least, int most, int& target) {
    const auto* value = node.as_integer();
    if (value == nullptr || value->get() < least || value->get() > most)
        return false;
    target = static_cast<int>(value->get());
    return true;
}

std::optional<double> number_between(const toml::node& node, double least, double most) {
    const auto value = node.is_number() ? node.value<double>() : std::nullopt;
    return value && std::isfinite(*value) && *value >= least && *value <= most ? value : std::nullopt;
}

bool read_size(const toml::node& node, Config& config) {
    const auto text = node.value_exact<std::string_view>().value_or("");
    const std::size_t cross = text.find('x');
    if (cross == std::string_view::npos)
        return false;
    const auto width = whole_number(text.substr(0, cross), 320, 7680);
    const auto height = whole_number(text.substr(cross + 1), 320, 7680);
    if (width && height)
        config.display.size = PixelSize{*width, *height};
    return width && height;
}

bool read_rotation(const toml::node& node, Config& config) {
    int degrees = 0;
    if (!read_int(node, 0, 270, degrees) || degrees % 90 != 0)
        return false;
    config.display.rotation = degrees;
    return true;
}

bool read_diagonal(const toml::node& node, Config& config) {
    const auto inches = number_between(node, 3, 100);
    if (inches)
        config.display.diagonal_in = inches;
    return inches.has_value();
}

bool read_language(const toml::node& node, Config& config) {
    const auto code = node.value_exact<std::string_view>().value_or("");
    std::size_t part = 0; // letters and digits since the last hyphen
    bool is_first_part = true;
    for (const char c : code) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool is_digit = c >= '0' && c <= '9';
        if (c == '-' && part >= (is_first_part ? 2U : 1U)) {
            part = 0;
            is_first_part = false;
        } else if ((is_letter || (is_digit && !is_first_part)) && part < 8) {
            ++part;
        } else {
            return false;
        }
    }
    if (part < (is_first_part ? 2U : 1U) || code.size() > 35)
        return false;
    config.default_language = std::string(code);
    return true;
}

/// The form only: which zones there are is for the machine to say.
bool read_time_zone(const toml::node& node, Config& config) {
    const auto zone = node.value_exact<std::string_view>().value_or("");
    const auto is_taken = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '/'
               || c == '-' || c == '+';
    };
    if (zone.empty() || zone.size() > 64 || zone.front() == '/' || !std::ranges::all_of(zone, is_taken))
        return false;
    config.time_zone = std::string(zone);
    return true;
}

bool read_bool(const toml::node& node, bool& target) {
    const auto value = node.value_exact<bool>();
    target = value.value_or(target);
    return value.has_value();
}

bool read_clock(const toml::node& node, ClockTime& target) {
    const auto text = node.value_exact<std::string_view>().value_or("");
    if (text.size() != 5 || text[2] != ':')
        return false;
    const auto hour = whole_number(text.substr(0, 2), 0, 23);
    const auto minute = whole_number(text.substr(3), 0, 59);
    if (hour && minute)
        target = {*hour, *minute};
    return hour && minute;
}

bool read_brightness(const toml::node& node, Config& config) {
    const auto brightness = number_between(node, 0.1, 1.0);
    if (brightness)
        config.night->brightness = *brightness;
    return brightness.has_value();
}

bool read_database(const toml::node& node, Config& config) {
    const auto path = node.value_exact<std::string_view>().value_or("");
    if (path.empty() || path.find('\0') != std::string_view::npos)
        return false;
    config.database = std::filesystem::path(path);
    return true;
}

/// 1 to 32 small letters, digits and hyphens: safe as the name of a folder on any file system.
bool read_name(const toml::node& node, std::string& target) {
    const auto name = node.value_exact<std::string_view>().value_or("");
    const auto is_taken = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    if (name.empty() || name.size() > 32 || !std::ranges::all_of(name, is_taken))
        return false;
    target = std::string(name);
    return true;
}

/// The form only: whether it can be the hash of a PIN is for the platform to say.
bool read_pin_hash(const toml::node& node, Config& config) {
    const auto hash = node.value_exact<std::string_view>().value_or("");
    const auto is_taken = [](char c) { return c > ' ' && c < '\x7f'; };
    if (!hash.starts_with("$argon2id$") || hash.size() > 200 || !std::ranges::all_of(hash, is_taken))
        return false;
    config.staff_pin_hash = std::string(hash);
    return true;
}

/// As USB says who a device is: vendor and product, four hexadecimal digits each. Kept in small letters.
bool read_usb_id(const toml::node& node, Config& config) {
    std::string id(node.value_exact<std::string_view>().value_or(""));
    std::ranges::transform(id, id.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    if (id.size() != 9 || id[4] != ':')
        return false;
    for (std::size_t i = 0; i < id.size(); ++i)
        if (i != 4 && !((id[i] >= '0' && id[i] <= '9') || (id[i] >= 'a' && id[i] <= 'f')))
            return false;
    config.usb_keypad = std::move(id);
    return true;
}

bool read_least_version(const toml::node& node, Config& config) {
    constexpr std::int64_t kMost = 999'999'999;
    const auto* value = node.as_integer();
    if (value == nullptr || value->get() < 0 || value->get() > kMost)
        return false;
    config.least_version = value->get();
    return true;
}

constexpr Key kKeys[] = {
    {"display", "size", "\"WIDTHxHEIGHT\" in pixels, each from 320 to 7680, as in \"1920x1080\"",
     "the display's own size", read_size},
    {"display", "rotation", "0, 90, 180 or 270", "0", read_rotation, true},
    {"display", "diagonal_in", "a number of inches from 3 to 100, as in 21.5", "a guess from the resolution",
     read_diagonal, true},
    {"times", "idle_s", "a whole number of seconds from 10 to 3600", "60",
     [](const toml::node& node, Config& config) { return read_int(node, 10, 3600, config.times.idle_s); }},
    {"times", "countdown_s", "a whole number of seconds from 5 to 120", "20",
     [](const toml::node& node, Config& config) { return read_int(node, 5, 120, config.times.countdown_s); }},
    {"times", "slide_s", "a whole number of seconds from 3 to 60", "8",
     [](const toml::node& node, Config& config) { return read_int(node, 3, 60, config.times.slide_s); }},
    {"language", "default", "a language code (BCP 47), as in \"en\" or \"pt-BR\"", "the default of the database",
     read_language, true},
    {"clock", "time_zone", "the name of a time zone, in quotes, as in \"Europe/Madrid\"", "the machine's own",
     read_time_zone, true},
    {"motion", "reduced", "true or false, without quotes", "false",
     [](const toml::node& node, Config& config) { return read_bool(node, config.reduced_motion); }},
    {"night", "from", "a time of day from \"00:00\" to \"23:59\", in quotes", "\"21:00\"",
     [](const toml::node& node, Config& config) { return read_clock(node, config.night->from); }},
    {"night", "to", "a time of day from \"00:00\" to \"23:59\", in quotes", "\"06:00\"",
     [](const toml::node& node, Config& config) { return read_clock(node, config.night->to); }},
    {"night", "brightness", "a number from 0.1 to 1.0", "0.35", read_brightness},
    {"content", "database", "the path of a roles database, in quotes", "the bundled database", read_database},
    {"content", "channel", "1 to 32 of the characters a-z, 0-9 and -, in quotes", "\"stable\"",
     [](const toml::node& node, Config& config) { return read_name(node, config.channel); }},
    {"content", "least_version", "a whole number from 0 to 999999999", "0", read_least_version},
    {"kiosk", "name", "1 to 32 of the characters a-z, 0-9 and -, in quotes", "\"kiosk\"",
     [](const toml::node& node, Config& config) { return read_name(node, config.name); }, true},
    {"staff", "pin_hash", "the line that kiosk --hash-pin prints", "no hash, so that the staff panel is off,",
     read_pin_hash},
    {"usb", "keypad", "vendor and product as lsusb shows them, in quotes, as in \"1a2c:2124\"",
     "none, so that keyboards are locked out,", read_usb_id},
};

} // namespace

std::span<const Key> all() {
    return kKeys;
}

} // namespace kiosk::config_keys
