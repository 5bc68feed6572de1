#include "platform/linux/small_file.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace platform;

TEST_CASE("a file up to its limit is read whole, a longer one not at all") {
    const test::ScratchFolder scratch;
    const auto file = scratch.path() / "file";
    CHECK_FALSE(read_small_file(file, 10));
    std::ofstream(file) << "0123456789";
    CHECK(read_small_file(file, 10) == "0123456789");
    CHECK_FALSE(read_small_file(file, 9));
    CHECK_FALSE(read_small_file(scratch.path(), 10));
    CHECK_FALSE(read_small_file("/dev/zero", 10));
}

TEST_CASE("a number stands alone on the first line") {
    const test::ScratchFolder scratch;
    const auto read = [&](std::string_view text, Base base) {
        std::ofstream(scratch.path() / "number") << text;
        return read_number(scratch.path() / "number", base);
    };
    CHECK(read("48312\n", Base::Ten) == 48312);
    CHECK(read("-5", Base::Ten) == -5);
    CHECK(read("50005\n", Base::Sixteen) == 0x50005);
    CHECK(read("0x50005\n", Base::Sixteen) == 0x50005);
    for (const char* text : {"", "\n", "x", "12 C\n", "0x12\n", "99999999999999999999\n"})
        CHECK_FALSE_MESSAGE(read(text, Base::Ten), text);
    CHECK_FALSE(read_number(scratch.path() / "missing"));
}
