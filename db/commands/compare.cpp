#include "db/commands/compare.h"

#include "db/commands/authoring.h"
#include "db/commands/report.h"
#include "db/update/diff.h"

#include <cstdio>
#include <fmt/format.h>
#include <optional>

namespace db::commands {
namespace {

std::optional<authoring::Content> load_or_report(const std::filesystem::path& file) {
    std::vector<Error> problems;
    auto content = load_content(file, problems);
    if (content)
        return std::move(*content);
    if (problems.empty())
        report(content.error());
    else
        report(problems, fmt::format("{} cannot be compared.", file.string()));
    return std::nullopt;
}

} // namespace

int diff(const std::filesystem::path& before, const std::filesystem::path& after, DiffDetail detail) {
    const auto old = load_or_report(before);
    const auto now = old ? load_or_report(after) : std::nullopt;
    if (!old || !now)
        return 1;
    const auto changes = update::find_changes(*old, *now);
    if (detail == DiffDetail::Everything) {
        for (const update::Change& change : changes) {
            fmt::print("{}\n", printable(change.what));
            for (const std::string& line : change.lines)
                fmt::print("  {}\n", printable(line));
        }
        if (!changes.empty())
            fmt::print("\n");
    }
    fmt::print("Content {} -> {}: {}.\n", old->version, now->version, update::in_words(update::count(changes)));
    if (now->version <= old->version)
        fmt::print("Note: a kiosk that shows content {} does not take content {}: raise `version` in content.toml.\n",
                   old->version, now->version);
    return 0;
}

} // namespace db::commands
