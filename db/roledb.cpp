// The staff's command line: builds, checks, exports and shows a roles database.
#include "db/authoring/content_reader.h"
#include "db/authoring/content_writer.h"
#include "db/authoring/database_reader.h"
#include "db/authoring/database_writer.h"
#include "db/authoring/show.h"
#include "db/check.h"
#include "db/role_store.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxListedProblems = 1000;

int report(const db::Error& error) {
    fmt::print(stderr, "{}\n", error.text());
    return 1;
}

int report(const std::vector<db::Error>& errors, std::string_view summary) {
    for (const db::Error& error : errors)
        report(error);
    fmt::print(stderr, "{} problem{}: {}\n", errors.size(), errors.size() == 1 ? "" : "s", summary);
    return 1;
}

int build(const fs::path& folder, const fs::path& file) {
    db::authoring::Problems problems;
    const auto content = db::authoring::read_content(folder, problems);
    if (!problems.empty())
        return report(problems.errors(), "mend them and run this again. No database was written.");
    if (auto outcome = db::authoring::write_database(content, file); !outcome)
        return report(outcome.error());
    fmt::print("{}: content version {}, {} roles, {} languages\n", file.string(), content.version, content.roles.size(),
               content.languages.size());
    return 0;
}

int check(const fs::path& file) {
    auto connection = db::open_checked(file, db::Trust::Foreign);
    if (!connection)
        return report({connection.error()}, "do not use this file.");
    const auto problems = db::find_problems(*connection, kMaxListedProblems);
    if (!problems.empty())
        return report(problems, "do not use this file; build it again with `roledb build`.");
    fmt::print("{}: no problems\n", file.string());
    return 0;
}

int export_content(const fs::path& file, const fs::path& folder) {
    auto connection = db::open_checked(file, db::Trust::Foreign);
    if (!connection)
        return report(connection.error());
    if (const auto problems = db::find_problems(*connection, kMaxListedProblems); !problems.empty())
        return report(problems, "the file cannot be exported.");
    const auto content = db::authoring::read_database(*connection);
    if (!content)
        return report(content.error());
    if (auto outcome = db::authoring::write_content(*content, folder); !outcome)
        return report(outcome.error());
    fmt::print("{}: {} roles in {} languages\n", folder.string(), content->roles.size(), content->languages.size());
    return 0;
}

int show(const fs::path& file, const std::string& role, std::string language) {
    auto store = db::RoleStore::open(file, db::Trust::Foreign);
    if (!store)
        return report(store.error());
    std::vector<std::string> codes;
    for (const db::Language& known : store->languages())
        codes.push_back(known.code);
    if (language.empty())
        language = store->info().default_language;
    if (std::find(codes.begin(), codes.end(), language) == codes.end()) {
        fmt::print(stderr, "{}: there is no language '{}': use one of {}\n", file.string(), language,
                   fmt::join(codes, ", "));
        return 1;
    }
    auto text = role.empty() ? db::authoring::overview_text(*store, language)
                             : db::authoring::role_text(*store, language, role);
    if (!text)
        return report(text.error());
    fmt::print("{}", *text);
    return 0;
}

int run(int argc, char** argv) {
    CLI::App app{"Builds, checks, exports and shows the roles database of the kiosk."};
    app.set_version_flag("--version", "roledb " KIOSK_VERSION);
    app.require_subcommand(1);
    app.footer("Example: roledb build db/content -o roles.db && roledb check roles.db\n"
               "The exit status is 0 if all went well, 1 if not, 2 or more if the command line was wrong.");
    fs::path input;
    fs::path output;
    std::string role;
    std::string language;

    auto* build_command = app.add_subcommand("build", "Make a database from a folder of Markdown files");
    build_command->add_option("CONTENT_DIR", input, "The folder that holds content.toml")->required();
    build_command->add_option("-o,--output", output, "The database to write; an old one is replaced")->required();
    auto* check_command = app.add_subcommand("check", "List all problems of a database");
    check_command->add_option("FILE", input, "The database")->required();
    auto* export_command = app.add_subcommand("export", "Write a database back as a folder of Markdown files");
    export_command->add_option("FILE", input, "The database")->required();
    export_command->add_option("-o,--output", output, "The folder to write; new or empty")->required();
    auto* show_command = app.add_subcommand("show", "Print a database, or one role of it, in the terminal");
    show_command->add_option("FILE", input, "The database")->required();
    show_command->add_option("ROLE", role, "The key of a role, such as import-specialist; without it, all are listed");
    show_command->add_option("--language", language, "The language to show, such as es");
    CLI11_PARSE(app, argc, argv);

    if (build_command->parsed())
        return build(input, output);
    if (check_command->parsed())
        return check(input);
    if (export_command->parsed())
        return export_content(input, output);
    return show(input, role, language);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "roledb: %s\n", error.what());
        return 1;
    }
}
