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
    CHECK(picture_name(key) == "first-picture-4x2-90-pt_BR-12-0.1.0");
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'a')));
    key.content_version = 13;
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'b')));
    CHECK(content(scratch.path() / "first-picture-4x2-90-pt_BR-13-0.1.0.bgrx") == std::string(32, 'b'));
    CHECK(content(scratch.path() / "first-picture-4x2-90-pt_BR-13-0.1.0.rgb565").size() == 16);
    CHECK(content(scratch.path() / "setup.toml") == "keep");
    CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 3);
}

TEST_CASE("what is there already is not written again, but what is torn is") {
    const test::ScratchFolder scratch;
    const PictureKey key{4, 2, 0, "../x", 1, "0.1.0"};
    const fs::path file = scratch.path() / (picture_name(key) + ".bgrx");
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'a')));
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'b')));
    CHECK(content(file) == std::string(32, 'a'));
    fs::resize_file(file, 31);
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'c')));
    CHECK(content(file) == std::string(32, 'c'));
    fs::remove(scratch.path() / (picture_name(key) + ".rgb565"));
    CHECK(keep_picture(scratch.path(), key, std::string(32, 'd')));
    CHECK(content(file) == std::string(32, 'd'));
}

TEST_CASE("all pictures are forgotten, and nothing else is") {
    const test::ScratchFolder scratch;
    std::ofstream(scratch.path() / "setup.toml") << "keep";
    CHECK(forget_pictures(scratch.path()));
    CHECK(keep_picture(scratch.path(), {4, 2, 0, "en", 12, "0.1.0"}, std::string(32, 'a')));
    std::ofstream(scratch.path() / "first-picture-800x480-0-en-3-0.1.0.bgrx") << "of another panel";
    CHECK(forget_pictures(scratch.path()));
    CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 1);
    CHECK(content(scratch.path() / "setup.toml") == "keep");
    fs::create_directories(scratch.path() / "first-picture-1x1" / "x");
    CHECK_FALSE(forget_pictures(scratch.path()));
}

TEST_CASE("at the start only pictures of this content and this program stay") {
    const test::ScratchFolder scratch;
    const auto count = [&] { return std::distance(fs::directory_iterator(scratch.path()), {}); };
    CHECK(keep_picture(scratch.path(), {4, 2, 0, "en", 12, "0.1.0"}, std::string(32, 'a')));
    CHECK(forget_pictures_of_others(scratch.path(), 12, "0.1.0"));
    CHECK(count() == 2);
    CHECK(forget_pictures_of_others(scratch.path(), 2, "0.1.0"));
    CHECK(count() == 0);
    CHECK(keep_picture(scratch.path(), {4, 2, 0, "en", 12, "0.1.0"}, std::string(32, 'a')));
    CHECK(forget_pictures_of_others(scratch.path(), 12, "0.2.0"));
    CHECK(count() == 0);
}

TEST_CASE("the keeper does all of it in order, also what waits when it ends") {
    const test::ScratchFolder scratch;
    {
        PictureKeeper keeper(scratch.path());
        keeper.keep({4, 2, 0, "en", 12, "0.1.0"}, std::string(32, 'a'));
        keeper.forget();
        keeper.keep({4, 2, 0, "en", 13, "0.1.0"}, std::string(32, 'b'));
        keeper.forget_others(13, "0.1.0");
    }
    CHECK(content(scratch.path() / "first-picture-4x2-0-en-13-0.1.0.bgrx") == std::string(32, 'b'));
    CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 2);
    { PictureKeeper(scratch.path()).forget(); }
    CHECK(fs::is_empty(scratch.path()));
    PictureKeeper nowhere{fs::path()};
    nowhere.forget();
}

TEST_CASE("two bytes a pixel hold red, green and blue, ends whole and the middle in the mean") {
    CHECK(rgb565_of(std::string("\0\0\xff\0\0\xff\0\0\xff\0\0\0\xff\xff\xff\0\0\0\0\0", 20), 5)
          == std::string("\x00\xf8\xe0\x07\x1f\x00\xff\xff\x00\x00", 10));
    const std::string grey = rgb565_of(std::string(4 * 16, '\x84'), 4); // 132 of 255: 16.05 of 31, 32.6 of 63
    unsigned blue = 0;
    unsigned green = 0;
    for (std::size_t pixel = 0; pixel < 16; ++pixel) {
        const unsigned word = static_cast<unsigned char>(grey[pixel * 2])
                              | static_cast<unsigned>(static_cast<unsigned char>(grey[pixel * 2 + 1])) << 8U;
        blue += word & 31U;
        green += word >> 5U & 63U;
    }
    CHECK(blue == 16 * 16 + 1);
    CHECK(green == 32 * 16 + 10);
}

TEST_CASE("without a folder nothing is kept, and that is told") {
    CHECK_FALSE(keep_picture("/nonexistent/folder", {4, 2, 0, "en", 1, "0.1.0"}, "xxxx"));
}
