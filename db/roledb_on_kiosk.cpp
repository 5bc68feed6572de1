#include "db/roledb_on_kiosk.h"

#include "db/commands/installed.h"
#include "db/commands/report.h"
#include "db/commands/terminal.h"
#include "db/commands/verdict_words.h"
#include "db/update/diff.h"
#include "db/update/file_system.h"
#include "db/update/install.h"
#include "platform/roll_back_request.h"
#include "platform/stick_report.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <vector>

namespace {

namespace fs = std::filesystem;
namespace commands = db::commands;
namespace update = db::update;

using Run = std::function<int()>;

constexpr std::size_t kHistoryLines = 50;

struct InstallOptions {
    update::InstallOptions update;
    fs::path reports;
    bool logs_follow = false;
};

platform::StickStage stage_of(update::Stage stage) {
    switch (stage) {
    case update::Stage::Looking:
        return platform::StickStage::Looking;
    case update::Stage::Copying:
        return platform::StickStage::Copying;
    case update::Stage::Verifying:
        return platform::StickStage::Verifying;
    case update::Stage::Checking:
        return platform::StickStage::Checking;
    case update::Stage::Storing:
        return platform::StickStage::Storing;
    }
    return platform::StickStage::Looking;
}

std::string_view words_of(update::Stage stage) {
    switch (stage) {
    case update::Stage::Looking:
        return "Reading the stick";
    case update::Stage::Copying:
        return "Copying the content";
    case update::Stage::Verifying:
        return "Checking the signature";
    case update::Stage::Checking:
        return "Checking the content";
    case update::Stage::Storing:
        return "Saving the content";
    }
    return "";
}

bool asks_for_logs(const fs::path& stick) {
    std::error_code failed;
    return fs::exists(fs::symlink_status(stick / "kiosk" / "logs.request", failed));
}

/// Tells the terminal and the process that shows how far the installation is; each step once.
class Teller {
public:
    explicit Teller(const InstallOptions& options)
        : m_folder(options.reports), m_logs_follow(options.logs_follow && asks_for_logs(options.update.source)) {
        m_report.stick = options.update.stick;
    }

    void tell(const update::Progress& progress) {
        const int percent = progress.total > 0 ? static_cast<int>(progress.done * 100 / progress.total) : 0;
        if (progress.total > 0)
            m_line.show(words_of(progress.stage), static_cast<std::int64_t>(progress.done),
                        static_cast<std::int64_t>(progress.total));
        else
            m_line.show(words_of(progress.stage));
        const platform::StickStage stage = stage_of(progress.stage);
        if (m_report.sequence > 0 && m_report.stage == stage && m_report.percent == percent)
            return;
        m_report.stage = stage;
        m_report.percent = percent;
        write();
    }

    void end(const update::InstallOutcome& outcome) {
        m_line.show("");
        m_report.stage = m_logs_follow ? platform::StickStage::Collecting : platform::StickStage::Done;
        m_report.percent = 100;
        if (outcome.verdict != update::Verdict::NoContent)
            m_report.verdict = update::verdict_name(outcome.verdict);
        m_report.detail = outcome.detail;
        m_report.version = outcome.version;
        m_report.previous = outcome.previous;
        m_report.roles = outcome.roles;
        m_report.roles_added = outcome.changes.roles_added;
        m_report.roles_removed = outcome.changes.roles_removed;
        m_report.roles_changed = outcome.changes.roles_changed;
        m_report.other_changed = outcome.changes.other_changed;
        write();
    }

private:
    void write() {
        ++m_report.sequence;
        if (!m_folder.empty())
            platform::write_stick_report(m_folder, m_report);
    }

    fs::path m_folder;
    bool m_logs_follow;
    platform::StickReport m_report;
    commands::ProgressLine m_line;
};

int install(InstallOptions options) {
    if (options.update.stick.empty())
        options.update.stick = fs::absolute(options.update.source).lexically_normal().filename();
    if (options.update.stick.empty())
        options.update.stick = "stick";
    Teller teller(options);
    options.update.on_progress = [&](const update::Progress& progress) { teller.tell(progress); };
    const auto files = update::disk();
    const update::InstallOutcome outcome = update::install(*files, options.update);
    teller.end(outcome);
    const bool is_good =
        outcome.verdict == update::Verdict::Installed || outcome.verdict == update::Verdict::AlreadyShown;
    const auto words = commands::words_for(outcome.verdict, outcome.version);
    std::string text = words.what;
    if (outcome.verdict == update::Verdict::Installed)
        text += fmt::format(" {}{}.", commands::counted(outcome.roles, "role", "roles"),
                            outcome.previous > 0 ? ": " + update::in_words(outcome.changes) : "");
    fmt::print(is_good ? stdout : stderr, "{}\n{}\n", text, words.cure);
    if (!outcome.detail.empty())
        fmt::print(is_good ? stdout : stderr, "{}\n", commands::printable(outcome.detail));
    return is_good ? 0 : 1;
}

/// The program that shows asks to go back, by a file that is not trusted.
struct AskedRollBack {
    fs::path request;
    fs::path answers;
};

/// Carries out a request once, and answers it. The end status is that of `rollback`.
int carry_out(const AskedRollBack& asked, update::RollBackOptions options) {
    const auto request = platform::read_roll_back_request(asked.request);
    std::error_code failed;
    if (!request && !fs::exists(fs::symlink_status(asked.request, failed)))
        return 0; // it was taken back
    if (!request)
        return commands::report({db::ErrorCode::BadConfig, "this is not a request to go back; nothing was changed",
                                 asked.request.string()});
    const auto last = platform::read_roll_back_answer(platform::roll_back_file(asked.answers));
    if (last && last->id == request->id)
        return 0;
    options.version = request->version;
    const auto files = update::disk();
    const auto shown = update::roll_back(*files, options);
    const platform::RollBackAnswer answer{request->id, shown.value_or(0), shown ? "" : shown.error().text()};
    if (!platform::write_roll_back_answer(asked.answers, answer))
        return commands::report({db::ErrorCode::Io,
                                 "the answer cannot be written; make the folder writable for this user",
                                 asked.answers.string()});
    return shown ? 0 : commands::report(shown.error());
}

/// Given more than once, by the image and by kiosk.toml, the greatest holds.
void add_least(CLI::App& command, std::int64_t& least) {
    command
        .add_option_function<std::vector<std::int64_t>>(
            "--least-version",
            [&least](const std::vector<std::int64_t>& given) { least = *std::max_element(given.begin(), given.end()); },
            "Nothing older is taken, also on a new card; given twice, the greater one holds")
        ->check(CLI::NonNegativeNumber)
        ->type_name("VERSION");
}

void add_install(CLI::App& app, Run& run) {
    auto options = std::make_shared<InstallOptions>();
    auto* command = app.add_subcommand("install", "On a kiosk: take the content of a stick");
    command->add_option("SOURCE_DIR", options->update.source, "The folder in which the stick appears")->required();
    command->add_option("--state", options->update.state, "The folder of installed content; made if missing")
        ->required();
    command->add_option("--keys", options->update.keys, "The folder of public keys")->required();
    command->add_option("--factory", options->update.factory, "The content that the kiosk came with");
    command->add_option("--channel", options->update.channel, "Which content is taken, as its `channel` says")
        ->capture_default_str();
    add_least(*command, options->update.least_version);
    command->add_option("--stick", options->update.stick, "A name of the stick for the history");
    command->add_option("--report", options->reports, "A folder for reports of progress, for the program that shows");
    command
        ->add_flag("--logs-follow", options->logs_follow,
                   "Another process takes the logs next, if the stick asks for them: the last report says so")
        ->needs("--report");
    command->footer("Example: roledb install /media/stick --state /var/lib/kiosk --keys /etc/kiosk/keys\n"
                    "The exit status is 0 if the content is shown from now on, or already; 1 if it was refused.");
    command->callback([=, &run] { run = [=] { return install(*options); }; });
}

void add_installed(CLI::App& app, Run& run) {
    auto state = std::make_shared<fs::path>();
    auto keys = std::make_shared<fs::path>();
    auto back = std::make_shared<update::RollBackOptions>();
    auto version = std::make_shared<std::string>();
    auto limit = std::make_shared<std::size_t>(kHistoryLines);
    auto is_json = std::make_shared<bool>(false);
    const auto add = [&](const std::string& name, const std::string& what, const std::string& example) {
        auto* command = app.add_subcommand(name, "On a kiosk: " + what);
        command->add_option("--state", *state, "The folder of installed content")->required();
        command->add_flag("--json", *is_json, "For programs: JSON");
        command->footer("Example: roledb " + example);
        return command;
    };
    const auto form = [=] { return *is_json ? commands::Form::Json : commands::Form::Words; };

    auto* status = add("status", "say what is shown, since when and from which stick, and what was refused",
                       "status --state /var/lib/kiosk --keys /etc/kiosk/keys");
    status->add_option("--keys", *keys, "The folder of public keys: what they do not verify is not shown");
    status->callback([=, &run] { run = [=] { return commands::status(*state, *keys, form()); }; });

    auto* history = add("history", "list what was installed and refused, the newest last",
                        "history --state /var/lib/kiosk --limit 10");
    history->add_option("--limit", *limit, "How many lines at most")->capture_default_str();
    history->callback([=, &run] { run = [=] { return commands::history(*state, *limit, form()); }; });

    auto* rollback = add("rollback", "show an older content again",
                         "rollback --state /var/lib/kiosk --keys /etc/kiosk/keys --to factory");
    rollback->add_option("--keys", back->keys, "The folder of public keys: only what they verify is shown")->required();
    add_least(*rollback, back->least_version);
    auto* to = rollback->add_option("--to", *version,
                                    "A version that `roledb status` lists, or 'factory'; without it the one "
                                    "before");
    auto asked = std::make_shared<AskedRollBack>();
    auto* request = rollback
                        ->add_option("--request", asked->request,
                                     "A file of the program that shows, which says where to; it is carried out once")
                        ->excludes(to);
    rollback->add_option("--answer", asked->answers, "The folder for the answer to that")->needs(request);
    rollback->callback([=, &run] {
        if (!asked->request.empty() && asked->answers.empty())
            throw CLI::RequiredError("--answer"); // a request that nobody could answer
        back->state = *state;
        run = [=] {
            return asked->request.empty() ? commands::roll_back(*back, *version, form()) : carry_out(*asked, *back);
        };
    });
}

} // namespace

namespace db {

void add_on_kiosk(CLI::App& app, std::function<int()>& run) {
    add_install(app, run);
    add_installed(app, run);
}

} // namespace db
