#include "platform/linux/first_picture.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

using namespace platform;
namespace fs = std::filesystem;

namespace {

std::string content(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("the newest picture is the only one, and is named after what it shows") {
    const test::ScratchFolder scratch;
    std::ofstream(scratch.path() / "setup.toml") << "keep";
    PictureKey key{4, 2, 90, "pt-BR", 12, "0.1.0"};
    CHECK(picture_name(key) == "first-picture-4x2-90-pt_BR-12-0.1.0.bgrx");
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'a')));
    key.content_version = 13;
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'b')));
    CHECK(content(scratch.path() / "first-picture-4x2-90-pt_BR-13-0.1.0.bgrx") == std::string(32, 'b'));
    CHECK(content(scratch.path() / "setup.toml") == "keep");
    CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 2);
}

TEST_CASE("what is there already is not written again, but what is torn is") {
    const test::ScratchFolder scratch;
    const PictureKey key{4, 2, 0, "../x", 1, "0.1.0"};
    const fs::path file = scratch.path() / picture_name(key);
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'a')));
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'b')));
    CHECK(content(file) == std::string(32, 'a'));
    fs::resize_file(file, 31);
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'c')));
    CHECK(content(file) == std::string(32, 'c'));
}

TEST_CASE("without a folder nothing is kept, and that is told") {
    CHECK_FALSE(keep_picture("/nonexistent/folder", {4, 2, 0, "en", 1, "0.1.0"}, "xxxx"));
}
