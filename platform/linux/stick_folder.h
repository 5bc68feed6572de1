// For development: each folder in a folder is a USB stick, installed by child processes of ours.
#pragma once
#include "platform/linux/background_thread.h"
#include "platform/linux/linux_platform.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>

namespace platform {

class StickQueue;

/// Looks at `options.stick_folder` four times a second from a thread of its own. A folder in it is a stick; it counts
/// as plugged in when it appears and anew when its kiosk/roles.db.minisig or kiosk/logs.request.minisig changes. Each
/// is installed by `roledb install`, and where it asks for the logs they are written by `kiosk-logs collect`; one stick
/// after the other. A stick that is gone gets a moment for its work to notice that itself, then the work is ended.
class StickFolder {
public:
    /// How long a program gets whose stick was pulled out.
    static constexpr std::chrono::milliseconds kTimeToNotice{3000};

    /// `queue` must live longer.
    StickFolder(LinuxOptions options, StickQueue& queue, std::chrono::milliseconds time_to_notice = kTimeToNotice);
    /// Ends work that runs; that takes half a second at the most.
    ~StickFolder();
    StickFolder(const StickFolder&) = delete;
    StickFolder& operator=(const StickFolder&) = delete;
    StickFolder(StickFolder&&) = delete;
    StickFolder& operator=(StickFolder&&) = delete;

    /// The stick that was plugged in last and is still there. From any thread.
    [[nodiscard]] std::optional<std::filesystem::path> newest() const;

private:
    struct Shared;
    std::unique_ptr<Shared> m_shared;
    std::unique_ptr<BackgroundThread> m_thread;
};

} // namespace platform
