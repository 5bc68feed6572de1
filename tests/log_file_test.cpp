#include "platform/linux/log_file.h"
#include "tests/support/log_support.h"
#include <csignal>
#include <doctest/doctest.h>
#include <sys/resource.h>

using platform::LogFile;
using platform::LogFileLimits;

namespace {

/// Files as large as a disk that is full allows, in this process.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) : m_handler(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    FileSizeLimit(FileSizeLimit&&) = delete;
    FileSizeLimit& operator=(FileSizeLimit&&) = delete;

private:
    rlimit m_before{};
    void (*m_handler)(int);
};

struct LogFileFixture {
    test::ScratchFolder folder;
    test::fs::path path = folder.path() / "kiosk.log";
    LogFileLimits small{.file_bytes = 100, .files = 3};

    [[nodiscard]] test::fs::path rotated(int number) const { return path.string() + "." + std::to_string(number); }
    /// The lines of all files, oldest first.
    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> all;
        for (int number = 9; number >= 0; --number)
            for (std::string& log_line : test::lines_of(number == 0 ? path : rotated(number)))
                all.push_back(std::move(log_line));
        return all;
    }
};

std::string log_line(int number) {
    return fmt::format("line {:>14}", number); // 20 bytes with its end
}

std::vector<std::string> line_range(int first, int last) {
    std::vector<std::string> all;
    for (int number = first; number <= last; ++number)
        all.push_back(log_line(number));
    return all;
}

} // namespace

TEST_CASE_FIXTURE(LogFileFixture, "the newest lines are kept, whole and in order, in no more than their share") {
    LogFile log(path, small);
    for (int number = 1; number <= 100; ++number) {
        REQUIRE(log.write(log_line(number)));
        const auto kept = lines();
        CHECK(kept == line_range(number + 1 - static_cast<int>(kept.size()), number));
        CHECK(kept.size() >= static_cast<std::size_t>(std::min(number, 8)));
        for (const auto& file : test::sorted(folder.path()))
            CHECK(test::fs::file_size(file) <= small.file_bytes);
        CHECK(test::sorted(folder.path()).size() <= 3);
    }
}

TEST_CASE_FIXTURE(LogFileFixture, "a log that was there is gone on with") {
    for (int number = 1; number <= 8; ++number)
        REQUIRE(LogFile(path, small).write(log_line(number)));
    CHECK(lines() == line_range(1, 8));
}

TEST_CASE_FIXTURE(LogFileFixture, "a half log_line of a cut plug does not swallow the next") {
    test::write(path, "{\"event\":\"ses");
    REQUIRE(LogFile(path, small).write(log_line(1)));
    CHECK(test::read(path) == "{\"event\":\"ses\n" + log_line(1) + "\n");
}

TEST_CASE_FIXTURE(LogFileFixture, "a log_line longer than a file has one of its own") {
    LogFile log(path, small);
    const std::string giant(300, 'x');
    REQUIRE(log.write(log_line(1)));
    REQUIRE(log.write(giant));
    REQUIRE(log.write(log_line(2)));
    CHECK(lines() == std::vector<std::string>{log_line(1), giant, log_line(2)});
}

TEST_CASE_FIXTURE(LogFileFixture, "a rotation that a cut plug ended loses nothing, and the next one heals it") {
    for (int missing = 0; missing <= 2; ++missing) {
        CAPTURE(missing);
        const LogFileLimits limits{.file_bytes = 100, .files = 4};
        for (int number = 0; number <= 3; ++number)
            test::fs::remove(number == 0 ? path : rotated(number));
        for (int number = 0; number <= 2; ++number)
            test::write(number == 0 ? path : rotated(number + (number > missing ? 1 : 0)), log_line(3 - number) + "\n");
        if (missing == 0)
            test::fs::rename(path, rotated(1));
        LogFile log(path, limits);
        for (int number = 4; number <= 7; ++number)
            REQUIRE(log.write(log_line(number)));
        CHECK(lines() == line_range(1, 7));
    }
}

TEST_CASE_FIXTURE(LogFileFixture,
                  "a full disk tears a log_line; the next starts on its own, and the file stays bounded") {
    LogFile log(path, {.file_bytes = 1000, .files = 3});
    REQUIRE(log.write(log_line(1)));
    {
        const FileSizeLimit full(30);
        CHECK_FALSE(log.write(log_line(2)));
        CHECK_FALSE(log.write(log_line(3)));
    }
    REQUIRE(log.write(log_line(4)));
    CHECK(lines() == std::vector<std::string>{log_line(1), log_line(2).substr(0, 10), log_line(4)});
}

TEST_CASE_FIXTURE(LogFileFixture, "where the old file cannot make way, lines are refused and it grows no further") {
    test::fs::create_directory(rotated(1));
    test::write(rotated(1) / "in the way", "");
    test::fs::create_directory(rotated(2));
    test::write(rotated(2) / "in the way", "");
    LogFile log(path, small);
    int written = 0;
    for (int number = 1; number <= 20; ++number)
        written += log.write(log_line(number)) ? 1 : 0;
    CHECK(written == 4);
    CHECK(test::fs::file_size(path) <= small.file_bytes);
    test::fs::remove_all(rotated(2));
    test::fs::remove_all(rotated(1));
    REQUIRE(log.write(log_line(21)));
    CHECK(lines() == std::vector<std::string>{log_line(1), log_line(2), log_line(3), log_line(4), log_line(21)});
}

TEST_CASE_FIXTURE(LogFileFixture, "a file that cannot be opened is tried again") {
    const test::fs::path deeper = folder.path() / "later" / "kiosk.log";
    LogFile log(deeper, small);
    CHECK(log.open() == ENOENT);
    CHECK_FALSE(log.write(log_line(1)));
    test::fs::create_directory(deeper.parent_path());
    CHECK(log.write(log_line(2)));
    CHECK(test::lines_of(deeper) == line_range(2, 2));
}
