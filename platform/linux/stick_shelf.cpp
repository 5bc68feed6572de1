#include "platform/linux/stick_shelf.h"

#include <algorithm>
#include <set>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace platform {
namespace {

namespace fs = std::filesystem;

std::set<std::string> folders_in(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::string name = entry->path().filename().string();
        std::error_code gone;
        if (name.front() != '.' && entry->is_directory(gone))
            names.insert(std::move(name));
    }
    return names;
}

} // namespace

StickShelf::Mark StickShelf::mark_of(const fs::path& file) {
    struct stat about {};
    if (lstat(file.c_str(), &about) != 0)
        return {};
    return {about.st_ino, about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec};
}

StickShelf::Marks StickShelf::marks_of(const fs::path& stick) {
    return {mark_of(stick / "kiosk" / "roles.db.minisig"), mark_of(stick / "kiosk" / "logs.request.minisig")};
}

ShelfChanges StickShelf::look() {
    ShelfChanges changes;
    const std::set<std::string> names = folders_in(m_folder);
    for (auto stick = m_sticks.begin(); stick != m_sticks.end();) {
        if (names.contains(stick->first)) {
            ++stick;
            continue;
        }
        changes.removed.push_back(stick->first);
        stick = m_sticks.erase(stick);
    }
    for (const std::string& name : names) {
        const Marks marks = marks_of(m_folder / name);
        const auto [stick, is_new] = m_sticks.try_emplace(name);
        bool signed_anew = false;
        for (std::size_t i = 0; i < marks.size(); ++i) // a signature that was deleted asks for nothing
            signed_anew = signed_anew || (marks[i] != Mark{} && marks[i] != stick->second.marks[i]);
        stick->second.marks = marks;
        if (!is_new && !signed_anew)
            continue;
        stick->second.turn = ++m_turns;
        changes.plugged_in.push_back(name);
    }
    return changes;
}

std::optional<std::string> StickShelf::newest() const {
    const auto last = std::max_element(m_sticks.begin(), m_sticks.end(), [](const auto& one, const auto& other) {
        return one.second.turn < other.second.turn;
    });
    return last == m_sticks.end() ? std::nullopt : std::optional(last->first);
}

} // namespace platform
