#include "tests/support/update/cut_plug.h"

#include "db/update/history.h"
#include "db/update/newest.h"
#include "db/update/state_folder.h"

namespace test {

namespace up = db::update;

namespace {

constexpr auto kWholeFolder = fs::copy_options::recursive | fs::copy_options::copy_symlinks;

void install_stick(InstallDesk& desk, up::FileSystem& files) {
    const auto outcome = desk.install(files);
    CHECK_MESSAGE(outcome.verdict == up::Verdict::Installed, outcome.detail);
}

void install_all(InstallDesk& desk, std::initializer_list<std::int64_t> versions) {
    for (std::int64_t version : versions)
        desk.install_version(version);
}

void fill_history(InstallDesk& desk) {
    QuickDisk disk;
    up::HistoryEntry entry;
    entry.verdict = up::Verdict::Older;
    for (std::size_t index = 0; index < up::kMaxHistoryEntries; ++index)
        REQUIRE(up::add_to_history(disk.files(), desk.state, entry).has_value());
}

void roll_back_to(InstallDesk& desk, up::FileSystem& files, std::int64_t version) {
    const auto shown = up::roll_back(files, desk.back_to(version));
    CHECK(shown.value_or(-1) == version);
}

} // namespace

std::vector<Scenario> scenarios() {
    const auto disk = std::make_shared<QuickDisk>();
    return {
        {"the first installation, into a state folder that is not there yet", 0, 5,
         [](InstallDesk& desk) { desk.write_stick(5); }, install_stick},
        {"an update that fills the kept versions over and the history", 4, 5,
         [](InstallDesk& desk) {
             install_all(desk, {2, 3, 4});
             fill_history(desk);
             desk.write_stick(5);
         },
         install_stick},
        {"older content signed with a recovery key", 5, 3,
         [](InstallDesk& desk) {
             install_all(desk, {4, 5});
             desk.write_stick(3, desk.recovery);
         },
         install_stick},
        {"a version that is kept already and was rolled back", 4, 5,
         [disk](InstallDesk& desk) {
             install_all(desk, {4, 5});
             roll_back_to(desk, disk->files(), 4);
             desk.write_stick(5, desk.recovery);
         },
         install_stick},
        {"the shown version anew, as the disk lost its bytes", 5, 5,
         [](InstallDesk& desk) {
             install_all(desk, {4, 5});
             fs::permissions(desk.state / "content/5/roles.db", fs::perms::owner_all);
             write(desk.state / "content/5/roles.db", "lost");
             desk.write_stick(5);
         },
         install_stick},
        {"rolling back to the version before",
         5,
         4,
         [](InstallDesk& desk) {
             install_all(desk, {4, 5});
         },
         [](InstallDesk& desk, up::FileSystem& files) { roll_back_to(desk, files, 4); },
         {5}},
        {"rolling back to the factory's content",
         5,
         0,
         [](InstallDesk& desk) {
             install_all(desk, {4, 5});
         },
         [](InstallDesk& desk, up::FileSystem& files) { roll_back_to(desk, files, 0); },
         {4, 5}},
        {"going forward again to what was rolled back",
         4,
         5,
         [disk](InstallDesk& desk) {
             install_all(desk, {4, 5});
             roll_back_to(desk, disk->files(), 4);
         },
         [](InstallDesk& desk, up::FileSystem& files) { roll_back_to(desk, files, 5); },
         {4}},
    };
}

CutPlug::CutPlug(const Scenario& scenario) : m_scenario(scenario) {
    fs::create_directory(m_desk.folder() / "disk");
    fs::create_directory(m_desk.folder() / "start");
    m_desk.state = m_desk.folder() / "disk/state";
    m_scenario.prepare(m_desk);
    for (const char* name : {"disk", "stick"})
        fs::copy(m_desk.folder() / name, m_desk.folder() / "start" / name, kWholeFolder);
}

void CutPlug::restore_start() const {
    for (const char* name : {"disk", "stick"}) {
        fs::remove_all(m_desk.folder() / name);
        fs::copy(m_desk.folder() / "start" / name, m_desk.folder() / name, kWholeFolder);
    }
}

bool CutPlug::run(int cut_at, int dropped) {
    restore_start();
    m_disk = std::make_unique<LossyDisk>(m_desk.folder() / "disk");
    HookedDisk files(*m_disk);
    std::string last;
    files.set_hook([&](const DiskOperation& operation) -> db::Result<bool> {
        if (operation.index == cut_at)
            throw PlugCut();
        fs::path name = operation.path.lexically_relative(m_desk.state);
        if (name.parent_path() == "newest") // each desk has keys of its own
            name = operation.path.extension() == ".new" ? "newest/KEY.minisig.new" : "newest/KEY.minisig";
        const std::string text = text_of(operation.kind, name);
        const std::string before = std::exchange(last, text);
        if (operation.sync_index < 0 || operation.sync_index != dropped)
            return true;
        m_dropped = text + " after " + before;
        return false;
    });
    m_is_finished = false;
    try {
        m_scenario.act(m_desk, files);
        m_is_finished = true;
        m_operations = files.operations();
        m_syncs = files.syncs();
    } catch (const PlugCut&) {
    }
    return !m_is_finished;
}

LossyDisk::Leftover CutPlug::leftover(unsigned seed) const {
    if (seed == 0)
        return m_disk->without_unsynced();
    std::minstd_rand random(seed);
    return m_disk->without_some(random);
}

CutPlug::Left CutPlug::digest_of(const LossyDisk::Leftover& leftover) const {
    up::Hasher hasher;
    for (const auto& [name, left] : leftover) {
        hasher.add(fmt::format("{}/{}/{}/", name.string(), static_cast<int>(left.kind), left.text.size()));
        hasher.add(left.text);
    }
    hasher.add(m_is_finished ? "finished" : "cut");
    return hasher.finish();
}

std::string CutPlug::problem(unsigned seed) {
    return problem_once(seed, m_good, [] { return std::string(); });
}

std::string CutPlug::problem_with_next(unsigned seed) {
    return problem_once(seed, m_good_next, [this] { return problem_of_next(); });
}

std::string CutPlug::problem_once(unsigned seed, std::set<Left>& good,
                                  const std::function<std::string()>& what_follows) {
    const auto leftover = this->leftover(seed);
    const Left digest = digest_of(leftover);
    if (good.contains(digest))
        return {};
    m_disk->lose_all_but(leftover);
    std::string problem = problem_of_state();
    if (problem.empty())
        problem = what_follows();
    if (problem.empty())
        good.insert(digest);
    return problem;
}

std::string CutPlug::problem_of(const up::InstalledContent& content) {
    const std::string bytes = read(content.database) + read(content.database.string() + ".minisig");
    if (m_verified.contains(bytes))
        return {};
    std::string problem = m_desk.problem_of(content);
    if (problem.empty())
        m_verified.insert(bytes);
    return problem;
}

std::string CutPlug::problem_of_state() {
    const std::int64_t shown = m_desk.shown();
    const bool was_damaged = m_scenario.before == m_scenario.after;
    // What start-up falls back to where the disk had lost the shown version before.
    const bool is_fallback = was_damaged && shown == 4 && !m_is_finished;
    if (shown != m_scenario.before && shown != m_scenario.after && !is_fallback)
        return fmt::format("version {} is shown", shown);
    if (m_is_finished && shown != m_scenario.after)
        return fmt::format("version {} is shown, though the change was done", shown);
    const auto current = up::current_version(m_desk.state);
    const bool is_lost = current && !up::is_complete(m_desk.state / "content" / std::to_string(*current));
    if (is_lost && !is_fallback)
        return fmt::format("`current` names version {}, which is not there", *current);
    for (const auto& content : up::kept_content(m_desk.state)) {
        std::string problem = problem_of(content);
        if (!problem.empty() && !(was_damaged && !m_is_finished && content.version == 5))
            return problem;
    }
    const auto history = m_desk.history();
    const bool is_told = !history.empty() && history.back().verdict == up::Verdict::Installed
                         && history.back().version == m_scenario.after
                         && history.back().previous == (was_damaged ? 4 : m_scenario.before);
    if (m_is_finished && !is_told)
        return "the history does not tell of it";
    if (is_told && !was_damaged && shown != m_scenario.after)
        return "the history tells of what is not shown";
    if (m_is_finished && newest_in_evidence() < std::max(m_scenario.before, m_scenario.after))
        return "the newest version is not proven once its content is gone";
    const auto marks = up::rolled_back_versions(m_desk.state);
    if (shown == m_scenario.after && !was_damaged && !m_scenario.marks.empty() && marks != m_scenario.marks)
        return "what was left is not marked as rolled back";
    return {};
}

std::int64_t CutPlug::newest_in_evidence() const {
    const fs::path alone = m_desk.folder() / "evidence";
    fs::remove_all(alone);
    fs::create_directory(alone);
    std::error_code ignored;
    fs::copy(m_desk.state / "newest", alone / "newest", kWholeFolder, ignored);
    const auto ring = up::KeyRing::load(m_desk.keys);
    return ring ? up::newest_installed(*ring, alone) : 0;
}

std::string CutPlug::problem_of_next() {
    const std::int64_t version = 1 + std::max(m_scenario.before, m_scenario.after);
    m_desk.write_stick(version);
    const auto outcome = m_desk.install();
    if (outcome.verdict != up::Verdict::Installed || m_desk.shown() != version)
        return fmt::format("the next stick is not installed: {}", outcome.detail);
    for (const auto& [name, what] : m_desk.state_snapshot()) {
        const bool is_known = name == "current" || name == "content" || name.starts_with("content/")
                              || name == "rolled-back" || name == "newest"
                              || name == "newest/" + up::text_of(m_desk.key.public_key().id) + ".minisig"
                              || name == "newest/" + up::text_of(m_desk.recovery.public_key().id) + ".minisig";
        if (!is_known)
            return fmt::format("{} is left behind", name);
    }
    const auto kept = up::kept_content(m_desk.state);
    if (kept.size() > up::kKeptVersions)
        return fmt::format("{} versions are kept", kept.size());
    for (const auto& content : kept) {
        const bool was_damaged = m_scenario.before == m_scenario.after && content.version == m_scenario.before;
        if (std::string problem = problem_of(content); !problem.empty() && !was_damaged)
            return problem;
    }
    return {};
}

} // namespace test
