#include "db/authoring/hidden_note.h"

#include "db/hidden_files.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <string>

namespace db::authoring {

void note_hidden_files(const std::filesystem::path& content, const std::vector<std::filesystem::path>& folders,
                       Problems& problems) {
    constexpr std::size_t kMostNames = 20;
    std::map<std::string, int> names;
    for (const std::filesystem::path& folder : folders) {
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
            if (const std::string name = entry.path().filename().string(); is_hidden_file(name))
                ++names[name];
        }
    }
    if (names.empty())
        return;
    std::vector<std::string> listed;
    for (const auto& [name, count] : names) {
        if (listed.size() < kMostNames)
            listed.push_back(count > 1 ? fmt::format("{} ({})", name, count) : name);
    }
    if (names.size() > kMostNames)
        listed.push_back(fmt::format("and {} more", names.size() - kMostNames));
    problems.note(
        content, 0,
        fmt::format("hidden files of the system and of programs are passed over: {}", fmt::join(listed, ", ")));
}

} // namespace db::authoring
