#include "platform/linux/report_reader.h"
#include "platform/linux/small_file.h"

#include <optional>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

namespace platform {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxReportBytes = 65536;
constexpr std::size_t kMaxReports = 64; ///< no machine has more sticks; a folder full of files holds nothing up
constexpr std::size_t kMaxFolders = 8;

struct Listing {
    std::set<std::string> files;   ///< names of reports
    std::set<std::string> folders; ///< names of folders that are no links
};

Listing list(const fs::path& folder) {
    Listing found;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::string name = entry->path().filename().string();
        if (name.front() == '.')
            continue;
        std::error_code unknown;
        if (entry->symlink_status(unknown).type() == fs::file_type::directory && found.folders.size() < kMaxFolders)
            found.folders.insert(std::move(name));
        else if (name.ends_with(".json") && found.files.size() < kMaxReports)
            found.files.insert(std::move(name));
    }
    return found;
}

/// Whether `left` came before `right`, which tells of the same stick. No clock says so: the work on a stick goes from
/// stage to stage, and who goes on counts on.
bool came_before(const StickReport& left, const StickReport& right) {
    return std::tie(left.stage, left.sequence) < std::tie(right.stage, right.sequence);
}

/// What one file says now.
struct Found {
    bool readable = false; ///< false: no report, as of a file that vanished meanwhile
    StickReport report;
};

void read_folder(const fs::path& folder, const std::set<std::string>& files, std::map<std::string, Found>& latest) {
    for (const std::string& name : files) {
        const auto text = read_small_file(folder / name, kMaxReportBytes);
        auto report = text ? parse_stick_report(*text) : std::nullopt;
        Found& found = latest[name];
        if (report && (!found.readable || came_before(found.report, *report)))
            found = {true, std::move(*report)};
    }
}

} // namespace

std::vector<StickReport> ReportReader::look() {
    const Listing here = list(m_folder);
    m_folders.clear();
    std::map<std::string, Found> latest; // by the name of the file
    read_folder(m_folder, here.files, latest);
    // Listed and read one after the other, in the order of their names: see the header.
    for (const std::string& name : here.folders) {
        const fs::path folder = m_folder / name;
        m_folders.push_back(folder);
        read_folder(folder, list(folder).files, latest);
    }
    std::vector<StickReport> fresh;
    for (auto known = m_last.begin(); known != m_last.end();) {
        if (latest.contains(known->first)) {
            ++known;
            continue;
        }
        if (known->second.stage != StickStage::Removed) {
            StickReport& removed = fresh.emplace_back();
            removed.stick = known->second.stick;
            removed.sequence = known->second.sequence + 1;
            removed.stage = StickStage::Removed;
        }
        known = m_last.erase(known);
    }
    for (const auto& [name, found] : latest) {
        if (!found.readable)
            continue;
        const auto [known, is_new] = m_last.try_emplace(name, found.report);
        if (!is_new && known->second == found.report)
            continue;
        known->second = found.report;
        fresh.push_back(found.report);
    }
    return fresh;
}

} // namespace platform
