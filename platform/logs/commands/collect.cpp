// Takes the log to a stick.
#include "platform/logs/collect.h"
#include "db/update/logs_request.h"
#include "db/update/manifest.h"
#include "db/update/verdict.h"
#include "platform/logs/commands/commands.h"
#include "platform/stick_report.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace platform::logs::commands {
namespace {

struct CollectArguments {
    CollectOptions options;
    std::filesystem::path keys;
    std::string channel{db::update::kDefaultChannel};
    bool as_json = false;
    std::filesystem::path reports;
    std::string stick; ///< its name in the reports
};

Outcome<void> allowed(const std::filesystem::path& stick, const std::filesystem::path& keys,
                      const std::string& channel) {
    const auto checked = db::update::check_logs_request(stick, keys, channel);
    if (!checked)
        return fail(std::string(db::update::verdict_name(checked.error().verdict)), checked.error().detail);
    return {};
}

Outcome<Collection> collect(const CollectArguments& arguments) {
    if (arguments.options.by == CollectedBy::Request) {
        if (const auto may = allowed(arguments.options.stick, arguments.keys, arguments.channel); !may)
            return tl::unexpected(may.error());
    }
    return platform::logs::collect(arguments.options);
}

void print_json(const nlohmann::ordered_json& line) {
    fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void print(const Collection& collection) {
    if (collection.folder.empty())
        fmt::print("There is nothing new in the log; nothing was written.\n");
    else if (collection.complete)
        fmt::print("{}: {} events, {} bytes\n", collection.folder.string(), collection.events, collection.bytes);
    else
        fmt::print("{}: {} events, {} bytes; the rest did not fit: collect again with another stick\n",
                   collection.folder.string(), collection.events, collection.bytes);
}

/// The last report of this stick, which says what became of its content, and with it what became of the logs.
void tell_screen(const CollectArguments& arguments, const Outcome<Collection>& collection) {
    StickReport report = read_stick_report(arguments.reports, arguments.stick).value_or(StickReport());
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
        print(*collection);
    return collection ? 0 : 1;
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
    command->add_option("--name", arguments.options.kiosk, "The name of this kiosk")
        ->required()
        ->check([](const std::string& name) {
            return folder_name(name).empty() ? "a name has at least one letter or digit" : std::string();
        });
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
    command->parse_complete_callback([owned, journal] {
        if (journal->count() > 0)
            owned->options.kind = LogKind::Journal;
    });
    command->final_callback([owned, &status] { status = run_collect(*owned); });
    auto* authority = command->add_option_group("authority", "One of")->require_option(1);
    auto* keys = authority
                     ->add_option("--keys", arguments.keys,
                                  "The folder of the public keys; kiosk/logs.request on the stick must be signed")
                     ->type_name("DIR");
    auto* staff = authority->add_flag_callback(
        "--staff", [&arguments] { arguments.options.by = CollectedBy::Staff; },
        "Staff asked for it on the screen: the stick needs no request");
    command->add_option("--channel", arguments.channel, "The channel of this kiosk")
        ->needs(keys)
        ->capture_default_str();
    command->add_flag("--all", arguments.options.everything, "Also what was collected before")->needs(staff);
    auto* report = command->add_option("--report", arguments.reports,
                                       "The folder of `roledb install --report`: add to its report of this stick");
    report->type_name("DIR");
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
    command->add_option("--keys", arguments.keys, "The folder of the public keys")->type_name("DIR")->required();
    command->add_option("--channel", arguments.channel, "The channel of this kiosk")->capture_default_str();
    command->final_callback([owned, &status] {
        const auto may = allowed(owned->options.stick, owned->keys, owned->channel);
        if (!may)
            fmt::print(stderr, "{} ({})\n", may.error().detail, may.error().reason);
        status = may ? 0 : 1;
    });
    command->footer("Example: kiosk-logs allows /media/usb --keys /etc/kiosk/keys\n"
                    "The exit status is 0 if it may, 1 if not, 2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
