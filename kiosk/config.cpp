#include "kiosk/config.h"
#include "kiosk/config_keys.h"
#include "platform/edit_distance.h"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <fstream>
#include <toml++/toml.h>
#include <utility>

namespace kiosk {
namespace {

constexpr std::size_t kLargestFile = 64 * 1024;
constexpr std::size_t kMostBrokenLines = 20;

int line_of(const toml::source_region& source) {
    return static_cast<int>(source.begin.line);
}

bool is_blank(std::string_view text) {
    return std::ranges::all_of(text, [](unsigned char c) { return std::isspace(c) != 0; });
}

/// A line that starts a section but has no name. toml++ 3.3 asserts on it instead of reporting it.
bool is_nameless_section(std::string_view line) {
    const auto is_printable = [](char c) { return c > ' ' && c < '\x7f'; };
    const auto* at = std::ranges::find_if(line, is_printable);
    if (at == line.end() || *at != '[')
        return false;
    ++at;
    if (at != line.end() && *at == '[')
        ++at;
    at = std::find_if(at, line.end(), [](char c) { return c != ' ' && c != '\t'; });
    return at == line.end()
           || !(std::isalnum(static_cast<unsigned char>(*at)) != 0
                || std::string_view("_-'\"").find(*at) != std::string_view::npos);
}

/// A text whose lines can be taken out without moving the others.
class Lines {
public:
    explicit Lines(std::string text) : m_text(std::move(text)) {
        for (std::size_t begin = 0; begin <= m_text.size();) {
            const std::size_t end = std::min(m_text.find('\n', begin), m_text.size());
            m_lines.push_back({begin, end - begin});
            begin = end + 1;
        }
    }
    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] int count() const { return static_cast<int>(m_lines.size()); }
    /// `number` is from 1 to count().
    [[nodiscard]] std::string_view line(int number) const {
        const Place& place = m_lines[static_cast<std::size_t>(number - 1)];
        return std::string_view(m_text).substr(place.begin, place.size);
    }
    void blank(int number) {
        const Place& place = m_lines[static_cast<std::size_t>(number - 1)];
        m_text.replace(place.begin, place.size, place.size, ' ');
    }

private:
    struct Place {
        std::size_t begin;
        std::size_t size;
    };
    std::string m_text;
    std::vector<Place> m_lines;
};

/// "content.channel" where the line, which cannot be read, may have set it or its neighbours; else empty.
std::string key_of_broken(std::string_view line) {
    for (const char* key : {"channel", "least_version", "content"})
        if (line.find(key) != std::string_view::npos)
            return key == std::string_view("content") ? key : std::string("content.") + key;
    return {};
}

/// Parses `text` without the lines that are not TOML.
toml::table parse_what_is_toml(std::string text, std::vector<ConfigProblem>& problems) {
    Lines lines(std::move(text));
    const auto leave_out = [&](int number, std::string_view why) {
        std::string key = key_of_broken(lines.line(number));
        lines.blank(number);
        problems.push_back(
            {std::move(key), number, fmt::format("this line is left out, because it cannot be read: {}", why)});
    };
    for (int number = 1; number <= lines.count(); ++number)
        if (is_nameless_section(lines.line(number)))
            leave_out(number, "a section has its name in brackets, as in [display]");
    while (problems.size() < kMostBrokenLines) {
        try {
            return toml::parse(lines.text());
        } catch (const toml::parse_error& error) {
            int number = std::min(line_of(error.source()), lines.count());
            while (number > 0 && is_blank(lines.line(number)))
                --number; // at the end of a text that does not close, the last line that holds something is to blame
            if (number == 0)
                break;
            leave_out(number, error.description());
        }
    }
    problems.push_back({"", 0, "too many lines cannot be read; nothing of this file is taken"});
    return {};
}

/// The known setting or section closest to `key`, as one would write it.
std::string nearest(std::string_view key) {
    const std::size_t dot = key.find('.');
    const bool is_in_table = dot != std::string_view::npos;
    const std::string_view name = is_in_table ? key.substr(dot + 1) : key;
    std::string best;
    std::size_t fewest = SIZE_MAX;
    const auto offer = [&](std::size_t steps, std::string suggestion) {
        if (steps < fewest) {
            fewest = steps;
            best = std::move(suggestion);
        }
    };
    for (const config_keys::Key& known : config_keys::all()) {
        offer(platform::edit_distance(key, known.full_name()), known.full_name());
        offer(platform::edit_distance(name, known.name) + 1, known.full_name());
        if (!is_in_table)
            offer(platform::edit_distance(key, known.table), fmt::format("[{}]", known.table));
    }
    return best;
}

ConfigProblem unknown(const std::string& key, int line) {
    return {key, line, fmt::format("is not a setting and is ignored; did you mean {}?", nearest(key))};
}

bool is_table_name(std::string_view name) {
    return std::ranges::any_of(config_keys::all(), [&](const config_keys::Key& key) { return key.table == name; });
}

/// One file on its way into what was loaded before.
struct Layer {
    LoadedConfig& loaded;
    const std::filesystem::path& path;
    MaySet may_set = MaySet::All;
    std::vector<ConfigProblem> problems = {};

    void read_key(std::string_view table, std::string_view name, const toml::node& node);
    void read_table(std::string_view name, const toml::node& node);
    void check_night(const std::optional<NightConfig>& before, int line);
    void take_database(const std::optional<std::filesystem::path>& before);
    /// What holds where this file has a mistake; continues "holds instead".
    [[nodiscard]] std::string other_value(const std::string& full_name, std::string_view default_value) const {
        const auto before = loaded.set_by.find(full_name);
        return before == loaded.set_by.end() ? std::string(default_value)
                                             : fmt::format("what {} says", before->second.string());
    }
};

void Layer::read_key(std::string_view table, std::string_view name, const toml::node& node) {
    const std::string full_name = fmt::format("{}.{}", table, name);
    const int line = line_of(node.source());
    for (const config_keys::Key& key : config_keys::all()) {
        if (key.table != table || key.name != name)
            continue;
        if (may_set == MaySet::OfSetup && !key.is_of_setup)
            problems.push_back({full_name, line,
                                fmt::format("has no effect in this file, which is the setup screen's: write it into "
                                            "kiosk.toml, and take it out of here; {} holds instead",
                                            other_value(full_name, key.default_value))});
        else if (key.read(node, loaded.config))
            loaded.set_by.insert_or_assign(full_name, path);
        else
            problems.push_back(
                {full_name, line,
                 fmt::format("must be {}; {} holds instead", key.allowed, other_value(full_name, key.default_value))});
        return;
    }
    problems.push_back(unknown(full_name, line));
}

void Layer::read_table(std::string_view name, const toml::node& node) {
    const int line = line_of(node.source());
    if (!is_table_name(name)) {
        problems.push_back(unknown(std::string(name), line));
        return;
    }
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        problems.push_back({std::string(name), line,
                            fmt::format("must be a table: write [{}] alone on a line, and its settings below", name)});
        return;
    }
    const std::optional<NightConfig> night = loaded.config.night;
    if (name == "night" && may_set == MaySet::OfSetup) {
        if (table->empty())
            problems.push_back(
                {std::string(name), line,
                 "has no effect in this file, which is the setup screen's: write it into kiosk.toml, and "
                 "take it out of here"});
    } else if (name == "night") {
        loaded.config.night = night.value_or(NightConfig{});
        loaded.set_by.insert_or_assign(std::string(name), path);
    }
    for (const auto& [key, value] : *table)
        read_key(name, key.str(), value);
    check_night(night, line);
}

void Layer::check_night(const std::optional<NightConfig>& before, int line) {
    if (!loaded.config.night || loaded.config.night->from != loaded.config.night->to)
        return;
    loaded.config.night = before;
    problems.push_back({"night.to", line,
                        fmt::format("must differ from night.from; {} instead",
                                    before ? "the night of an earlier file holds" : "the night is off")});
}

/// A relative path lies beside the file that names it.
void Layer::take_database(const std::optional<std::filesystem::path>& before) {
    std::optional<std::filesystem::path>& database = loaded.config.database;
    if (!database)
        database = before;
    else if (database->is_relative())
        database = path.parent_path() / *database;
}

} // namespace

model::IdleTimes idle_times(const Config& config) {
    return {std::chrono::seconds(config.times.idle_s), std::chrono::seconds(config.times.countdown_s)};
}

void add_config(LoadedConfig& loaded, std::string_view text, const std::filesystem::path& path, MaySet may_set) {
    Layer layer{loaded, path, may_set};
    const toml::table root = parse_what_is_toml(std::string(text), layer.problems);
    const std::optional<std::filesystem::path> database = std::exchange(loaded.config.database, std::nullopt);
    for (const auto& [name, node] : root)
        layer.read_table(name.str(), node);
    layer.take_database(database);
    std::ranges::stable_sort(layer.problems, {}, &ConfigProblem::line);
    for (ConfigProblem& problem : layer.problems) {
        problem.file = path;
        loaded.problems.push_back(std::move(problem));
    }
}

LoadedConfig parse_config(std::string_view text, const std::filesystem::path& folder) {
    LoadedConfig loaded;
    add_config(loaded, text, folder / "kiosk.toml");
    return loaded;
}

void add_config(LoadedConfig& loaded, const ConfigLayer& layer) {
    const std::filesystem::path& path = layer.path;
    const auto unreadable = [&](std::string_view why) {
        loaded.problems.push_back({"", 0, fmt::format("{}; nothing of it is taken", why), path});
    };
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        if (!layer.may_be_missing || error)
            unreadable("there is no such file");
        return;
    }
    if (!std::filesystem::is_regular_file(path, error))
        return unreadable("this is not a file");
    std::ifstream file(path, std::ios::binary);
    std::string text(kLargestFile + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!file.is_open() || file.bad() || (file.fail() && !file.eof()))
        return unreadable("this file cannot be read: check its permissions");
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.size() > kLargestFile)
        return unreadable("this file is longer than 64 KiB");
    add_config(loaded, text, path, layer.may_set);
}

LoadedConfig load_config(const std::filesystem::path& path) {
    LoadedConfig loaded;
    add_config(loaded, ConfigLayer{path});
    return loaded;
}

std::string describe(const std::filesystem::path& path, const ConfigProblem& problem) {
    std::string text = path.string();
    if (problem.line > 0)
        text += fmt::format(":{}", problem.line);
    if (!problem.key.empty())
        text += fmt::format(": {}", problem.key);
    return text + ": " + problem.message;
}

std::string service_settings(const Config& config) {
    std::string text = fmt::format("KIOSK_NAME={}\nKIOSK_CHANNEL={}\nKIOSK_LEAST_VERSION={}\n", config.name,
                                   config.channel, config.least_version);
    if (config.usb_keypad)
        text += fmt::format("USB_KEYPAD={}\n", *config.usb_keypad);
    return text;
}

bool knows_what_to_take(const std::vector<ConfigProblem>& problems) {
    return std::ranges::none_of(problems, [](const ConfigProblem& problem) {
        std::error_code unknown;
        const std::string_view key = problem.key;
        return key.starts_with("content") || key.ends_with("channel") || key.ends_with("least_version")
               || (key.empty() && problem.line == 0 && std::filesystem::exists(problem.file, unknown));
    });
}

bool covers(const NightConfig& night, ClockTime time) {
    const auto minutes = [](ClockTime clock) { return clock.hour * 60 + clock.minute; };
    const int from = minutes(night.from);
    const int to = minutes(night.to);
    const int at = minutes(time);
    return from <= to ? from <= at && at < to : from <= at || at < to;
}

} // namespace kiosk
