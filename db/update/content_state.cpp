#include "db/update/content_state.h"

#include "db/update/state_folder.h"

#include <algorithm>

namespace db::update {

namespace fs = std::filesystem;

std::vector<InstalledContent> content_to_try(const fs::path& state) {
    const auto current = current_version(state);
    if (!current)
        return {};
    const auto withdrawn = rolled_back_versions(state);
    std::vector<InstalledContent> contents = kept_content(state);
    std::erase_if(contents, [&](const InstalledContent& content) {
        return content.version > *current || (content.version < *current && withdrawn.contains(content.version));
    });
    return contents;
}

std::vector<InstalledContent> kept_content(const fs::path& state) {
    const auto current = current_version(state);
    std::vector<InstalledContent> contents;
    std::error_code error;
    for (fs::directory_iterator entry(state / "content", error), end; !error && entry != end; entry.increment(error)) {
        const auto version = version_of_folder(entry->path().filename().string());
        if (version && is_complete(entry->path()))
            contents.push_back({*version, entry->path() / "roles.db", version == current});
    }
    std::sort(contents.begin(), contents.end(),
              [](const InstalledContent& one, const InstalledContent& other) { return one.version > other.version; });
    return contents;
}

} // namespace db::update
