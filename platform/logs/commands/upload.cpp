// Carries the journal to the collector, for as long as the kiosk runs.
#include "platform/logs/commands/commands.h"
#include "platform/logs/upload/supervise.h"
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>

namespace platform::logs::commands {
namespace {

std::string check_url(const std::string& url) {
    const bool is_url =
        (url.starts_with("https://") && url.size() > 8) || (url.starts_with("http://") && url.size() > 7);
    return is_url ? std::string() : "write it as https://collector.example:19532";
}

/// http:// sends the logs so that everybody on the way can read them: only to this machine itself, for trying out. With
/// keys somebody meant https://. Empty if the options agree.
std::string check_secrecy(const upload::Collector& collector) {
    constexpr std::string_view kPlain = "http://";
    if (!collector.url.starts_with(kPlain))
        return {};
    const std::string rest = collector.url.substr(kPlain.size());
    if (!collector.key.empty() || !collector.certificate.empty() || !collector.trust.empty())
        return fmt::format(
            "--url {}: http:// makes no use of --key, --cert and --trust, and everybody on the way could "
            "read the logs; write https://{}",
            collector.url, rest);
    const std::string_view host = std::string_view(rest).substr(0, rest.find('/'));
    const auto is_of = [&](std::string_view name) {
        return host == name || (host.starts_with(name) && host.size() > name.size() && host[name.size()] == ':');
    };
    const bool is_here =
        host.find('@') == std::string_view::npos && (is_of("127.0.0.1") || is_of("localhost") || is_of("[::1]"));
    return is_here
               ? std::string()
               : fmt::format("--url {}: everybody on the way could read the logs; write https://{}, and give --key, "
                             "--cert and --trust",
                             collector.url, rest);
}

int run_upload(const upload::Options& options) {
    const auto outcome = upload::supervise(options);
    if (outcome)
        return 0;
    fmt::print(stderr, "kiosk-logs: {} ({})\n", outcome.error().detail, outcome.error().reason);
    return 1;
}

} // namespace

void add_upload(CLI::App& app, int& status) {
    const auto owned = std::make_shared<upload::Options>(); // lives as long as the callback
    upload::Options& options = *owned;
    auto* command = app.add_subcommand("upload", "Send the journal to the collector, until told to stop");
    command->add_option("--url", options.collector.url, "The collector; its port is 19532 where none is named")
        ->type_name("https://HOST[:PORT]")
        ->required()
        ->check(check_url);
    command->add_option("--state", options.state, "The folder that remembers how far it came; is made")
        ->type_name("DIR")
        ->required();
    command->add_option("--name", options.kiosk, "The name of this kiosk, for events about the upload")->required();
    command
        ->add_option("--journal", options.journal.folder,
                     "The journal files in this folder, not this machine's journal")
        ->type_name("DIR");
    add_namespace(*command, options.journal.name_space);
    const auto add_file = [&](const char* name, std::string& file, const char* text) {
        command->add_option(name, file, text)->type_name("FILE")->check(CLI::ExistingFile);
    };
    add_file("--key", options.collector.key, "The key of this kiosk, PEM");
    add_file("--cert", options.collector.certificate, "The certificate of this kiosk, PEM");
    add_file("--trust", options.collector.trust, "The certificate of the authority that signed the collector's, PEM");
    command->add_option("--uploader", options.uploader, "systemd's program")->type_name("PATH")->capture_default_str();
    command->final_callback([owned, &status] {
        if (const std::string problem = check_secrecy(owned->collector); !problem.empty())
            throw CLI::ValidationError(problem);
        status = run_upload(*owned);
    });
    command->footer("Example: kiosk-logs upload --url https://logs.example:19532 --state /var/lib/kiosk-upload "
                    "--name hall-2\n    --key kiosk.key --cert kiosk.pem --trust ca.pem\n"
                    "It ends with SIGTERM. The exit status is 0 then, 1 where the journal or the state folder can't be "
                    "used,\n2 or more if the command line was wrong.");
}

} // namespace platform::logs::commands
