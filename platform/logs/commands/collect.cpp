// Takes the log to a stick.
#include "platform/logs/collect.h"
#include "db/update/logs_request.h"
#include "db/update/shown_content.h"
#include "db/update/verdict.h"
#include "platform/logs/commands/commands.h"
#include "platform/stick_report.h"
#include "platform/wall_clock.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace platform::logs::commands {
namespace {

struct CollectArguments {
    CollectOptions options;
    db::update::RequestedKiosk kiosk; ///< for a request
    std::filesystem::path content;    ///< state folder of the content
    std::filesystem::path factory;
    bool as_json = false;
    std::filesystem::path reports;
    std::filesystem::path content_reports; ///< where it differs from `reports`
    std::string stick;                     ///< its name in the reports
};

/// Of the content on the screen; empty where that is not known.
std::optional<std::int64_t> shown_version(const CollectArguments& arguments) {
    const auto ring = db::update::KeyRing::load(arguments.kiosk.keys);
    if (!ring)
        return std::nullopt;
    const std::int64_t version = db::update::shown_content(arguments.content, arguments.factory, *ring).version;
    return version > 0 ? std::optional(version) : std::nullopt;
}

Outcome<db::update::RequestTerms> allowed(const CollectArguments& arguments) {
    db::update::RequestedKiosk kiosk = arguments.kiosk;
    kiosk.name = arguments.options.kiosk;
    kiosk.shown_version = [&arguments] { return shown_version(arguments); };
    if (const WallClock clock = read_wall_clock(); is_trusted(clock))
        kiosk.now_s = static_cast<std::int64_t>(clock.seconds);
    auto terms = db::update::check_logs_request(arguments.options.stick, kiosk);
    if (!terms)
        return fail(std::string(db::update::verdict_name(terms.error().verdict)), terms.error().detail);
    return std::move(*terms);
}

Outcome<Collection> collect(const CollectArguments& arguments) {
    CollectOptions options = arguments.options;
    if (options.by == CollectedBy::Request) {
        auto terms = allowed(arguments);
        if (!terms)
            return tl::unexpected(terms.error());
        options.request = std::move(terms->id);
        options.event = std::move(terms->event);
    }
    return platform::logs::collect(options);
}

void print_json(const nlohmann::ordered_json& line) {
    fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void print(const Collection& collection, CollectedBy by) {
    if (collection.folder.empty())
        fmt::print("There is nothing new in the log; nothing was written.\n");
    else if (collection.complete)
        fmt::print("{}: {} events, {} bytes\n", collection.folder.string(), collection.events, collection.bytes);
    else
        fmt::print("{}: {} events, {} bytes; the rest did not fit: {}\n", collection.folder.string(), collection.events,
                   collection.bytes,
                   by == CollectedBy::Staff ? "collect again with another stick"
                                            : "make room on the stick, leave kiosk-logs as it is, and collect again");
}

/// The last report of this stick, which says what became of its content, and with it what became of the logs.
void tell_screen(const CollectArguments& arguments, const Outcome<Collection>& collection) {
    const auto& folder = arguments.content_reports.empty() ? arguments.reports : arguments.content_reports;
    StickReport report = read_stick_report(folder, arguments.stick).value_or(StickReport());
    report.stick = arguments.stick;
    if (collection)
        add_logs_outcome(report, CollectedLogs{collection->events, collection->bytes, collection->complete}, "", "");
    else
        add_logs_outcome(report, std::nullopt, collection.error().reason, collection.error().detail);
    ++report.sequence;
    report.stage = StickStage::Done;
    report.percent = 100;
    write_stick_report(arguments.reports, report);
}

int run_collect(const CollectArguments& arguments) {
    const auto collection = collect(arguments);
    if (!arguments.reports.empty())
        tell_screen(arguments, collection);
    if (!collection && arguments.as_json)
        print_json({{"reason", collection.error().reason}, {"detail", collection.error().detail}});
    else if (!collection)
        fmt::print(stderr, "{} ({})\n", collection.error().detail, collection.error().reason);
    else if (arguments.as_json)
        print_json({{"events", collection->events}, {"bytes", collection->bytes}, {"complete", collection->complete}});
    else
        print(*collection, arguments.options.by);
    return collection ? 0 : 1;
}

CLI::Option* add_name(CLI::App& command, CollectArguments& arguments) {
    return command.add_option("--name", arguments.options.kiosk, "The name of this kiosk")
        ->check([](const std::string& name) {
            return folder_name(name).empty() ? "a name has at least one letter or digit" : std::string();
        });
}

/// What a request is held against, beside the keys.
void add_ground(CLI::App& command, CollectArguments& arguments, CLI::Option* keys) {
    command.add_option("--channel", arguments.kiosk.channel, "The channel of this kiosk")
        ->needs(keys)
        ->capture_default_str();
    command
        .add_option("--content", arguments.content,
                    "The folder of installed content, for a request that ends with a version")
        ->type_name("DIR")
        ->needs(keys);
    command.add_option("--factory", arguments.factory, "The content that the kiosk came with")
        ->type_name("FILE")
        ->needs(keys);
}

} // namespace

void add_collect(CLI::App& app, int& status) {
    const auto owned = std::make_shared<CollectArguments>(); // lives as long as the callbacks
    CollectArguments& arguments = *owned;
    arguments.options.version = KIOSK_VERSION;
    auto* command = app.add_subcommand("collect", "Write what came into the log since the last time to a stick");
    command->add_option("STICK_DIR", arguments.options.stick, "Where the stick is mounted")->required();
    command->add_option("--state", arguments.options.state, "The folder that remembers what was collected")
        ->type_name("DIR")
        ->required();
    add_name(*command, arguments)->required();
    auto* source = command->add_option_group("log", "One of")->require_option(1);
    source->add_option("--log", "The log file that the kiosk writes; FILE.1 and so on are read before it")
        ->type_name("FILE")
        ->each([&arguments](const std::string& file) {
            arguments.options.kind = LogKind::File;
            arguments.options.log = file;
        });
    auto* journal = source->add_option("--journal", arguments.options.log,
                                       "systemd's journal; with DIR the journal files in that folder");
    journal->type_name("[DIR]")->expected(0, 1);
    add_namespace(*command, arguments.options.name_space)->needs(journal);
    command->parse_complete_callback([owned, journal] {
        if (journal->count() > 0)
            owned->options.kind = LogKind::Journal;
    });
    command->final_callback([owned, &status] { status = run_collect(*owned); });
    auto* authority = command->add_option_group("authority", "One of")->require_option(1);
    auto* keys = authority
                     ->add_option("--keys", arguments.kiosk.keys,
                                  "The folder of the public keys; kiosk/logs.request on the stick must be signed")
                     ->type_name("DIR");
    auto* staff = authority->add_flag_callback(
        "--staff", [&arguments] { arguments.options.by = CollectedBy::Staff; },
        "Staff asked for it on the screen: the stick needs no request");
    add_ground(*command, arguments, keys);
    command->add_flag("--all", arguments.options.everything, "Also what was collected before")->needs(staff);
    auto* report = command->add_option("--report", arguments.reports,
                                       "The folder of `roledb install --report`: add to its report of this stick");
    report->type_name("DIR");
    command
        ->add_option("--report-of-content", arguments.content_reports,
                     "The folder of `roledb install --report`, where only the installer may write to it")
        ->type_name("DIR")
        ->needs(report);
    auto* stick = command->add_option("--stick", arguments.stick, "The name of the stick in that report");
    stick->type_name("NAME")->needs(report);
    report->needs(stick);
    command->add_flag("--json", arguments.as_json, "Print one line of JSON, also for a failure");
    command->footer("Example: kiosk-logs collect /media/usb --state /var/lib/kiosk --name hall-2 --journal --staff\n"
                    "The exit status is 0 if all went well, 1 if not, 2 or more if the command line was wrong.");
}

void add_allows(CLI::App& app, int& status) {
    const auto owned = std::make_shared<CollectArguments>();
    CollectArguments& arguments = *owned;
    auto* command = app.add_subcommand("allows", "Say whether a stick may take the logs: its request is signed");
    command->add_option("STICK_DIR", arguments.options.stick, "Where the stick is mounted")->required();
    add_name(*command, arguments); // without one a request for a certain kiosk is for another
    auto* keys = command->add_option("--keys", arguments.kiosk.keys, "The folder of the public keys");
    keys->type_name("DIR")->required();
    add_ground(*command, arguments, keys);
    command->final_callback([owned, &status] {
        const auto may = allowed(*owned);
        if (!may)
            fmt::print(stderr, "{} ({})\n", may.error().detail, may.error().reason);
        status = may ? 0 : 1;
    });
    command->footer("Example: kiosk-logs allows /media/usb --name hall-2 --keys /etc/kiosk/keys\n"
                    "The exit status is 0 if it may, 1 if not, 2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
