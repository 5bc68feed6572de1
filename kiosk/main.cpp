// The kiosk's command line: wiring and loop.
#include "kiosk/app.h"
#include "kiosk/ask_pin.h"
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/last_words.h"
#include "kiosk/main_run.h"
#include "kiosk/model/pin_gate.h"
#include "kiosk/options.h"
#include "kiosk/shell/tour.h"
#include "kiosk/shell/window.h"
#include "kiosk/strings.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/stage.h"
#include "platform/base/standard_streams.h"
#include "platform/linux/first_picture.h"
#include "platform/linux/linux_platform.h"
#include "platform/pin.h"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <thread>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
namespace logs = platform::logs;

constexpr kiosk::PixelSize kDefaultTourSize{1920, 1080};
constexpr int kRestart = -1; ///< the program shall begin anew

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

// The pad and the hash must agree, and kiosk/model knows no platform.
static_assert(kiosk::model::PinGate::kFewestDigits == platform::kMinPinDigits);
static_assert(kiosk::model::PinGate::kMostDigits == platform::kMaxPinDigits);

extern "C" void request_stop(int /*signal*/) {
    stop_requested = true;
}

int fail(const db::Error& error) {
    fmt::print(stderr, "kiosk: {}\n", error.text());
    return 1;
}

int print_pin_hash() {
    auto pin = kiosk::ask_pin();
    if (!pin)
        return fail(pin.error());
    const bool is_pin = platform::is_pin(*pin);
    const std::optional<std::string> hash = is_pin ? platform::hash_pin(*pin) : std::nullopt;
    platform::wipe(*pin);
    if (!hash)
        return fail({db::ErrorCode::BadConfig, is_pin ? "there is not enough memory to hash the PIN"
                                                      : "a PIN is 6 to 12 digits and nothing else"});
    fmt::print("pin_hash = \"{}\"\n", *hash);
    return 0;
}

/// Mistakes in the settings are logged by the run that shows the screen. Here only those about what may be installed
/// are a failure.
int print_settings(kiosk::Options options) {
    kiosk::Run run = kiosk::prepare(std::move(options));
    // The setup screen's file says nothing about that, and the program that visitors touch writes it.
    std::erase_if(run.problems, [&](const auto& problem) { return problem.file == run.options.setup; });
    if (!kiosk::knows_what_to_take(run.problems))
        return fail({db::ErrorCode::BadConfig,
                     "there is a mistake in [content] of the settings, so that it is not known "
                     "what content this kiosk takes: nothing is printed"});
    fmt::print("{}", kiosk::service_settings(run.config));
    return 0;
}

/// Pictures of other content, or of another language, than was asked for would be taken for the right ones.
db::Result<void> check_tour(const kiosk::Run& run) {
    kiosk::ContentSource source(run.candidates()(), run.keys());
    const auto found = source.look();
    if (!found)
        return {};
    for (const kiosk::ContentRefusal& refusal : found->refusals)
        if (refusal.origin == logs::ContentOrigin::Configured)
            return tl::unexpected(refusal.error);
    if (!found->store)
        return {};
    std::string problem = kiosk::language_problem(run.options.language, found->store->languages());
    return problem.empty() ? db::Result<void>() : db::fail(db::ErrorCode::BadConfig, std::move(problem), "--language");
}

int run_tour(const kiosk::Run& run, const kiosk::StringCatalogue& strings, kiosk::ui::Fonts& fonts) {
    if (const auto checked = check_tour(run); !checked)
        return fail(checked.error());
    const kiosk::PixelSize size = run.options.windowed.value_or(run.config.display.size.value_or(kDefaultTourSize));
    kiosk::shell::TourOptions tour;
    tour.folder = run.options.tour;
    tour.mounting = {size.width, size.height, run.config.display.rotation};
    tour.diagonal_in = run.config.display.diagonal_in.value_or(0);
    tour.content = run.candidates()();
    tour.keys = run.keys();
    tour.icons = run.share / "icons";
    tour.config = run.config;
    tour.language = run.options.language;
    const auto count = kiosk::shell::render_tour(tour, strings, fonts,
                                                 [](const fs::path& path) { fmt::print("{}\n", path.string()); });
    if (!count)
        return fail(count.error());
    fmt::print("{} pictures of {}x{} in {}\n", *count, size.width, size.height, run.options.tour);
    return 0;
}

logs::StopReason reason_of(kiosk::shell::LoopEnd end) {
    switch (end) {
    case kiosk::shell::LoopEnd::Signal:
        return logs::StopReason::Signal;
    case kiosk::shell::LoopEnd::Closed:
        return logs::StopReason::Closed;
    case kiosk::shell::LoopEnd::Restart:
        return logs::StopReason::Restart;
    }
    return logs::StopReason::Failed;
}

/// The attract loop's first frame is kept with the content that it shows. As soon as other content comes, no older
/// picture may be the first of the next start.
class FirstPicture {
public:
    FirstPicture(platform::PictureKeeper& keeper, const kiosk::Config& config)
        : m_keeper(keeper), m_language(config.default_language.value_or("")) {}

    /// The content that the program begins with; null: none.
    void begin(const db::RoleStore* store) {
        if (store == nullptr)
            return m_keeper.forget();
        m_content_version = store->info().content_version;
        m_keeper.forget_others(m_content_version, KIOSK_VERSION);
    }
    void keep(kiosk::shell::ScreenPicture picture) {
        m_keeper.keep(
            {picture.size.width, picture.size.height, picture.rotation, m_language, m_content_version, KIOSK_VERSION},
            std::move(picture.pixels));
    }
    void content_changed(const db::RoleStore& store) {
        m_content_version = store.info().content_version;
        m_keeper.forget();
    }

private:
    platform::PictureKeeper& m_keeper;
    const std::string m_language;
    std::int64_t m_content_version = 0;
};

/// A screen may be switched on later than the machine. An end would count as a crash; what the service manager starts
/// after the kiosk need not wait.
void wait_for_display(platform::Platform& platform) {
    platform.log(logs::DisplayLost{logs::DisplayPart::Window});
    platform.ready();
    while (!stop_requested && !kiosk::shell::has_display()) {
        platform.alive();
        std::this_thread::sleep_for(std::chrono::seconds{1});
    }
    if (stop_requested)
        return;
    platform.log(logs::DisplayRestored{});
    platform.starting_late();
}

/// What was asked for and is not to be had: in the log, and for whoever started the program by hand.
void tell_problems(const kiosk::Run& run, const kiosk::shell::Window& window,
                   const std::optional<kiosk::ContentUpdate>& first, platform::LinuxPlatform& platform) {
    const auto tell = [&](const std::string& key, const std::string& message) {
        platform.log(logs::ConfigProblem{key, 0, message});
        fmt::print(stderr, "kiosk: {}: {}\n", key, message);
    };
    if (const std::string problem = window.size_problem(); !problem.empty())
        tell(run.options.windowed ? "--windowed" : "display.size", problem);
    if (!first)
        return;
    for (const kiosk::ContentRefusal& refusal : first->refusals)
        fmt::print(stderr, "kiosk: {}; other content is shown\n", refusal.error.text()); // the app logs it
    if (!first->store)
        return;
    const std::string wanted = run.config.default_language.value_or("");
    if (const std::string problem = kiosk::language_problem(wanted, first->store->languages()); !problem.empty())
        tell(run.options.language.empty() ? "language.default" : "--language", problem + "; its own default is shown");
}

int run_kiosk(const kiosk::Run& run, const kiosk::StringCatalogue& strings, kiosk::ui::Fonts& fonts,
              platform::LinuxPlatform& platform) {
    const kiosk::DisplayConfig& display = run.config.display;
    const kiosk::shell::WindowOptions options{run.options.windowed,
                                              display.size,
                                              display.rotation,
                                              display.diagonal_in,
                                              !run.options.first_picture.empty(),
                                              run.config.usb_keypad.has_value()};
    auto window = kiosk::shell::Window::open(options);
    // A shell in a service has an INVOCATION_ID, too; this has only what a service manager waits for.
    const bool is_awaited = std::getenv("NOTIFY_SOCKET") != nullptr;
    if (!window && is_awaited && !kiosk::shell::has_display()) {
        fmt::print(stderr, "kiosk: {}; waiting for one\n", window.error().text());
        wait_for_display(platform);
        if (!stop_requested)
            window = kiosk::shell::Window::open(options);
    }
    if (!window) {
        platform.log(logs::Stopped{stop_requested ? logs::StopReason::Signal : logs::StopReason::Failed});
        return stop_requested ? 0 : fail(window.error());
    }
    kiosk::ui::Stage stage(fonts, run.share / "icons");
    kiosk::App app({run.config, strings, stage, platform, run.setup});
    app.set_panel((*window)->panel());
    stage.attach((*window)->renderer());
    kiosk::ContentSource source(run.candidates(), run.state, run.keys());
    FirstPicture first_picture(platform.pictures(), run.config);
    auto first = source.look();
    first_picture.begin(first && first->store ? &*first->store : nullptr);
    tell_problems(run, **window, first, platform);
    if (first)
        app.take_content(std::move(*first));
    const kiosk::LastWords words([&] { // the X server is gone
        platform.log(logs::DisplayLost{logs::DisplayPart::Window});
        app.finish();
        platform.last_words(logs::StopReason::Failed);
    });
    kiosk::ContentWatcher watcher(std::move(source));
    const kiosk::shell::LoopEnd end = (*window)->run(app, stage, platform, stop_requested, [&] {
        if (app.take_look_request())
            watcher.poke();
        if (app.take_doubt())
            watcher.doubt();
        if (auto ledger = watcher.take_ledger())
            app.take_ledger(std::move(*ledger));
        if (auto picture = (*window)->take_first_picture())
            first_picture.keep(std::move(*picture));
        if (auto update = watcher.take()) {
            if (update->store)
                first_picture.content_changed(*update->store);
            app.take_content(std::move(*update));
        }
    });
    // The service manager would count the seconds until a program that said so is gone.
    const bool restart = end == kiosk::shell::LoopEnd::Restart;
    if (!restart)
        platform.stopping();
    if (!app.setup().unsaved().empty())
        setenv(kiosk::kUnsavedSetup, app.setup().unsaved().c_str(), 1);
    app.finish();
    platform.log(logs::Stopped{reason_of(end)});
    stage.detach();
    return restart ? kRestart : 0;
}

int run_program(const kiosk::Run& run) {
    platform::LinuxPlatform platform(kiosk::platform_options(run));
    const bool is_service = std::getenv("INVOCATION_ID") != nullptr;
    platform.log(logs::Started{KIOSK_VERSION, is_service ? logs::StartReason::Service : logs::StartReason::Manual,
                               platform.starts()});
    if (const auto end = platform.end_before())
        platform.log(*end);
    for (const kiosk::ConfigProblem& problem : run.problems) {
        const std::string file = problem.file.empty() ? "" : problem.file.string() + ": ";
        platform.log(logs::ConfigProblem{problem.key, problem.line, file + problem.message});
        fmt::print(stderr, "kiosk: {}\n", kiosk::describe(problem.file, problem));
    }
    const auto strings = kiosk::StringCatalogue::load(run.share / "strings");
    if (!strings)
        return fail(strings.error());
    const auto fonts = kiosk::ui::Fonts::open();
    if (!fonts)
        return fail(fonts.error());
    (*fonts)->on_fault([&platform](const db::Error& error) {
        platform.log(logs::ConfigProblem{"fonts", 0, error.text()});
        fmt::print(stderr, "kiosk: {}\n", error.text());
    });
    if (!run.options.tour.empty()) {
        const int result = run_tour(run, *strings, **fonts);
        platform.log(logs::Stopped{result == 0 ? logs::StopReason::Finished : logs::StopReason::Failed});
        return result;
    }
    std::signal(SIGTERM, request_stop);
    std::signal(SIGINT, request_stop);
    if (std::signal(SIGHUP, request_stop) == SIG_IGN) // of nohup
        std::signal(SIGHUP, SIG_IGN);
    return run_kiosk(run, *strings, **fonts, platform);
}

} // namespace

int main(int argc, char** argv) {
    platform::open_standard_streams();
    int exit_code = 0;
    auto options = kiosk::parse_options(argc, argv, KIOSK_VERSION, exit_code);
    if (!options)
        return exit_code;
    if (options->hash_pin)
        return print_pin_hash();
    if (options->print_settings)
        return print_settings(std::move(*options));
    const char* inherited = std::getenv("TZ");
    const std::optional<std::string> zone_before = inherited ? std::optional<std::string>(inherited) : std::nullopt;
    const kiosk::Run run = kiosk::prepare(std::move(*options));
    kiosk::enter_time_zone(run.config.time_zone);
    const int result = run_program(run);
    if (result != kRestart)
        return result;
    // All is closed and logged: the same process begins anew with the same options.
    if (zone_before)
        setenv("TZ", zone_before->c_str(), 1);
    else
        unsetenv("TZ");
    execv("/proc/self/exe", argv);
    std::perror("kiosk: the program can't be started again");
    return 1;
}
