// Sticks that another process installs: its reports, as soon as they are written.
#pragma once
#include "platform/linux/background_thread.h"

#include <filesystem>

namespace platform {

class StickQueue;

/// Watches the folder of `write_stick_report`, and the folders in it, from a thread of its own: see ReportReader. None
/// need exist yet. What lies there at the start is new: a stick may have been in its place before the kiosk ran.
class StickReportsFolder {
public:
    /// `queue` must live longer.
    StickReportsFolder(std::filesystem::path folder, StickQueue& queue);

private:
    BackgroundThread m_thread;
};

} // namespace platform
