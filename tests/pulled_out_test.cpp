// A stick that is gone, told by the kernel's list of devices.
#include "db/update/pulled_out.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

using db::update::is_pulled_out;
namespace fs = std::filesystem;

TEST_CASE("a stick is gone when its device is in the list no more") {
    const test::ScratchFolder scratch;
    struct stat status = {};
    REQUIRE(stat(scratch.path().c_str(), &status) == 0);
    const bool lies_on_a_device = major(status.st_dev) != 0;
    const fs::path devices = scratch.path() / "devices";

    CHECK_FALSE(is_pulled_out(scratch.path(), devices)); // no list
    fs::create_directory(devices);
    CHECK_FALSE(is_pulled_out(scratch.path(), devices)); // a list of nothing, as where there is no sysfs
    fs::create_directory(devices / "1:99999");
    CHECK(is_pulled_out(scratch.path(), devices) == lies_on_a_device);
    fs::create_symlink("nowhere", devices / fmt::format("{}:{}", major(status.st_dev), minor(status.st_dev)));
    CHECK_FALSE(is_pulled_out(scratch.path(), devices));
    CHECK_FALSE(is_pulled_out(scratch.path() / "missing", devices));
    CHECK_FALSE(is_pulled_out("/proc", devices)); // on no device
}
