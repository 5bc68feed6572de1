#include "platform/base/output_file.h"
#include "tests/support/scratch_folder.h"

#include <array>
#include <doctest/doctest.h>
#include <fstream>
#include <sys/stat.h>
#include <vector>

namespace {

namespace fs = std::filesystem;
using platform::output_problem;
using platform::OutputKind;
using test::ScratchFolder;

constexpr OutputKind kPage{"a page", [](std::string_view head) { return head.starts_with("<!doctype html"); }};
constexpr OutputKind kUnknowable{"an export", nullptr};

void put_first_bytes(const fs::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary) << text;
}

} // namespace

TEST_CASE("a file is written where there is none, an empty one, or an older one of its kind") {
    const ScratchFolder folder;
    const fs::path file = folder / "fair.html";
    CHECK_FALSE(output_problem({file, "--html", {}}, kPage));
    put_first_bytes(file, "");
    CHECK_FALSE(output_problem({file, "--html", {}}, kPage));
    put_first_bytes(file, "<!doctype html><title>of last week");
    CHECK_FALSE(output_problem({file, "--html", {}}, kPage));
    CHECK_FALSE(output_problem({"", "--html", {}}, kPage));
    CHECK_FALSE(output_problem({"/dev/null", "--html", {}}, kPage));
    CHECK_FALSE(output_problem({folder / "no" / "such" / "folder", "--html", {}}, kPage));
}

TEST_CASE("a file of another kind is named and kept, whatever it is, unless it is meant") {
    const ScratchFolder folder;
    const fs::path file = folder / "x";
    const std::vector<std::pair<std::string_view, std::string_view>> kinds{
        {"{\"event\":\"started\"}\n", "a log of JSON lines"},
        {"untrusted comment: minisign encrypted secret key\nRWRT", "a secret key"},
        {"untrusted comment: minisign public key 1\nRWRT", "a public key"},
        {"SQLite format 3", "a database"},
        {"LPKSHHRH", "a journal"},
        {"PK\x03\x04", "an archive"},
        {"Dear Maria,\n", "something else"},
    };
    for (const auto& kind : kinds) {
        put_first_bytes(file, kind.first);
        const auto problem = output_problem({file, "--html", {}}, kPage);
        REQUIRE_MESSAGE(problem, std::string(kind.second));
        CHECK_MESSAGE(problem->find(kind.second) != std::string::npos, *problem);
        CHECK(problem->find(file.string()) == 0);
        CHECK(problem->find("--force") != std::string::npos);
        const bool is_key = kind.second.ends_with("key");
        CHECK(output_problem({file, "--html", {}, true}, kPage).has_value() == is_key);
    }
}

TEST_CASE("no half of a key is replaced, whatever its comment says, and --force does not help") {
    const ScratchFolder folder;
    for (const std::string_view key :
         {"untrusted comment: ours\nRWQAAA", "\xEF\xBB\xBFuntrusted comment: minisign secret key\r\nRW",
          "-----BEGIN PRIVATE KEY-----\nMC4C", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3"}) {
        put_first_bytes(folder / "staff.key", key);
        CHECK_MESSAGE(output_problem({folder / "staff.key", "-o", {}, true}, kPage), std::string(key));
    }
}

TEST_CASE("what lies in a folder that is read is not written over, but an older page there is") {
    const ScratchFolder folder;
    put_first_bytes(folder / "log.jsonl", "{\"event\":");
    fs::create_directory(folder / "elsewhere");
    fs::create_hard_link(folder / "log.jsonl", folder / "elsewhere" / "second");
    put_first_bytes(folder / "page.html", "<!doctype html>");
    const std::array<fs::path, 1> inputs{folder.path()};
    CHECK(output_problem({folder / "log.jsonl", "--html", inputs, true}, kPage));
    CHECK_FALSE(output_problem({folder / "page.html", "--html", inputs}, kPage));
    const std::array<fs::path, 1> other{folder / "elsewhere"};
    CHECK_MESSAGE(output_problem({folder / "log.jsonl", "--html", other, true}, kPage), "by its other name");
}

TEST_CASE("a pipe takes what can be streamed, and nothing else") {
    const ScratchFolder folder;
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK_FALSE(output_problem({folder / "pipe", "--html", {}}, kPage));
    CHECK(output_problem({folder / "pipe", "-o", {}}, {"a database", nullptr, false}));
}

TEST_CASE("a file that can't be read is not taken for an empty one") {
    const ScratchFolder folder;
    put_first_bytes(folder / "x", "Dear Maria,\n");
    fs::permissions(folder / "x", fs::perms::none);
    CHECK(output_problem({folder / "x", "-o", {}}, kPage));
}

TEST_CASE("what can't be told from other files is never replaced unasked") {
    const ScratchFolder folder;
    put_first_bytes(folder / "x.jsonl", "{\"event\":\"started\"}\n");
    CHECK(output_problem({folder / "x.jsonl", "-o", {}}, kUnknowable));
    CHECK_FALSE(output_problem({folder / "x.jsonl", "-o", {}, true}, kUnknowable));
}

TEST_CASE("what is read is never written over, by any of its names, though it is of the kind and meant") {
    const ScratchFolder folder;
    const fs::path file = folder / "page.html";
    put_first_bytes(file, "<!doctype html>");
    fs::create_symlink(file, folder / "link");
    fs::create_hard_link(file, folder / "second");
    for (const fs::path& name : {file, folder / "link", folder / "second", folder / "." / "page.html"}) {
        const std::array<fs::path, 2> inputs{folder / "other", name};
        CAPTURE(name);
        CHECK(output_problem({file, "--html", inputs}, kPage));
        CHECK(output_problem({file, "--html", inputs, true}, kPage));
    }
    CHECK_MESSAGE(output_problem({folder.path(), "--html", {}, true}, kPage), "a folder is not a file");
}
