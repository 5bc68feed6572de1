#include "platform/linux/time_zones.h"
#include "platform/edit_distance.h"
#include "platform/linux/small_file.h"

#include <algorithm>
#include <sstream>

namespace platform {
namespace {

constexpr std::size_t kLargestTable = 256 * 1024;
constexpr std::size_t kLargestZone = 64 * 1024;
constexpr std::string_view kMagic = "TZif";
constexpr std::size_t kHeader = 44;
constexpr std::size_t kTypeSize = 6; ///< offset, whether it is summer time, which abbreviation

/// Numbers of a TZif file, most significant byte first. Outside of the text they are 0.
std::int64_t number_at(std::string_view text, std::size_t at, std::size_t bytes) {
    if (at > text.size() || bytes > text.size() - at)
        return 0;
    const bool negative = (static_cast<unsigned char>(text[at]) & 0x80U) != 0;
    std::uint64_t value = negative ? ~std::uint64_t{0} : 0;
    for (std::size_t index = 0; index < bytes; ++index)
        value = (value << 8U) | static_cast<unsigned char>(text[at + index]);
    return static_cast<std::int64_t>(value);
}

/// One of the two parts of a file: the first with times of 4 bytes, the second of 8.
struct Part {
    std::size_t times = 0; ///< how many
    std::size_t types = 0;
    std::size_t begin = 0; ///< of the times
    std::size_t time_size = 4;
    std::size_t end = 0;
};

std::optional<Part> part_at(std::string_view text, std::size_t at, std::size_t time_size) {
    if (at > text.size() || text.size() - at < kHeader || text.substr(at, kMagic.size()) != kMagic)
        return std::nullopt;
    std::size_t counts[6]{};
    for (std::size_t index = 0; index < 6; ++index) {
        const std::int64_t count = number_at(text, at + 20 + 4 * index, 4);
        if (count < 0 || count > static_cast<std::int64_t>(kLargestZone))
            return std::nullopt;
        counts[index] = static_cast<std::size_t>(count);
    }
    const auto [ut, standard, leaps, times, types, letters] =
        std::tuple(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    Part part{times, types, at + kHeader, time_size, 0};
    part.end =
        part.begin + times * (time_size + 1) + types * kTypeSize + letters + leaps * (time_size + 4) + standard + ut;
    if (part.end > text.size() || types == 0)
        return std::nullopt;
    return part;
}

/// The text that says what holds after the last time, if it changes then.
bool goes_on_changing(std::string_view text, const Part& part) {
    return text.substr(part.end).find(',') != std::string_view::npos;
}

std::vector<std::string> names_in(const std::string& table) {
    std::vector<std::string> names;
    std::istringstream lines(table);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream columns(line);
        std::string country;
        std::string place;
        std::string name;
        if (line.empty() || line[0] == '#' || !(columns >> country >> place >> name))
            continue;
        if (name.find('/') != std::string::npos && name.size() <= 64)
            names.push_back(name);
    }
    return names;
}

} // namespace

std::vector<std::string> time_zone_names(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    // zone1970.tab has left out Amsterdam, Oslo and others since 2022: their clocks are the same as their neighbours'.
    for (const char* table : {"zone.tab", "zone1970.tab"})
        if (const auto text = read_small_file(folder / table, kLargestTable); text && names.empty())
            names = names_in(*text);
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

bool is_time_zone(const std::string& name, const std::filesystem::path& folder) {
    const auto is_taken = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_'
               || c == '-' || c == '+';
    };
    if (name.empty() || name.front() == '/' || !std::ranges::all_of(name, is_taken))
        return false;
    const auto text = read_small_file(folder / name, kLargestZone);
    return text && text->starts_with(kMagic);
}

std::string nearest_time_zone(const std::string& name, const std::filesystem::path& folder) {
    const std::string_view city = std::string_view(name).substr(name.rfind('/') + 1);
    std::string best;
    std::size_t fewest = SIZE_MAX;
    std::vector<std::string> names = time_zone_names(folder);
    if (!names.empty())
        names.emplace_back("UTC");
    for (std::string& candidate : names) {
        const std::string_view its_city = std::string_view(candidate).substr(candidate.rfind('/') + 1);
        const std::size_t steps = std::min(edit_distance(name, candidate), edit_distance(city, its_city) + 1);
        if (steps < fewest) {
            fewest = steps;
            best = std::move(candidate);
        }
    }
    return best;
}

std::string own_time_zone(const std::filesystem::path& link) {
    std::error_code failed;
    const std::string target = std::filesystem::read_symlink(link, failed).string();
    constexpr std::string_view kFolder = "zoneinfo/";
    const std::size_t at = target.find(kFolder);
    if (failed || at == std::string::npos)
        return {};
    const std::string name = target.substr(at + kFolder.size());
    return name == "Etc/UTC" ? "UTC" : name;
}

std::optional<std::int64_t> utc_offset_s(std::string_view text, std::int64_t time) {
    std::optional<Part> part = part_at(text, 0, 4);
    if (part && text[4] >= '2')
        part = part_at(text, part->end, 8);
    if (!part)
        return std::nullopt;
    std::size_t passed = 0;
    while (passed < part->times && number_at(text, part->begin + passed * part->time_size, part->time_size) <= time)
        ++passed;
    if (passed == part->times && part->time_size == 8 && goes_on_changing(text, *part))
        return std::nullopt;
    const std::size_t which = part->begin + part->times * part->time_size;
    const auto type =
        passed == 0 ? std::size_t{0} : static_cast<std::size_t>(static_cast<unsigned char>(text[which + passed - 1]));
    if (type >= part->types)
        return std::nullopt;
    return number_at(text, which + part->times + type * kTypeSize, 4);
}

std::optional<std::int64_t> utc_offset_s(const std::string& zone, const std::filesystem::path& folder,
                                         std::int64_t time) {
    if (!is_time_zone(zone, folder))
        return std::nullopt;
    const auto text = read_small_file(folder / zone, kLargestZone);
    return text ? utc_offset_s(std::string_view(*text), time) : std::nullopt;
}

} // namespace platform
