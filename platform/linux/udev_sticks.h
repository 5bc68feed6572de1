// USB disks that come and go, as udev tells.
#pragma once
#include "platform/linux/background_thread.h"
#include "platform/stick_report.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

struct udev;
struct udev_monitor;

namespace platform {

class StickQueue;

/// What udev says about one block device.
struct BlockDeviceEvent {
    std::string action;    ///< "add", "change", "remove"; there are others
    std::string name;      ///< "sda1"
    std::string subsystem; ///< "block"
    std::string kind;      ///< DEVTYPE: "disk", "partition"
    std::string bus;       ///< ID_BUS: "usb"
    std::string usage;     ///< ID_FS_USAGE: "filesystem", "raid", "crypto"; empty where nothing was found
};

/// Turns events into reports: a file system on USB is noticed once; it is removed when it goes, whatever udev still
/// knows about it then. Use from one thread.
class UsbDisks {
public:
    [[nodiscard]] std::optional<StickReport> take(const BlockDeviceEvent& event);

private:
    std::set<std::string> m_present;
    std::int64_t m_sequence = 0;
};

/// Listens to udev from a thread of its own. Says nothing about what was plugged in before.
class UdevSticks {
public:
    /// `queue` must live longer. Where udev does not run or may not be heard, nothing comes and `problem` says why.
    UdevSticks(StickQueue& queue, std::string& problem);
    ~UdevSticks();
    UdevSticks(const UdevSticks&) = delete;
    UdevSticks& operator=(const UdevSticks&) = delete;
    UdevSticks(UdevSticks&&) = delete;
    UdevSticks& operator=(UdevSticks&&) = delete;

private:
    udev* m_udev = nullptr;
    udev_monitor* m_monitor = nullptr;
    std::unique_ptr<BackgroundThread> m_thread;
};

} // namespace platform
