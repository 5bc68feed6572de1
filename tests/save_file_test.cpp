#include "platform/linux/save_file.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>

using namespace platform;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("a file is written whole, for its owner alone, and nothing is left beside it") {
    const test::ScratchFolder scratch;
    const fs::path file = scratch.path() / "setup.toml";
    const mode_t before = umask(0);
    CHECK(save_file(file, "one = 1\n").reason.empty());
    umask(before);
    CHECK(content(file) == "one = 1\n");
    CHECK((fs::status(file).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(save_file(file, "two = 2\n", Readers::Group).reason.empty());
    CHECK(content(file) == "two = 2\n");
    CHECK((fs::status(file).permissions() & fs::perms::mask) == fs::perms{0640});
    CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 1);
}

TEST_CASE("what a cut plug left does not stand in the way, also a link to elsewhere") {
    const test::ScratchFolder scratch;
    std::ofstream(scratch.path() / "other") << "keep";
    fs::create_symlink(scratch.path() / "other", scratch.path() / ".setup.toml.new");
    CHECK(save_file(scratch.path() / "setup.toml", "x").reason.empty());
    CHECK(content(scratch.path() / "other") == "keep");
    CHECK(content(scratch.path() / "setup.toml") == "x");
    CHECK_FALSE(fs::is_symlink(scratch.path() / "setup.toml"));
}

TEST_CASE("a file that cannot be written says why, and the old one stays") {
    const test::ScratchFolder scratch;
    CHECK(save_file(scratch.path() / "none" / "setup.toml", "x").reason == "no_folder");
    std::ofstream(scratch.path() / "file") << "old";
    CHECK(save_file(scratch.path() / "file" / "setup.toml", "x").reason == "no_folder");
    fs::create_directory(scratch.path() / "setup.toml");
    const SaveProblem in_the_way = save_file(scratch.path() / "setup.toml", "x");
    CHECK(in_the_way.reason == "disk_failed");
    CHECK(in_the_way.detail.find("setup.toml: cannot be put in place") != std::string::npos);
    CHECK_FALSE(fs::exists(scratch.path() / ".setup.toml.new"));
    CHECK(save_file("/dev/full/x", "x").reason == "no_folder");
    CHECK(save_file("/proc/kiosk-setup.toml", "x").reason == "no_folder");
    CHECK(content(scratch.path() / "file") == "old");
}
