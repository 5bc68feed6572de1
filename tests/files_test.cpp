#include "db/files.h"

#include "tests/support/database_support.h"

#include <sys/stat.h>

using db::ErrorCode;

TEST_CASE("Files are read whole or refused with a reason") {
    const test::ScratchFolder folder;
    test::write(folder / "a", "12345");
    CHECK(db::read_start(folder / "a", 3) == "123");
    CHECK(db::read_start(folder / "a", 9) == "12345");
    CHECK(db::read_whole(folder / "a", 5) == "12345");
    const auto large = db::read_whole(folder / "a", 4);
    REQUIRE_FALSE(large);
    CHECK(large.error().code == ErrorCode::BadContent);
    CHECK(large.error().message.find("make it smaller") != std::string::npos);
    CHECK(db::read_whole(folder / "b", 4).error().code == ErrorCode::NotFound);
    CHECK(db::read_whole(folder / "a" / "b", 4).error().code == ErrorCode::NotFound);
    CHECK(db::read_whole(folder.path(), 4).error().message == "this is a folder, not a file");
}

TEST_CASE("A private copy can be entered by its owner only, and goes away") {
    const test::ScratchFolder folder;
    test::write(folder / "a", "12345");
    test::fs::path path;
    {
        auto copy = db::PrivateCopy::make(folder / "a", 5);
        REQUIRE(copy);
        path = copy->path();
        CHECK(test::read(path) == "12345");
        struct stat status = {};
        REQUIRE(stat(path.parent_path().c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0700);
        REQUIRE(stat(path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        const db::PrivateCopy moved = std::move(*copy);
        CHECK(moved.path() == path);
    }
    CHECK_FALSE(test::fs::exists(path.parent_path()));
    const auto large = db::PrivateCopy::make(folder / "a", 4);
    REQUIRE_FALSE(large);
    CHECK(large.error().code == ErrorCode::Corrupt);
}

TEST_CASE("A file is replaced only when its writer succeeds") {
    const test::ScratchFolder folder;
    test::write(folder / "a", "old");
    const auto failed = db::replace_file(folder / "a", [](const test::fs::path& beside) -> db::Result<void> {
        test::write(beside, "half");
        return db::fail(ErrorCode::Io, "no");
    });
    CHECK(failed.error().message == "no");
    CHECK(test::read(folder / "a") == "old");
    CHECK(db::files_in(folder.path()).size() == 1);
    CHECK(db::replace_file(folder / "a", [](const test::fs::path& beside) { return db::write_file(beside, "new"); }));
    CHECK(test::read(folder / "a") == "new");
    CHECK(db::files_in(folder.path()).size() == 1);
    CHECK_FALSE(db::replace_file(folder / "a", [](const test::fs::path&) { return db::Result<void>(); }));
    CHECK(test::read(folder / "a") == "new");
    CHECK(db::files_in(folder / "none").empty());
}
