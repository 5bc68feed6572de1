#include "db/update/stick_target.h"

#include <doctest/doctest.h>
#include <string>

namespace {

using db::ErrorCode;
using db::update::find_stick_target;
using db::update::stick_target;
using db::update::StickTarget;

constexpr std::string_view kMounts =
    "23 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
    "24 23 0:21 / /dev/shm rw shared:2 - tmpfs tmpfs rw\n"
    "30 23 8:17 / /media/maria/MY\\040STICK rw,nosuid shared:5 master:1 - vfat /dev/sdb1 rw\n"
    "31 23 8:33 / /media/maria/BIG rw - exfat /dev/sdc1 rw\n"
    "32 23 8:49 / /media/maria/WINDOWS rw - fuseblk /dev/sdd1 rw\n"
    "33 23 8:65 / /run/media/maria/LINUX rw - ext4 /dev/sde1 rw\n"
    "34 23 8:81 / /mnt rw - ntfs3 /dev/sdf1 rw\n";

ErrorCode refusal(const char* folder) {
    const auto target = stick_target(folder, kMounts);
    REQUIRE_FALSE(target);
    return target.error().code;
}

} // namespace

TEST_CASE("the root of a stick that kiosks read is a stick, whatever it is called") {
    CHECK(stick_target("/media/maria/MY STICK", kMounts) == StickTarget::Stick);
    CHECK(stick_target("/media/maria/BIG", kMounts) == StickTarget::Stick);
}

TEST_CASE("a folder of this computer is a folder") {
    for (const char* folder :
         {"/home/maria/stick", "/dev/shm/test", "/dev/shm", "/media", "/media/maria", "/media/maria/MY"})
        CHECK(stick_target(folder, kMounts) == StickTarget::Folder);
    CHECK(stick_target("/home/maria", "") == StickTarget::Folder);
    CHECK(stick_target("/home/maria", "what is\nno mountinfo\n") == StickTarget::Folder);
}

TEST_CASE("file systems that kiosks don't read are refused with the cure") {
    for (const char* folder : {"/media/maria/WINDOWS", "/run/media/maria/LINUX", "/mnt"})
        CHECK(refusal(folder) == ErrorCode::Unsupported);
    CHECK(stick_target("/media/maria/WINDOWS", kMounts).error().message.find("'ntfs'") != std::string::npos);
    CHECK(stick_target("/mnt", kMounts).error().message.find("FAT32 or exFAT") != std::string::npos);
}

TEST_CASE("places in which no kiosk looks are refused, and the right one is named") {
    CHECK(refusal("/") == ErrorCode::BadConfig);
    CHECK(refusal("/media/maria/MY STICK/kiosk") == ErrorCode::BadConfig);
    CHECK(refusal("/home/maria/kiosk") == ErrorCode::BadConfig);
    CHECK(refusal("/media/maria/MY STICK/fair") == ErrorCode::BadConfig);
    CHECK(stick_target("/media/maria/MY STICK/fair", kMounts).error().message.find("/media/maria/MY STICK")
          != std::string::npos);
    CHECK(find_stick_target("/no/such/stick").error().code == ErrorCode::NotFound);
}
