#include "db/update/content_state.h"
#include "db/update/file_system.h"
#include "db/update/history.h"
#include "db/update/install.h"
#include "db/update/key_ring.h"
#include "db/update/newest.h"
#include "db/update/proof.h"
#include "db/update/state_folder.h"
#include "db/update/state_lock.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kPatience{30};

std::vector<std::int64_t> versions_of(const std::vector<InstalledContent>& contents) {
    std::vector<std::int64_t> versions;
    versions.reserve(contents.size());
    for (const InstalledContent& content : contents)
        versions.push_back(content.version);
    return versions;
}

/// One roll back, under the lock.
class RollBack {
public:
    RollBack(FileSystem& files, const RollBackOptions& options, KeyRing ring)
        : m_files(files), m_options(options), m_ring(std::move(ring)) {}

    Result<std::int64_t> run() {
        StateFolder folder(m_files, m_options.state);
        if (auto recovered = folder.recover(); !recovered)
            return tl::unexpected(recovered.error());
        m_trusted = content_to_try(m_options.state);
        std::erase_if(m_trusted, [&](const InstalledContent& content) { return problem_of(content).has_value(); });
        auto target = choose();
        if (!target)
            return target;
        // What was reached stays reached, whatever is removed later.
        if (auto kept = keep_newest(m_files, m_ring, m_options.state); !kept)
            return tl::unexpected(kept.error());
        const std::int64_t left = m_trusted.empty() ? 0 : m_trusted.front().version;
        // The mark first: the other way round, a cut plug would let a stick that is still in bring back what was left.
        if (auto marked = folder.mark_rolled_back(marks(*target, left)); !marked)
            return tl::unexpected(marked.error());
        if (auto shown = folder.show(*target); !shown)
            return tl::unexpected(shown.error());
        (void)add_to_history(m_files, m_options.state,
                             {.kind = HistoryKind::RollBack,
                              .verdict = Verdict::Installed,
                              .version = *target,
                              .previous = left,
                              .stick = {},
                              .wall = wall_time(),
                              .detail = {}});
        return target;
    }

private:
    [[nodiscard]] std::optional<std::string> problem_of(const InstalledContent& content) const {
        if (content.version < m_options.least_version)
            return fmt::format("{} is the least version that this kiosk takes", m_options.least_version);
        const auto proof = verify_kept(m_ring, content.database.parent_path());
        return proof ? std::nullopt : std::optional(proof.error().detail);
    }

    /// The version to go to. Errors: NotFound; NotTrusted.
    [[nodiscard]] Result<std::int64_t> choose() const {
        const auto wanted = m_options.version;
        if (wanted == 0)
            return 0;
        if (!wanted && current_version(m_options.state))
            return m_trusted.size() >= 2 ? m_trusted[1].version : 0;
        const auto kept = kept_content(m_options.state);
        for (const InstalledContent& content : kept) {
            if (content.version != wanted)
                continue;
            if (const auto problem = problem_of(content))
                return fail(ErrorCode::NotTrusted,
                            fmt::format("version {} cannot be shown: {}; choose another version, or install it anew "
                                        "from a stick that is signed with a key of this kiosk",
                                        *wanted, *problem));
            return *wanted;
        }
        const std::string what =
            wanted ? fmt::format("version {} is not kept here", *wanted) : "the factory's content is shown already";
        return fail(ErrorCode::NotFound,
                    fmt::format("{}; kept are: {}, and the factory's content", what,
                                kept.empty() ? "none" : fmt::format("{}", fmt::join(versions_of(kept), ", "))),
                    m_options.state.string());
    }

    /// What is left behind, with all that is passed on the way down.
    [[nodiscard]] std::set<std::int64_t> marks(std::int64_t target, std::int64_t left) const {
        auto marks = rolled_back_versions(m_options.state);
        marks.erase(target);
        if (left != 0 && left != target)
            marks.insert(left);
        const std::int64_t top = std::max(left, current_version(m_options.state).value_or(0));
        for (const std::int64_t version : versions_of(kept_content(m_options.state))) {
            if (version > target && version <= top)
                marks.insert(version);
        }
        return marks;
    }

    FileSystem& m_files;
    const RollBackOptions& m_options;
    KeyRing m_ring;
    std::vector<InstalledContent> m_trusted; ///< what start-up would show, in its order
};

} // namespace

Result<std::int64_t> roll_back(FileSystem& files, const RollBackOptions& options) {
    std::error_code ignored;
    if (!fs::is_directory(options.state, ignored))
        return fail(ErrorCode::NotFound, "there is no such state folder: nothing was ever installed there",
                    options.state.string());
    auto ring = KeyRing::load(options.keys);
    if (!ring)
        return tl::unexpected(ring.error());
    const auto lock = StateLock::take(options.state, kPatience);
    if (!lock)
        return fail(lock.error().verdict == Verdict::NoSpace ? ErrorCode::NoSpace : ErrorCode::Io, lock.error().detail);
    return RollBack(files, options, std::move(*ring)).run();
}

} // namespace db::update
