#include "platform/logs/upload/sender.h"
#include "platform/logs/upload/state_file.h"
#include "tests/support/scratch_folder.h"
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

using namespace platform::logs::upload;

namespace {

constexpr const char* kCursor = "s=2977954b1d15492c8f85141c8277fde0;i=5;b=5c0e0000000000000000000000000001;m=3ed;"
                                "t=6445941624005;x=b38c081f665bbb5a";

struct StateFile {
    test::ScratchFolder folder;
    [[nodiscard]] std::filesystem::path path() const { return folder / "upload.state"; }
    [[nodiscard]] std::string read(const std::string& text) const {
        std::ofstream(path(), std::ios::binary) << text;
        return read_position(path());
    }
};

} // namespace

TEST_CASE("a position is read as it was written, by us and by the uploader") {
    const StateFile file;
    CHECK(read_position(file.path()).empty());
    REQUIRE(write_position(file.path(), kCursor));
    CHECK(read_position(file.path()) == kCursor);
    CHECK(file.read(std::string("# This is private data. Do not parse.\nLAST_CURSOR=") + kCursor + "\n") == kCursor);
}

TEST_CASE("a damaged state file is no position") {
    const StateFile file;
    const std::string whole = std::string("LAST_CURSOR=") + kCursor + "\n";
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK_MESSAGE(file.read(whole.substr(0, size)).empty(), size);
    CHECK(file.read("LAST_CURSOR=garbage\n").empty());
    CHECK(file.read(std::string(20000, '\0')).empty());
    CHECK(file.read("LAST_CURSOR=" + std::string(20000, 's') + "\n").empty());
    CHECK(file.read(std::string("X") + whole).empty());
    CHECK(file.read(std::string("LAST_CURSOR=") + kCursor + ";y=1\n").empty());
}

TEST_CASE("a position that can't be kept is told with the file") {
    const auto outcome = write_position("/nowhere/upload.state", kCursor);
    REQUIRE(!outcome);
    CHECK(outcome.error().reason == "disk_failed");
    CHECK(outcome.error().detail.find("/nowhere/upload.state") != std::string::npos);
}

TEST_CASE("slices go to where the uploader sends to") {
    CHECK(endpoint_of("https://logs.example") == "https://logs.example:19532/upload");
    CHECK(endpoint_of("https://logs.example:443/") == "https://logs.example:443/upload");
    CHECK(endpoint_of("https://[fd00::1]") == "https://[fd00::1]:19532/upload");
    CHECK(endpoint_of("https://[fd00::1]:443") == "https://[fd00::1]:443/upload");
}
