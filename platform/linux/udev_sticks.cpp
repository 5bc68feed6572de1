#include "platform/linux/udev_sticks.h"
#include "platform/stick_queue.h"

#include <cerrno>
#include <chrono>
#include <fmt/format.h>
#include <libudev.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace platform {
namespace {

/// libudev listens to silence where no udev runs, without an error.
constexpr const char* kUdevRuns = "/run/udev/control";

struct DeviceDeleter {
    void operator()(udev_device* device) const { udev_device_unref(device); }
};

std::string text_or_empty(const char* text) {
    return text == nullptr ? "" : text;
}

BlockDeviceEvent describe(udev_device* device) {
    const auto property = [&](const char* name) { return text_or_empty(udev_device_get_property_value(device, name)); };
    return {text_or_empty(udev_device_get_action(device)),
            text_or_empty(udev_device_get_sysname(device)),
            text_or_empty(udev_device_get_subsystem(device)),
            text_or_empty(udev_device_get_devtype(device)),
            property("ID_BUS"),
            property("ID_FS_USAGE")};
}

void listen(udev_monitor* monitor, StickQueue& queue, const StopSignal& stop) {
    UsbDisks disks;
    while (!stop.raised()) {
        wait_readable(udev_monitor_get_fd(monitor), stop, std::chrono::minutes(1));
        while (const std::unique_ptr<udev_device, DeviceDeleter> device{udev_monitor_receive_device(monitor)})
            if (auto report = disks.take(describe(device.get())))
                queue.push(std::move(*report));
    }
}

} // namespace

std::optional<StickReport> UsbDisks::take(const BlockDeviceEvent& event) {
    if (event.subsystem != "block" || event.name.empty())
        return std::nullopt;
    const bool holds_files = event.action != "remove" && event.bus == "usb"
                             && (event.kind == "disk" || event.kind == "partition") && event.usage == "filesystem";
    const bool was_there = m_present.contains(event.name);
    if (holds_files == was_there)
        return std::nullopt;
    StickReport report;
    report.stick = event.name;
    report.sequence = ++m_sequence;
    if (holds_files) {
        report.stage = StickStage::Noticed;
        m_present.insert(event.name);
    } else {
        report.stage = StickStage::Removed;
        m_present.erase(event.name);
    }
    return report;
}

UdevSticks::UdevSticks(StickQueue& queue, std::string& problem) {
    if (access(kUdevRuns, F_OK) != 0) {
        problem = fmt::format("{} is missing: udev does not run here, so that no stick is noticed; start it, or name a "
                              "folder with --stick-dir or --stick-reports",
                              kUdevRuns);
        return;
    }
    m_udev = udev_new();
    m_monitor = m_udev == nullptr ? nullptr : udev_monitor_new_from_netlink(m_udev, "udev");
    const int failed = m_monitor == nullptr ? -errno : udev_monitor_enable_receiving(m_monitor);
    if (m_monitor == nullptr || failed < 0) {
        problem = fmt::format("udev cannot be heard ({}), so that no stick is noticed; the service needs AF_NETLINK in "
                              "RestrictAddressFamilies, or --stick-reports in place of this",
                              std::generic_category().message(-failed));
        return;
    }
    m_thread = std::make_unique<BackgroundThread>(
        [&queue, monitor = m_monitor](const StopSignal& stop) { listen(monitor, queue, stop); });
}

UdevSticks::~UdevSticks() {
    m_thread.reset(); // it listens to what follows
    if (m_monitor != nullptr)
        udev_monitor_unref(m_monitor);
    if (m_udev != nullptr)
        udev_unref(m_udev);
}

} // namespace platform
