#include "platform/linux/udev_sticks.h"
#include "platform/stick_queue.h"
#include "tests/support/wait_until.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <linux/netlink.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <thread>
#include <vector>

using namespace platform;

namespace {

BlockDeviceEvent partition(const std::string& action, const std::string& name = "sda1") {
    return {action, name, "block", "partition", "usb", "filesystem"};
}

/// What udevd sends to those who listen. libudev reads this header, then "KEY=value" texts.
struct UdevHeader {
    std::array<char, 8> prefix{'l', 'i', 'b', 'u', 'd', 'e', 'v', '\0'};
    std::uint32_t magic = htonl(0xfeedcafe);
    std::uint32_t header_size = sizeof(UdevHeader);
    std::uint32_t properties_offset = sizeof(UdevHeader);
    std::uint32_t properties_length = 0;
    std::array<std::uint32_t, 4> filters{}; ///< for the kernel's filter, which we do not set
};

/// A thread's own network and /run, in which udev seems to run; only root may make them.
bool enter_own_world() {
    if (unshare(CLONE_NEWNET | CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
        || mount("none", "/run", "tmpfs", 0, nullptr) != 0)
        return false;
    std::filesystem::create_directory("/run/udev");
    std::ofstream("/run/udev/control") << "";
    return true;
}

/// Plays udevd: tells all who listen in this network.
class FakeUdevd {
public:
    FakeUdevd() : m_socket(socket(PF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT)) {}

    void tell(const std::vector<std::string>& properties) const {
        std::string texts;
        for (const std::string& property : properties)
            texts += property + '\0';
        UdevHeader header;
        header.properties_length = static_cast<std::uint32_t>(texts.size());
        std::string message(sizeof header, '\0');
        std::memcpy(message.data(), &header, sizeof header);
        message += texts;
        sockaddr_nl everyone{};
        everyone.nl_family = AF_NETLINK;
        everyone.nl_groups = 2; // of udevd; 1 is the kernel's
        CHECK(sendto(m_socket.get(), message.data(), message.size(), 0, reinterpret_cast<const sockaddr*>(&everyone),
                     sizeof everyone)
              == static_cast<ssize_t>(message.size()));
    }
    void tell_partition(const std::string& action, const std::string& bus) const {
        tell({"ACTION=" + action, "DEVPATH=/devices/platform/usb1/block/sda/sda1", "SUBSYSTEM=block",
              "DEVNAME=/dev/sda1", "DEVTYPE=partition", "SEQNUM=4711", "ID_BUS=" + bus, "ID_FS_USAGE=filesystem",
              "ID_FS_TYPE=vfat"});
    }

private:
    FileDescriptor m_socket;
};

StickReport next_report(StickQueue& queue) {
    std::optional<StickReport> report;
    CHECK(test::wait_until([&] { return (report = queue.take()).has_value(); }));
    return report.value_or(StickReport{});
}

} // namespace

TEST_CASE("a file system on USB is noticed when it comes and removed when it goes") {
    UsbDisks disks;
    auto report = disks.take(partition("add"));
    REQUIRE(report);
    CHECK(report->stick == "sda1");
    CHECK(report->stage == StickStage::Noticed);
    const std::int64_t before = report->sequence;
    report = disks.take(partition("remove"));
    REQUIRE(report);
    CHECK(report->stick == "sda1");
    CHECK(report->stage == StickStage::Removed);
    CHECK(report->sequence > before);
}

TEST_CASE("a stick without partitions counts, and so does one that gets its file system later") {
    UsbDisks disks;
    CHECK(disks.take({"add", "sda", "block", "disk", "usb", "filesystem"}));
    CHECK_FALSE(disks.take({"add", "sdb", "block", "disk", "usb", ""}));
    CHECK(disks.take({"change", "sdb", "block", "disk", "usb", "filesystem"}));
    const auto ejected = disks.take({"change", "sdb", "block", "disk", "usb", ""});
    REQUIRE(ejected);
    CHECK(ejected->stage == StickStage::Removed);
}

TEST_CASE("what is not a file system on USB is no stick") {
    UsbDisks disks;
    CHECK_FALSE(disks.take({"add", "mmcblk0p1", "block", "partition", "", "filesystem"}));
    CHECK_FALSE(disks.take({"add", "sda1", "block", "partition", "ata", "filesystem"}));
    CHECK_FALSE(disks.take({"add", "sda", "block", "disk", "usb", ""}));
    CHECK_FALSE(disks.take({"add", "sda1", "block", "partition", "usb", "crypto"}));
    CHECK_FALSE(disks.take({"add", "event5", "input", "", "usb", "filesystem"}));
    CHECK_FALSE(disks.take({"add", "loop0", "block", "loop", "usb", "filesystem"}));
    CHECK_FALSE(disks.take({"add", "", "block", "partition", "usb", "filesystem"}));
    CHECK_FALSE(disks.take({}));
}

TEST_CASE("a stick is told once, however often udev tells it") {
    UsbDisks disks;
    CHECK(disks.take(partition("add")));
    CHECK_FALSE(disks.take(partition("add")));
    CHECK_FALSE(disks.take(partition("change")));
    CHECK_FALSE(disks.take(partition("bind")));
    CHECK(disks.take(partition("remove")));
    CHECK_FALSE(disks.take(partition("remove")));
    CHECK_FALSE(disks.take(partition("remove", "sdx1")));
    CHECK(disks.take(partition("add")));
}

TEST_CASE("a stick that is pulled out is removed, also where udev has forgotten what it was") {
    UsbDisks disks;
    CHECK(disks.take(partition("add")));
    const auto report = disks.take({"remove", "sda1", "block", "partition", "", ""});
    REQUIRE(report);
    CHECK(report->stage == StickStage::Removed);
}

TEST_CASE("without udev the reason is given, and nothing comes") {
    if (std::filesystem::exists("/run/udev/control"))
        return;
    StickQueue queue;
    std::string problem;
    const UdevSticks sticks(queue, problem);
    CHECK(problem.find("/run/udev/control is missing") != std::string::npos);
    CHECK_FALSE(queue.take());
}

TEST_CASE("what udevd tells over its socket arrives as reports") {
    bool possible = true;
    std::thread([&] {
        if (!(possible = enter_own_world()))
            return;
        StickQueue queue;
        std::string problem;
        const UdevSticks sticks(queue, problem);
        CHECK(problem.empty());
        const FakeUdevd udevd;
        udevd.tell_partition("add", "ata");
        udevd.tell_partition("add", "usb");
        StickReport report = next_report(queue);
        CHECK(report.stick == "sda1");
        CHECK(report.stage == StickStage::Noticed);
        udevd.tell(
            {"ACTION=remove", "DEVPATH=/devices/platform/usb1/block/sda/sda1", "SUBSYSTEM=block", "SEQNUM=4712"});
        report = next_report(queue);
        CHECK(report.stick == "sda1");
        CHECK(report.stage == StickStage::Removed);
        CHECK_FALSE(queue.take());
    }).join();
    if (!possible)
        MESSAGE("skipped: only root may make a network of its own");
}
