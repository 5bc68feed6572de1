#include "kiosk/ui/font_file.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace kiosk::ui {
namespace {

constexpr std::size_t kDirectoryBytes = 12; // of an OpenType file; an entry of 16 bytes a table follows
constexpr std::size_t kEntryBytes = 16;

std::uint32_t word_at(std::string_view bytes, std::size_t place) {
    std::uint32_t word = 0;
    for (std::size_t index = 0; index < 4; ++index) // zeros stand for what lies behind the end
        word = word << 8U | (place + index < bytes.size() ? static_cast<unsigned char>(bytes[place + index]) : 0U);
    return word;
}

bool is_whole(std::string_view file) {
    const std::uint32_t kind = word_at(file, 0);
    if (file.size() < kDirectoryBytes || (kind != 0x00010000 && kind != 0x4f54544f)) // TrueType or "OTTO"
        return false;
    const std::size_t tables = word_at(file, 4) >> 16U;
    if (tables == 0 || file.size() < kDirectoryBytes + tables * kEntryBytes)
        return false;
    for (std::size_t table = 0; table < tables; ++table) {
        const std::size_t entry = kDirectoryBytes + table * kEntryBytes;
        const std::size_t offset = word_at(file, entry + 8);
        const std::size_t length = word_at(file, entry + 12);
        if (offset > file.size() || length > file.size() - offset)
            return false;
        const std::string_view bytes = file.substr(offset, length);
        std::uint32_t sum = 0;
        for (std::size_t place = 0; place < length; place += 4)
            sum += word_at(bytes, place);
        if (file.substr(entry, 4) == "head") // holds what the whole file's sum lacks, which its own sum leaves out
            sum -= word_at(bytes, 8);
        if (sum != word_at(file, entry + 4))
            return false;
    }
    return true;
}

} // namespace

db::Result<void> check_font_file(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return db::fail(db::ErrorCode::NotFound, "this font is missing: install fonts-inter and fonts-noto-core",
                        path.string());
    const std::string file{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!is_whole(file))
        return db::fail(db::ErrorCode::Corrupt, "this font is damaged: install its package again", path.string());
    return {};
}

} // namespace kiosk::ui
