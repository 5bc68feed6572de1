// Reads the folder in which other processes put their reports about sticks.
#pragma once
#include "platform/stick_report.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace platform {

/// Remembers what it has given already. Use from one thread.
///
/// Where several users work on a stick, each has a folder of its own below this one, so that none can replace what
/// another reports. Of the reports of one stick the latest counts: the one of the last stage; of these the one that
/// counts further. The folders are read in the order of their names, so their names stand in the order from last to
/// first (collect, install, stick), and who forgets a stick removes the reports from first to last: then a look sees
/// the last report or none, and never an early one again.
class ReportReader {
public:
    /// `folder` may appear, vanish and come again; so may the folders in it. Links to folders are none.
    explicit ReportReader(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// What is new since the last call: a report that differs from the last of its stick; Removed for one whose files
    /// vanished (unless it ended so itself). What is not a report is overlooked. Reports of one stick that came between
    /// two calls are replaced by the last.
    [[nodiscard]] std::vector<StickReport> look();

    /// The folders in `folder` that the last look() has read.
    [[nodiscard]] const std::vector<std::filesystem::path>& folders() const { return m_folders; }

private:
    std::filesystem::path m_folder;
    std::vector<std::filesystem::path> m_folders;
    std::map<std::string, StickReport> m_last; ///< by the name of the file
};

} // namespace platform
