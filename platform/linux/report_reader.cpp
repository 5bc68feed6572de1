#include "platform/linux/report_reader.h"
#include "platform/linux/small_file.h"

#include <set>
#include <system_error>
#include <utility>

namespace platform {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxReportBytes = 65536;
constexpr std::size_t kMaxReports = 64; ///< no machine has more sticks; a folder full of files holds nothing up

std::set<std::string> report_files(const fs::path& folder) {
    std::set<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        std::string name = entry->path().filename().string();
        if (name.ends_with(".json") && name.front() != '.')
            names.insert(std::move(name));
        if (names.size() >= kMaxReports)
            break;
    }
    return names;
}

} // namespace

std::vector<StickReport> ReportReader::look() {
    std::vector<StickReport> fresh;
    const std::set<std::string> names = report_files(m_folder);
    for (auto known = m_last.begin(); known != m_last.end();) {
        if (names.contains(known->first)) {
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
    for (const std::string& name : names) {
        const auto text = read_small_file(m_folder / name, kMaxReportBytes);
        const auto report = text ? parse_stick_report(*text) : std::nullopt;
        if (!report)
            continue;
        const auto [known, is_new] = m_last.try_emplace(name, *report);
        if (!is_new && known->second == *report)
            continue;
        known->second = *report;
        fresh.push_back(*report);
    }
    return fresh;
}

} // namespace platform
