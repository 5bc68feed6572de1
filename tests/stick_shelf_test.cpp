#include "platform/linux/stick_shelf.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace platform;
namespace fs = std::filesystem;
using Names = std::vector<std::string>;

namespace {

void write_file(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

} // namespace

TEST_CASE("folders that appear and vanish are sticks; files and hidden folders are none") {
    const test::ScratchFolder scratch;
    StickShelf shelf(scratch.path());
    CHECK(shelf.look().plugged_in.empty());
    CHECK_FALSE(shelf.newest());
    write_file(scratch.path() / "file", "");
    fs::create_directory(scratch.path() / ".Trash-1000");
    fs::create_directory(scratch.path() / "b");
    CHECK(shelf.look().plugged_in == Names{"b"});
    fs::create_directory(scratch.path() / "a");
    CHECK(shelf.look().plugged_in == Names{"a"});
    CHECK(shelf.look().plugged_in.empty());
    CHECK(shelf.newest() == "a");
    fs::remove(scratch.path() / "a");
    const ShelfChanges changes = shelf.look();
    CHECK(changes.removed == Names{"a"});
    CHECK(changes.plugged_in.empty());
    CHECK(shelf.newest() == "b");
}

TEST_CASE("a new signature counts as plugged in anew; other changes and a deleted one do not") {
    const test::ScratchFolder scratch;
    const fs::path kiosk = scratch.path() / "a" / "kiosk";
    write_file(kiosk / "roles.db", "content");
    write_file(kiosk / "roles.db.minisig", "signature");
    StickShelf shelf(scratch.path());
    CHECK(shelf.look().plugged_in == Names{"a"});
    write_file(kiosk / "roles.db", "other content");
    write_file(scratch.path() / "a" / "holiday.jpg", "");
    CHECK(shelf.look().plugged_in.empty());
    write_file(kiosk / "roles.db.minisig", "other signature");
    CHECK(shelf.look().plugged_in == Names{"a"});
    CHECK(shelf.look().plugged_in.empty());
    write_file(kiosk / "logs.request.minisig", "request");
    CHECK(shelf.look().plugged_in == Names{"a"});
    fs::remove(kiosk / "roles.db.minisig");
    CHECK(shelf.look().plugged_in.empty());
    write_file(kiosk / "roles.db.minisig", "other signature");
    CHECK(shelf.look().plugged_in == Names{"a"});
}

TEST_CASE("a folder that is not there holds no stick until it is") {
    const test::ScratchFolder scratch;
    StickShelf shelf(scratch.path() / "sticks");
    CHECK(shelf.look().plugged_in.empty());
    fs::create_directories(scratch.path() / "sticks" / "a");
    CHECK(shelf.look().plugged_in == Names{"a"});
    fs::remove_all(scratch.path() / "sticks");
    CHECK(shelf.look().removed == Names{"a"});
}
