#include "platform/linux/first_picture.h"
#include "platform/linux/save_file.h"

#include <algorithm>
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

} // namespace

std::string picture_name(const PictureKey& key) {
    std::string language(key.language);
    std::ranges::replace_if(
        language, [](unsigned char letter) { return std::isalnum(letter) == 0; }, '_');
    return fmt::format("first-picture-{}x{}-{}-{}-{}-{}.bgrx", key.width, key.height, key.rotation, language,
                       key.content_version, key.program_version);
}

bool keep_picture(const fs::path& folder, const PictureKey& key, std::string_view pixels) {
    const fs::path wanted = folder / picture_name(key);
    std::error_code failed;
    const bool is_there = fs::file_size(wanted, failed) == pixels.size() && !failed;
    for (const fs::path& old : kept_in(folder)) // before the new one comes: the disk may be nearly full
        if (!is_there || old != wanted)
            fs::remove(old, failed);
    return is_there || save_file(wanted, pixels).reason.empty();
}

} // namespace platform
