#include "platform/linux/time_zones.h"
#include "tests/support/scratch_folder.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <random>

using namespace platform;

namespace {

constexpr std::int64_t kWinter = 1'700'000'000; // 2023-11-14
constexpr std::int64_t kSummer = 1'690'000'000; // 2023-07-22

/// A number of 4 or 8 bytes as the file has it.
std::string big(std::int64_t value, int bytes) {
    std::string text;
    for (int byte = bytes - 1; byte >= 0; --byte)
        text += static_cast<char>((static_cast<std::uint64_t>(value) >> (8U * static_cast<unsigned>(byte))) & 0xffU);
    return text;
}

/// A file whose second part changes from +1 h to +2 h at time 1000.
std::string zone_file(const std::string& footer) {
    const std::string header = "TZif2" + std::string(15, '\0');
    const std::string counts_1 = big(0, 4) + big(0, 4) + big(0, 4) + big(0, 4) + big(1, 4) + big(1, 4);
    const std::string counts_2 = big(0, 4) + big(0, 4) + big(0, 4) + big(1, 4) + big(2, 4) + big(1, 4);
    const std::string type_1 = big(3600, 4) + std::string(2, '\0');
    const std::string type_2 = big(7200, 4) + std::string(2, '\0');
    return header + counts_1 + type_1 + std::string(1, '\0') + header + counts_2 + big(1000, 8) + "\x01" + type_1
           + type_2 + std::string(1, '\0') + "\n" + footer + "\n";
}

struct ZoneFolder {
    test::ScratchFolder scratch;
    ZoneFolder() {
        std::ofstream(scratch.path() / "zone.tab") << "# a remark\nNL\t+5222+00454\tEurope/Amsterdam\n"
                                                      "ES\t+4024-00341\tEurope/Madrid\tSpain (mainland)\n"
                                                      "AR\t-3436-05827\tAmerica/Argentina/Buenos_Aires\nbroken\n";
        std::filesystem::create_directory(scratch.path() / "Europe");
        std::ofstream(scratch.path() / "Europe" / "Madrid") << zone_file("CET-1");
        std::ofstream(scratch.path() / "Europe" / "letter") << "Dear editor";
    }
};

} // namespace

TEST_CASE("the names are those of the table, by the alphabet") {
    const ZoneFolder folder;
    CHECK(time_zone_names(folder.scratch.path())
          == std::vector<std::string>{"America/Argentina/Buenos_Aires", "Europe/Amsterdam", "Europe/Madrid"});
    CHECK(time_zone_names("/nonexistent").empty());
}

TEST_CASE("a zone is a file of its kind within the folder") {
    const ZoneFolder folder;
    CHECK(is_time_zone("Europe/Madrid", folder.scratch.path()));
    for (const char* name :
         {"", "Europe", "Europe/letter", "Europe/Nowhere", "../Europe/Madrid", "zone.tab", "/etc/passwd"})
        CHECK_FALSE_MESSAGE(is_time_zone(name, folder.scratch.path()), name);
}

TEST_CASE("the nearest zone is found by its name or by its city") {
    const ZoneFolder folder;
    CHECK(nearest_time_zone("Europe/Madird", folder.scratch.path()) == "Europe/Madrid");
    CHECK(nearest_time_zone("Amsterdam", folder.scratch.path()) == "Europe/Amsterdam");
    CHECK(nearest_time_zone("America/Buenos_Aires", folder.scratch.path()) == "America/Argentina/Buenos_Aires");
    CHECK(nearest_time_zone("utc", folder.scratch.path()) == "UTC");
    CHECK(nearest_time_zone("Europe/Madird", "/nonexistent").empty());
}

TEST_CASE("the machine's own zone is what its link names") {
    const test::ScratchFolder scratch;
    CHECK(own_time_zone(scratch.path() / "none").empty());
    std::filesystem::create_symlink("../usr/share/zoneinfo/Asia/Tokyo", scratch.path() / "tokyo");
    std::filesystem::create_symlink("/usr/share/zoneinfo/Etc/UTC", scratch.path() / "utc");
    std::filesystem::create_symlink("/elsewhere", scratch.path() / "odd");
    CHECK(own_time_zone(scratch.path() / "tokyo") == "Asia/Tokyo");
    CHECK(own_time_zone(scratch.path() / "utc") == "UTC");
    CHECK(own_time_zone(scratch.path() / "odd").empty());
}

TEST_CASE("the offset is that of the last change before the time") {
    CHECK(utc_offset_s(zone_file("CET-1"), 999) == 3600);
    CHECK(utc_offset_s(zone_file("CET-1"), 1000) == 7200);
    CHECK(utc_offset_s(zone_file("CET-1"), kWinter) == 7200);
    CHECK(utc_offset_s(zone_file("CET-1CEST,M3.5.0,M10.5.0/3"), 999) == 3600);
    CHECK_FALSE_MESSAGE(utc_offset_s(zone_file("CET-1CEST,M3.5.0,M10.5.0/3"), 1000), "the file leaves it to a rule");
}

TEST_CASE("what is cut or altered is no zone, and never read beyond its end") {
    const std::string whole = zone_file("CET-1");
    for (std::size_t size = 0; size < whole.size() - 7; ++size)
        CHECK_FALSE(utc_offset_s(std::string_view(whole).substr(0, size), 0));
    std::mt19937 random(7);
    for (int round = 0; round < 20'000; ++round) {
        std::string text = whole;
        for (int change = 0; change < 3; ++change)
            text[random() % text.size()] = static_cast<char>(random());
        (void)utc_offset_s(text, static_cast<std::int64_t>(random()));
    }
}

TEST_CASE("the zones of this machine are known" * doctest::skip(time_zone_names().empty())) {
    const auto offset = [](const char* zone, std::int64_t time) { return utc_offset_s(zone, kZoneFolder, time); };
    CHECK(offset("Europe/Madrid", kWinter) == 3600);
    CHECK(offset("Europe/Madrid", kSummer) == 7200);
    CHECK(offset("America/New_York", kWinter) == -18'000);
    CHECK(offset("Asia/Kolkata", kSummer) == 19'800);
    CHECK(offset("UTC", kSummer) == 0);
    const auto names = time_zone_names();
    CHECK(std::ranges::is_sorted(names));
    CHECK(names.size() > 300);
    for (const std::string& name : names)
        CHECK_MESSAGE(offset(name.c_str(), kWinter).has_value(), name);
}
