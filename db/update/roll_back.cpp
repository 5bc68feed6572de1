#include "db/update/content_state.h"
#include "db/update/file_system.h"
#include "db/update/history.h"
#include "db/update/install.h"
#include "db/update/state_folder.h"
#include "db/update/state_lock.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{30};

/// The version to go to. Errors: NotFound.
Result<std::int64_t> choose(const fs::path& state, std::optional<std::int64_t> wanted) {
    if (wanted == 0)
        return 0;
    const auto kept = kept_content(state);
    if (!wanted) {
        const auto contents = content_to_try(state);
        if (!contents.empty())
            return contents.size() >= 2 ? contents[1].version : 0;
    } else if (std::any_of(kept.begin(), kept.end(),
                           [&](const InstalledContent& content) { return content.version == *wanted; })) {
        return *wanted;
    }
    std::vector<std::int64_t> versions;
    versions.reserve(kept.size());
    for (const InstalledContent& content : kept)
        versions.push_back(content.version);
    const std::string what =
        wanted ? fmt::format("version {} is not kept here", *wanted) : "the factory's content is shown already";
    return fail(ErrorCode::NotFound,
                fmt::format("{}; kept are: {}, and the factory's content", what,
                            versions.empty() ? "none" : fmt::format("{}", fmt::join(versions, ", "))),
                state.string());
}

} // namespace

Result<std::int64_t> roll_back(FileSystem& files, const fs::path& state, std::optional<std::int64_t> version) {
    std::error_code ignored;
    if (!fs::is_directory(state, ignored))
        return fail(ErrorCode::NotFound, "there is no such state folder: nothing was ever installed there",
                    state.string());
    const auto lock = StateLock::take(state, kPatience);
    if (!lock)
        return fail(lock.error().verdict == Verdict::NoSpace ? ErrorCode::NoSpace : ErrorCode::Io, lock.error().detail);
    StateFolder folder(files, state);
    if (auto recovered = folder.recover(); !recovered)
        return tl::unexpected(recovered.error());
    auto target = choose(state, version);
    if (!target)
        return target;
    const auto contents = content_to_try(state);
    const std::int64_t left = contents.empty() ? 0 : contents.front().version;
    auto marks = rolled_back_versions(state);
    marks.erase(*target);
    if (left != 0 && left != *target)
        marks.insert(left);
    // The mark first: the other way round, a cut plug would let a stick that is still in bring back what was left.
    if (auto marked = folder.mark_rolled_back(marks); !marked)
        return tl::unexpected(marked.error());
    if (auto shown = folder.show(*target); !shown)
        return tl::unexpected(shown.error());
    (void)add_to_history(files, state,
                         {.kind = HistoryKind::RollBack,
                          .verdict = Verdict::Installed,
                          .version = *target,
                          .previous = left,
                          .stick = {},
                          .wall = wall_time(),
                          .detail = {}});
    return target;
}

} // namespace db::update
