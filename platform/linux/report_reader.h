// Reads the folder in which another process puts its reports about sticks.
#pragma once
#include "platform/stick_report.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace platform {

/// Remembers what it has given already. Use from one thread.
class ReportReader {
public:
    /// `folder` may appear, vanish and come again.
    explicit ReportReader(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// What is new since the last call: a report that differs from the last of its file; Removed for one whose file
    /// vanished (unless it ended so itself). What is no report is overlooked. Reports of one file that came between two
    /// calls are replaced by the last.
    [[nodiscard]] std::vector<StickReport> look();

private:
    std::filesystem::path m_folder;
    std::map<std::string, StickReport> m_last; ///< by the name of the file
};

} // namespace platform
