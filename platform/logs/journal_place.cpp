#include "platform/logs/journal_place.h"
#include <algorithm>
#include <fmt/format.h>
#include <system_error>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>
#include <vector>

namespace platform::logs {
namespace {

namespace fs = std::filesystem;

constexpr const char* kJournals = "/var/log/journal"; // where a journal is that outlives a boot
constexpr std::size_t kIdDigits = 32;
constexpr std::size_t kLongestNamespace = 64;

bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_folder_of(const std::string& folder, const std::string& name_space) {
    return folder.size() == kIdDigits + 1 + name_space.size() && folder[kIdDigits] == '.'
           && folder.ends_with(name_space) && std::ranges::all_of(folder.substr(0, kIdDigits), is_alphanumeric);
}

std::string own_folder(const std::string& name_space) {
    sd_id128_t id{}; // zeros where the machine has none
    char text[SD_ID128_STRING_MAX];
    (void)sd_id128_get_machine(&id);
    return fmt::format("{}.{}", sd_id128_to_string(id, text), name_space);
}

} // namespace

bool is_namespace(std::string_view name) {
    return !name.empty() && name.size() <= kLongestNamespace && is_alphanumeric(name.front())
           && std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

fs::path folder_of(const JournalPlace& place) {
    if (place.name_space.empty())
        return place.folder;
    const fs::path top = place.folder.empty() ? fs::path(kJournals) : place.folder;
    fs::path own = top / own_folder(place.name_space);
    std::error_code failed;
    if (place.folder.empty() || fs::is_directory(own, failed))
        return own;
    std::vector<fs::path> found = {};
    for (fs::directory_iterator entry(top, failed), end; !failed && entry != end; entry.increment(failed))
        if (is_folder_of(entry->path().filename().string(), place.name_space))
            found.push_back(entry->path());
    const auto last = std::ranges::max_element(found);
    return last == found.end() ? own : *last;
}

void CloseJournal::operator()(sd_journal* journal) const {
    sd_journal_close(journal);
}

int open_journal(const JournalPlace& place, OpenJournal& journal) {
    sd_journal* opened = nullptr;
    int error = 0;
    if (!place.folder.empty())
        error = sd_journal_open_directory(&opened, folder_of(place).c_str(), 0);
    else if (!place.name_space.empty()) // also what journald had to leave in /run
        error = sd_journal_open_namespace(&opened, place.name_space.c_str(), SD_JOURNAL_LOCAL_ONLY);
    else
        error = sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY);
    if (error >= 0)
        journal.reset(opened);
    return error;
}

std::string text_of(const JournalPlace& place) {
    return (place.folder.empty() ? "the system's journal" : place.folder.string())
           + (place.name_space.empty() ? "" : " (namespace " + place.name_space + ")");
}

} // namespace platform::logs
