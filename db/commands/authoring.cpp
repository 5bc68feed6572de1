#include "db/commands/authoring.h"

#include "db/authoring/content_notes.h"
#include "db/authoring/content_reader.h"
#include "db/authoring/content_writer.h"
#include "db/authoring/database_reader.h"
#include "db/authoring/database_writer.h"
#include "db/authoring/images.h"
#include "db/authoring/show.h"
#include "db/authoring/unseen_letters.h"
#include "db/check.h"
#include "db/commands/report.h"
#include "db/role_store.h"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace db::commands {

namespace fs = std::filesystem;

int build(const fs::path& folder, const fs::path& file, bool force) {
    if (auto may = may_write({file, "-o", {&folder, 1}, force}, kDatabaseKind); !may)
        return report(may.error());
    authoring::Problems problems;
    const auto content = authoring::read_content(folder, problems);
    report_notes(problems.notes());
    if (!problems.empty())
        return report(problems.errors(), "mend them and run this again. No database was written.");
    if (auto outcome = authoring::write_database(content, file); !outcome)
        return report(outcome.error());
    fmt::print("{}: content version {}, {} roles, {} languages\n", file.string(), content.version, content.roles.size(),
               content.languages.size());
    return 0;
}

int check(const fs::path& file) {
    auto connection = open_checked(file, Trust::Foreign);
    if (!connection)
        return report({connection.error()}, "do not use this file.");
    auto problems = find_problems(*connection, kMaxListedProblems);
    if (problems.empty())
        problems = authoring::prove_images(*connection, kMaxListedProblems);
    if (!problems.empty())
        return report(problems, "do not use this file; build it again with `roledb build`.");
    const auto content = authoring::read_database(*connection);
    if (!content)
        return report(content.error());
    report_notes(authoring::content_notes(*content, kMaxListedProblems));
    authoring::UnseenLetters letters;
    letters.read_content(*content, file);
    authoring::Problems found;
    letters.report(found);
    report_notes(found.notes());
    fmt::print("{}: no problems\n", file.string());
    return 0;
}

Result<authoring::Content> load_content(const fs::path& file, std::vector<Error>& problems) {
    auto connection = open_checked(file, Trust::Foreign);
    if (!connection)
        return tl::unexpected(connection.error());
    problems = find_problems(*connection, kMaxListedProblems);
    if (!problems.empty())
        return fail(ErrorCode::Corrupt, "the database has problems", file.string());
    return authoring::read_database(*connection);
}

int export_content(const fs::path& file, const fs::path& folder) {
    std::vector<Error> problems;
    const auto content = load_content(file, problems);
    if (!problems.empty())
        return report(problems, "the file cannot be exported.");
    if (!content)
        return report(content.error());
    if (auto outcome = authoring::write_content(*content, folder); !outcome)
        return report(outcome.error());
    fmt::print("{}: {} roles in {} languages\n", folder.string(), content->roles.size(), content->languages.size());
    return 0;
}

int show(const fs::path& file, const std::string& role, std::string language) {
    auto store = RoleStore::open(file, Trust::Foreign);
    if (!store)
        return report(store.error());
    std::vector<std::string> codes;
    for (const Language& known : store->languages())
        codes.push_back(known.code);
    if (language.empty())
        language = store->info().default_language;
    if (std::find(codes.begin(), codes.end(), language) == codes.end()) {
        fmt::print(stderr, "{}: there is no language '{}': use one of {}\n", file.string(), language,
                   fmt::join(codes, ", "));
        return 1;
    }
    auto text =
        role.empty() ? authoring::overview_text(*store, language) : authoring::role_text(*store, language, role);
    if (!text)
        return report(text.error());
    fmt::print("{}", printable_lines(*text));
    return 0;
}

} // namespace db::commands
