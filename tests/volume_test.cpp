#include "platform/linux/volume.h"
#include "tests/support/scratch_folder.h"

#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

using namespace platform;

TEST_CASE("percent and decibels lead to each other, from silence to the most") {
    // A Raspberry Pi's headphones, a USB speaker, a card with a narrow range.
    for (const DecibelRange range : {DecibelRange{-10239, 400}, DecibelRange{-2837, -20}, DecibelRange{-1200, 0}}) {
        CHECK(percent_of(range.least, range) == 0);
        CHECK(percent_of(range.most, range) == 100);
        CHECK(hundredths_of(0, range) == range.least);
        CHECK(hundredths_of(100, range) == range.most);
        CHECK(hundredths_of(-5, range) == range.least);
        CHECK(hundredths_of(200, range) == range.most);
        for (int percent = 0; percent <= 100; ++percent)
            CHECK(percent_of(hundredths_of(percent, range), range) == percent);
    }
}

TEST_CASE("half way is near 18 dB below the most, not half of the decibels") {
    const long half = hundredths_of(50, {-10239, 400});
    CHECK(half > 400 - 1850);
    CHECK(half < 400 - 1700);
}

TEST_CASE("a range that is none gives silence") {
    CHECK(percent_of(5, {5, 5}) == 0);
    CHECK(percent_of(5, {9, 5}) == 0);
}

TEST_CASE("without a sound card there is no volume, and not a word on stderr") {
    const test::ScratchFolder scratch;
    const auto captured = scratch.path() / "stderr";
    setenv("ALSA_CARD", "no-such-card", 1);
    const int real_stderr = dup(STDERR_FILENO);
    REQUIRE(real_stderr >= 0);
    REQUIRE(std::freopen(captured.c_str(), "w", stderr) != nullptr);
    {
        Volume volume;
        CHECK_FALSE(volume.level());
        volume.set_level(50);
        CHECK_FALSE(volume.level());
    }
    std::fflush(stderr);
    dup2(real_stderr, STDERR_FILENO);
    close(real_stderr);
    unsetenv("ALSA_CARD");
    CHECK(std::filesystem::file_size(captured) == 0);
}
