#include "platform/linux/first_picture.h"
#include "platform/linux/save_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <system_error>
#include <vector>

namespace platform {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> kept_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->path().filename().string().starts_with("first-picture-"))
            found.push_back(entry->path());
    return found;
}

bool has_size(const fs::path& file, std::size_t bytes) {
    std::error_code failed;
    return fs::file_size(file, failed) == bytes && !failed;
}

} // namespace

std::string picture_name(const PictureKey& key) {
    std::string language(key.language);
    std::ranges::replace_if(
        language, [](unsigned char letter) { return std::isalnum(letter) == 0; }, '_');
    return fmt::format("first-picture-{}x{}-{}-{}-{}-{}", key.width, key.height, key.rotation, language,
                       key.content_version, key.program_version);
}

std::string rgb565_of(std::string_view pixels, int width) {
    static constexpr std::array<std::array<unsigned, 4>, 4> kOrder{
        {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}};
    const auto columns = static_cast<std::size_t>(width);
    std::string packed;
    packed.reserve(pixels.size() / 2);
    for (std::size_t pixel = 0; pixel < pixels.size() / 4; ++pixel) {
        const unsigned threshold = (2 * kOrder[pixel / columns % 4][pixel % columns % 4] + 1) * 255 / 32;
        const auto level = [&](std::size_t channel, unsigned highest) {
            return (static_cast<unsigned char>(pixels[pixel * 4 + channel]) * highest + threshold) / 255;
        };
        const unsigned word = level(2, 31) << 11U | level(1, 63) << 5U | level(0, 31);
        packed.push_back(static_cast<char>(word & 0xffU));
        packed.push_back(static_cast<char>(word >> 8U));
    }
    return packed;
}

bool keep_picture(const fs::path& folder, const PictureKey& key, std::string_view pixels) {
    const std::string name = picture_name(key);
    const fs::path whole = folder / (name + ".bgrx");
    const fs::path packed = folder / (name + ".rgb565");
    const bool is_there = has_size(whole, pixels.size()) && has_size(packed, pixels.size() / 2);
    std::error_code failed;
    for (const fs::path& old : kept_in(folder)) // before the new one comes: the disk may be nearly full
        if (!is_there || (old != whole && old != packed))
            fs::remove(old, failed);
    return is_there
           || (save_file(whole, pixels).reason.empty()
               && save_file(packed, rgb565_of(pixels, key.width)).reason.empty());
}

} // namespace platform
