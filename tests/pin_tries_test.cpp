#include "platform/linux/pin_tries.h"
#include "tests/support/log_support.h"

#include <doctest/doctest.h>

using namespace platform;

TEST_CASE("the number of tries comes back, and one that was never stored is 0") {
    const test::ScratchFolder scratch;
    CHECK(read_wrong_pins(scratch.path()) == 0);
    CHECK(read_wrong_pins(scratch.path() / "none") == 0);
    for (const std::int64_t count : {1, 4711, 0}) {
        CHECK(store_wrong_pins(scratch.path(), count).reason.empty());
        CHECK(read_wrong_pins(scratch.path()) == count);
    }
    CHECK(std::distance(test::fs::directory_iterator(scratch.path()), {}) == 1);
}

TEST_CASE("what was damaged is not taken for no tries at all") {
    const test::ScratchFolder scratch;
    const test::fs::path file = scratch.path() / "wrong-pins";
    REQUIRE(store_wrong_pins(scratch.path(), 12).reason.empty());
    const std::string whole = test::read(file);
    for (const std::string& text :
         {std::string(), whole.substr(0, whole.size() - 1), whole.substr(0, 5), whole + "0\n", std::string(100, '0'),
          std::string("kiosk-wrong-pins-1 -1\n"), std::string("kiosk-wrong-pins-1 99999999999999999999\n"),
          std::string("kiosk-wrong-pins-1 \n")}) {
        test::write(file, text);
        CHECK_FALSE_MESSAGE(read_wrong_pins(scratch.path()), text);
    }
    test::fs::remove(file);
    test::fs::create_directory(file);
    CHECK_FALSE(read_wrong_pins(scratch.path()));
    CHECK_FALSE(store_wrong_pins(scratch.path(), 1).reason.empty());
    test::fs::remove(file);
    test::fs::create_symlink("nowhere", file);
    CHECK_FALSE(read_wrong_pins(scratch.path()));
    CHECK(store_wrong_pins(scratch.path(), 1).reason.empty());
    CHECK(read_wrong_pins(scratch.path()) == 1);
}
