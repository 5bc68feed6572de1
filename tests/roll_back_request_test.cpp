#include "platform/roll_back_request.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <sys/stat.h>

using namespace platform;
namespace fs = std::filesystem;

namespace {

const std::string kId = "0123456789abcdef0123456789abcdef";

std::string with_id(const std::string& more) {
    return "{\"id\":\"" + kId + "\"" + more + "}";
}

} // namespace

TEST_CASE("a request and its answer come back as they were") {
    for (const std::optional<std::int64_t> version : {std::optional<std::int64_t>(), {0}, {11}}) {
        const RollBackRequest request{kId, version};
        CHECK(parse_roll_back_request(format_roll_back_request(request)) == request);
    }
    for (const RollBackAnswer& answer : {RollBackAnswer{kId, 0, {}}, RollBackAnswer{kId, 11, {}},
                                         RollBackAnswer{kId, 0, "version 9 is not kept here: \"11\", ü"}})
        CHECK(parse_roll_back_answer(format_roll_back_answer(answer)) == answer);
    CHECK(format_roll_back_request({kId, std::nullopt}) == with_id("") + "\n");
    const std::string longest = format_roll_back_answer({kId, 0, std::string(100'000, '\1')});
    CHECK(parse_roll_back_answer(longest).has_value());
}

TEST_CASE("each request has an id of its own") {
    const std::string id = new_request_id();
    CHECK(id.size() == 32);
    CHECK(parse_roll_back_request(format_roll_back_request({id, 1})).has_value());
    CHECK(id != new_request_id());
}

TEST_CASE("what is not exactly a request or an answer is none") {
    CHECK(parse_roll_back_request(with_id("")));
    for (const std::string& text :
         {std::string(), std::string("{}"), std::string("[]"), std::string("null"), std::string("{\"id\":"),
          with_id(",\"version\":-1"), with_id(",\"version\":\"1\""), with_id(",\"version\":1.0"),
          with_id(",\"version\":null"), with_id(",\"version\":18446744073709551615"), with_id(",\"more\":1"),
          with_id("") + "{}", std::string(R"({"id":12})"), std::string(R"({"id":""})"),
          std::string(R"({"id":"0123456789ABCDEF0123456789ABCDEF"})"),
          std::string(R"({"id":"../../../../../../etc/x/0123456789"})"),
          std::string(R"({"id":"0123456789abcdef0123456789abcde\u0000"})"), with_id(std::string(1100, ' '))}) {
        CAPTURE(text);
        CHECK_FALSE(parse_roll_back_request(text));
        CHECK_FALSE(parse_roll_back_answer(text));
    }
    for (const std::string& text : {with_id(""), with_id(",\"problem\":\"\""), with_id(",\"problem\":1"),
                                    with_id(",\"version\":1,\"problem\":\"x\""), with_id(std::string(5000, ' '))})
        CHECK_FALSE_MESSAGE(parse_roll_back_answer(text), text);
}

TEST_CASE("files are replaced as a whole, readable for everybody whatever the umask is") {
    const test::ScratchFolder scratch;
    const mode_t before = umask(0077);
    CHECK(write_roll_back_request(scratch.path(), {kId, 11}));
    CHECK(write_roll_back_request(scratch.path(), {kId, 12}));
    umask(before);
    const fs::path file = roll_back_file(scratch.path());
    CHECK(read_roll_back_request(file) == RollBackRequest{kId, 12});
    CHECK((fs::status(file).permissions() & fs::perms::mask) == fs::perms{0644});
    CHECK(std::distance(fs::directory_iterator(scratch.path()), {}) == 1);
    CHECK(write_roll_back_answer(scratch.path(), {kId, 11, {}}));
    CHECK(read_roll_back_answer(file) == RollBackAnswer{kId, 11, {}});
    CHECK_FALSE(write_roll_back_answer(scratch.path() / "none", {kId, 11, {}}));
    fs::create_directories(scratch.path() / "blocked" / "roll-back.json" / "x");
    CHECK_FALSE(write_roll_back_request(scratch.path() / "blocked", {kId, 11}));
    CHECK(std::distance(fs::directory_iterator(scratch.path() / "blocked"), {}) == 1);
}

TEST_CASE("a request that is a link, a pipe, a folder or too long is none, and is waited for by nobody") {
    const test::ScratchFolder scratch;
    const fs::path good = scratch.path() / "good";
    std::ofstream(good) << with_id("");
    REQUIRE(read_roll_back_request(good));
    const fs::path file = scratch.path() / "roll-back.json";
    CHECK_FALSE(read_roll_back_request(file));
    fs::create_symlink(good, file);
    CHECK_FALSE(read_roll_back_request(file));
    fs::remove(file);
    REQUIRE(mkfifo(file.c_str(), 0666) == 0);
    CHECK_FALSE(read_roll_back_request(file));
    fs::remove(file);
    fs::create_directory(file);
    CHECK_FALSE(read_roll_back_request(file));
    fs::remove(file);
    CHECK_FALSE(read_roll_back_request("/dev/zero"));
    std::ofstream(file) << with_id("") << std::string(1100, ' ');
    CHECK_FALSE(read_roll_back_request(file));
    fs::resize_file(file, 1024);
    CHECK(read_roll_back_request(file));
    fs::resize_file(file, std::uintmax_t{10} << 30U);
    CHECK_FALSE(read_roll_back_request(file));
}
