// Counts the runs of a kiosk across power cuts, and tells how the one before ended.
#pragma once
#include "platform/linux/file_descriptor.h"
#include "platform/logs/events.h"
#include "platform/logs/run_notes.h"
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace platform {

/// The mark of this run in a folder of the kiosk, from construction until goodbye(). A second kiosk beside this one,
/// with the same folder, leaves no mark. Blocks on the disk: construct and say goodbye outside the frame loop.
class RunMarker {
public:
    /// Makes the folder where it is missing. A mark that is missing or damaged tells of no run before.
    /// `problem` says for staff why no mark could be left; the run goes on without.
    RunMarker(std::filesystem::path state, std::string boot_id, std::string& problem);

    /// The number of this run; 0: not known.
    [[nodiscard]] std::int64_t starts() const { return m_mark.starts; }
    /// Crashed or PowerLost where the run before said no goodbye.
    [[nodiscard]] const std::optional<logs::Event>& end_before() const { return m_end_before; }
    /// The program ends on purpose. Once.
    void goodbye();

private:
    void look_back(const logs::RunMark& before);

    std::filesystem::path m_state;
    FileDescriptor m_lock;
    logs::RunMark m_mark;
    std::optional<logs::Event> m_end_before;
};

} // namespace platform
