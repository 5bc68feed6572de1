#include "db/update/state_folder.h"

#include "db/bounds.h"
#include "db/files.h"
#include "db/update/content_state.h"
#include "db/update/file_system.h"
#include "db/update/install.h"
#include "db/update/proof.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <sstream>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxMarksBytes = 64 * 1024;
constexpr std::size_t kMaxMarks = 1000; // the newest; a stick that old is below what is shown anyway

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(fs::symlink_status(path, ignored));
}

bool is_folder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(fs::symlink_status(path, ignored));
}

/// A kept version, and what decides whether it stays.
struct Kept {
    InstalledContent content;
    bool is_proven = false;
    bool is_rolled_back = false;
};

} // namespace

std::optional<std::int64_t> version_of_folder(std::string_view name) {
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), version);
    const bool is_number = error == std::errc() && end == name.data() + name.size();
    if (!is_number || version < 1 || version > kMaxContentVersion || name.front() == '0')
        return std::nullopt;
    return version;
}

bool is_complete(const fs::path& folder) {
    return is_folder(folder) && is_file(folder / "roles.db") && is_file(folder / "roles.db.minisig");
}

std::optional<std::int64_t> current_version(const fs::path& state) {
    std::error_code error;
    const fs::path target = fs::read_symlink(state / "current", error);
    if (error || target.parent_path() != "content")
        return std::nullopt;
    return version_of_folder(target.filename().string());
}

std::set<std::int64_t> rolled_back_versions(const fs::path& state) {
    std::set<std::int64_t> versions;
    const auto text = read_whole(state / "rolled-back", kMaxMarksBytes);
    std::istringstream lines(text.value_or(std::string()));
    for (std::string line; std::getline(lines, line);) {
        if (const auto version = version_of_folder(line))
            versions.insert(*version);
    }
    return versions;
}

fs::path StateFolder::folder_of(std::int64_t version) const {
    return m_path / "content" / std::to_string(version);
}

Result<void> StateFolder::remove_if_there(std::string_view name) {
    if (!is_there(m_path / name))
        return {};
    return m_files.remove(m_path / name);
}

Result<void> StateFolder::recover() {
    for (const char* name : {"incoming", "current.new", "history.jsonl.new", "rolled-back.new"}) {
        if (auto removed = remove_if_there(name); !removed)
            return removed;
    }
    for (const char* name : {"history.jsonl", "rolled-back"}) {
        if (is_file(m_path / name))
            continue;
        if (auto removed = remove_if_there(name); !removed)
            return removed;
    }
    if (!current_version(m_path)) {
        if (auto removed = remove_if_there("current"); !removed)
            return removed;
    }
    if (auto recovered = recover_newest(); !recovered)
        return recovered;
    return recover_content();
}

Result<void> StateFolder::recover_newest() {
    const fs::path newest = m_path / "newest";
    if (!is_folder(newest))
        return remove_if_there("newest");
    return remove_strangers(newest,
                            [](const fs::path& entry) { return is_file(entry) && entry.extension() == ".minisig"; });
}

Result<void> StateFolder::remove_strangers(const fs::path& folder,
                                           const std::function<bool(const fs::path&)>& is_ours) {
    std::vector<fs::path> strangers;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (!is_ours(entry->path()))
            strangers.push_back(entry->path());
    }
    for (const fs::path& stranger : strangers) {
        if (auto removed = m_files.remove(stranger); !removed)
            return removed;
    }
    return {};
}

Result<void> StateFolder::recover_content() {
    const fs::path content = m_path / "content";
    if (!is_folder(content))
        return remove_if_there("content");
    return remove_strangers(content, [](const fs::path& entry) {
        return version_of_folder(entry.filename().string()) && is_complete(entry);
    });
}

Result<void> StateFolder::keep_incoming(std::int64_t version) {
    Result<void> outcome;
    if (!is_there(m_path / "content")) {
        outcome = m_files.make_folder(m_path / "content");
        if (outcome)
            outcome = m_files.sync_folder(m_path);
    }
    if (outcome && is_there(folder_of(version)))
        outcome = m_files.remove(folder_of(version));
    if (outcome)
        outcome = m_files.rename(incoming(), folder_of(version));
    // Before `current` names it: a disk may store the two in any order.
    if (outcome)
        outcome = m_files.sync_folder(m_path / "content");
    if (!outcome)
        (void)m_files.remove(folder_of(version));
    return outcome;
}

Result<void> StateFolder::point_current_at(const fs::path& target) {
    if (target.empty())
        return remove_if_there("current");
    auto outcome = remove_if_there("current.new");
    if (outcome)
        outcome = m_files.make_link(target, m_path / "current.new");
    if (outcome)
        outcome = m_files.rename(m_path / "current.new", m_path / "current");
    return outcome;
}

Result<void> StateFolder::show(std::int64_t version) {
    const auto before = current_version(m_path);
    auto link_to = [](std::int64_t wanted) {
        return wanted == 0 ? fs::path() : "content" / fs::path(std::to_string(wanted));
    };
    if (before.value_or(0) == version)
        return {};
    auto outcome = point_current_at(link_to(version));
    if (outcome)
        outcome = m_files.sync_folder(m_path);
    if (!outcome) {
        // Whether the switch is on the disk is not known: go back, so that what is shown is what the message says.
        (void)remove_if_there("current.new");
        if (current_version(m_path) != before && point_current_at(link_to(before.value_or(0))))
            (void)m_files.sync_folder(m_path);
        // Where even that fails the new is shown, and that is what must be said.
        if (current_version(m_path).value_or(0) == version)
            return {};
    }
    return outcome;
}

Result<void> StateFolder::mark_rolled_back(const std::set<std::int64_t>& versions) {
    if (versions == rolled_back_versions(m_path))
        return {};
    std::string text;
    auto first = versions.begin();
    if (versions.size() > kMaxMarks)
        std::advance(first, versions.size() - kMaxMarks);
    for (; first != versions.end(); ++first)
        text += fmt::format("{}\n", *first);
    return replace_file(m_files, m_path / "rolled-back", text);
}

Result<void> StateFolder::prune(const KeyRing& ring) {
    const auto marks = rolled_back_versions(m_path);
    std::vector<Kept> kept;
    for (const InstalledContent& content : kept_content(m_path)) {
        const auto proof = prove(ring, content.database.parent_path());
        const bool is_lost = !proof && proof.error().verdict != Verdict::UnknownKey;
        if (!is_lost || content.is_current)
            kept.push_back({content, proof.has_value(), marks.contains(content.version)});
        else if (auto removed = m_files.remove(content.database.parent_path()); !removed)
            return removed;
    }
    std::stable_sort(kept.begin(), kept.end(), [](const Kept& one, const Kept& other) {
        if (one.content.is_current != other.content.is_current)
            return one.content.is_current;
        if (one.is_proven != other.is_proven)
            return one.is_proven;
        return one.is_rolled_back < other.is_rolled_back;
    });
    for (std::size_t index = kKeptVersions; index < kept.size(); ++index) {
        if (auto removed = m_files.remove(kept[index].content.database.parent_path()); !removed)
            return removed;
    }
    return {};
}

} // namespace db::update
