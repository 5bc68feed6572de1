// The kiosk's command line: options, wiring, loop.
#include "kiosk/app.h"
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/shell/tour.h"
#include "kiosk/shell/window.h"
#include "kiosk/strings.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/stage.h"
#include "platform/linux/linux_platform.h"

#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <string>

namespace {

namespace fs = std::filesystem;
namespace logs = platform::logs;

constexpr kiosk::PixelSize kDefaultTourSize{1920, 1080};

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

extern "C" void request_stop(int /*signal*/) {
    stop_requested = true;
}

struct Options {
    std::string database;
    std::string config;
    std::string windowed;
    std::string tour;
    std::string language;
    std::string log;
};

/// Beside the program: build/<preset>/bin/kiosk and build/<preset>/share, or /usr/bin and /usr/share/kiosk.
fs::path share_folder() {
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    for (const char* folder : {"share", "share/kiosk"})
        if (fs::path share = program.parent_path().parent_path() / folder; fs::exists(share / "strings", failed))
            return share;
    return program.parent_path().parent_path() / "share";
}

std::optional<kiosk::PixelSize> parse_size(const std::string& text) {
    kiosk::PixelSize size;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%5dx%5d%c", &size.width, &size.height, &rest)
        != 2) // NOLINT(cert-err34-c): bounded and checked
        return std::nullopt;
    return size.width >= 320 && size.height >= 320 && size.width <= 7680 && size.height <= 7680 ? std::optional(size)
                                                                                                : std::nullopt;
}

std::vector<kiosk::ContentCandidate> content_candidates(const kiosk::Config& config, const fs::path& share) {
    const fs::path bundled = share / "roles.db";
    if (!config.database)
        return {{bundled, db::Trust::Factory, logs::ContentOrigin::Bundled}};
    return {{*config.database, db::Trust::Foreign, logs::ContentOrigin::Configured},
            {bundled, db::Trust::Factory, logs::ContentOrigin::Factory}};
}

int fail(const db::Error& error) {
    fmt::print(stderr, "kiosk: {}\n", error.text());
    return 1;
}

int run_tour(const Options& options, const kiosk::Config& config, const fs::path& share,
             const kiosk::StringCatalogue& strings, kiosk::ui::Fonts& fonts, std::optional<kiosk::PixelSize> windowed) {
    const kiosk::PixelSize size = windowed ? *windowed : config.display.size.value_or(kDefaultTourSize);
    kiosk::shell::TourOptions tour;
    tour.folder = options.tour;
    tour.mounting = {size.width, size.height, config.display.rotation};
    tour.diagonal_in = config.display.diagonal_in.value_or(0);
    tour.content = content_candidates(config, share);
    tour.icons = share / "icons";
    tour.config = config;
    tour.language = options.language;
    const auto count = kiosk::shell::render_tour(tour, strings, fonts,
                                                 [](const fs::path& path) { fmt::print("{}\n", path.string()); });
    if (!count)
        return fail(count.error());
    fmt::print("{} pictures of {}x{} in {}\n", *count, size.width, size.height, options.tour);
    return 0;
}

int run_kiosk(const kiosk::Config& config, const fs::path& share, const kiosk::StringCatalogue& strings,
              kiosk::ui::Fonts& fonts, platform::Platform& platform, std::optional<kiosk::PixelSize> windowed) {
    auto window = kiosk::shell::Window::open(
        {windowed, config.display.size, config.display.rotation, config.display.diagonal_in});
    if (!window) {
        platform.log(logs::Stopped{logs::StopReason::Failed});
        return fail(window.error());
    }
    kiosk::ui::Stage stage(fonts, share / "icons");
    kiosk::App app({config, strings, stage, platform});
    app.set_panel((*window)->panel());
    stage.attach((*window)->renderer());
    kiosk::ContentSource source(content_candidates(config, share));
    if (auto first = source.look())
        app.take_content(std::move(*first));
    kiosk::ContentWatcher watcher(std::move(source));
    const kiosk::shell::LoopEnd end = (*window)->run(app, stage, platform, stop_requested, [&] {
        if (auto update = watcher.take())
            app.take_content(std::move(*update));
    });
    platform.stopping();
    app.finish();
    platform.log(
        logs::Stopped{end == kiosk::shell::LoopEnd::Signal ? logs::StopReason::Signal : logs::StopReason::Closed});
    stage.detach();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App cli{"A career-fair kiosk: job roles from one SQLite file, by touch, with an attract loop.\n"
                 "Fullscreen no key leaves it; SIGTERM ends it. With --windowed, Ctrl-Q and the close button do.",
                 "kiosk"};
    cli.set_version_flag("--version", std::string("kiosk ") + KIOSK_VERSION);
    cli.add_option("--db", options.database, "roles database to show, instead of the bundled one")->type_name("FILE");
    cli.add_option("--config", options.config, "settings (kiosk.toml); see kiosk/kiosk.toml for what there is")
        ->type_name("FILE");
    cli.add_option("--windowed", options.windowed,
                   "a window of this size, for development; with --tour the size of the pictures")
        ->type_name("WxH");
    cli.add_option("--tour", options.tour,
                   "render every screen and state to PNG files in this folder and exit; needs no display")
        ->type_name("DIR");
    cli.add_option("--language", options.language, "begin in this language (\"en\", \"es\"); with --tour only this one")
        ->type_name("L");
    cli.add_option("--log", options.log, "write the log as JSON lines to this file")->type_name("FILE");
    CLI11_PARSE(cli, argc, argv);

    const std::optional<kiosk::PixelSize> windowed = parse_size(options.windowed);
    if (!options.windowed.empty() && !windowed) {
        fmt::print(stderr, "kiosk: --windowed {}: give width x height in pixels, 320 to 7680 each, like 1280x800\n",
                   options.windowed);
        return 2;
    }
    platform::LinuxPlatform platform({.log_file = options.log});
    platform.log(logs::Started{KIOSK_VERSION, std::getenv("INVOCATION_ID") != nullptr ? logs::StartReason::Service
                                                                                      : logs::StartReason::Manual});
    kiosk::LoadedConfig loaded;
    if (!options.config.empty())
        loaded = kiosk::load_config(options.config);
    for (const kiosk::ConfigProblem& problem : loaded.problems) {
        platform.log(logs::ConfigProblem{problem.key, problem.line, problem.message});
        fmt::print(stderr, "kiosk: {}\n", kiosk::describe(options.config, problem));
    }
    if (!options.database.empty())
        loaded.config.database = options.database;
    if (!options.language.empty())
        loaded.config.default_language = options.language;

    const fs::path share = share_folder();
    auto strings = kiosk::StringCatalogue::load(share / "strings");
    if (!strings)
        return fail(strings.error());
    auto fonts = kiosk::ui::Fonts::open();
    if (!fonts)
        return fail(fonts.error());
    if (!options.tour.empty()) {
        const int result = run_tour(options, loaded.config, share, *strings, **fonts, windowed);
        platform.log(logs::Stopped{result == 0 ? logs::StopReason::Finished : logs::StopReason::Failed});
        return result;
    }
    std::signal(SIGTERM, request_stop);
    std::signal(SIGINT, request_stop);
    return run_kiosk(loaded.config, share, *strings, **fonts, platform, windowed);
}
