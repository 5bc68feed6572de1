// The chunks of a PNG (ISO/IEC 15948): all lengths and checksums, and the header's size.
#include "platform/pictures/picture.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>
#include <zlib.h>

namespace platform::pictures {
namespace {

constexpr std::string_view kPngSignature = "\x89PNG\r\n\x1a\n";
constexpr std::size_t kChunkFrame = 12; // length, type and checksum

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t place = at; place < at + 4; ++place)
        number = number << 8 | static_cast<unsigned char>(bytes[place]);
    return number;
}

std::uint32_t checksum(std::string_view bytes) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

tl::unexpected<Refusal> refused(std::string_view message) {
    return tl::unexpected(Refusal{std::string(message)});
}

bool is_known_header(std::string_view header) {
    const int depth = header[8];
    const int color = header[9];
    const bool plain_depth = depth == 8 || depth == 16;
    const bool small_depth = depth == 1 || depth == 2 || depth == 4;
    const bool fits = color == 0   ? plain_depth || small_depth
                      : color == 3 ? depth == 8 || small_depth
                                   : (color == 2 || color == 4 || color == 6) && plain_depth;
    return fits && header[10] == 0 && header[11] == 0 && (header[12] == 0 || header[12] == 1);
}

/// Only these are needed for the pixels. The rest may unpack to gigabytes: text, colour profiles.
bool is_drawn(std::string_view type) {
    constexpr std::array<std::string_view, 5> kDrawn{"IHDR", "PLTE", "tRNS", "IDAT", "IEND"};
    return std::find(kDrawn.begin(), kDrawn.end(), type) != kDrawn.end();
}

} // namespace

Result<Picture> examine_png(std::string_view bytes) {
    if (!bytes.starts_with(kPngSignature))
        return refused(kWrongKind);
    Picture picture;
    picture.plain = kPngSignature;
    bool has_pixels = false;
    for (std::size_t at = kPngSignature.size(); bytes.size() - at >= kChunkFrame;) {
        const std::uint32_t length = number_at(bytes, at);
        if (length > bytes.size() - at - kChunkFrame)
            return refused(kCutOff);
        const std::string_view chunk = bytes.substr(at, kChunkFrame + length);
        const std::string_view type = chunk.substr(4, 4);
        const bool is_first = at == kPngSignature.size();
        if (is_first != (type == "IHDR") || (is_first && length != 13))
            return refused(kCutOff);
        const std::string_view data = chunk.substr(8, length);
        if (is_first) {
            if (std::string problem = size_problem(number_at(data, 0), number_at(data, 4)); !problem.empty())
                return refused(problem);
            picture.width = static_cast<int>(number_at(data, 0));
            picture.height = static_cast<int>(number_at(data, 4));
        }
        if (checksum(chunk.substr(4, 4 + length)) != number_at(chunk, 8 + length)
            || (is_first && !is_known_header(data)))
            return refused(kCutOff);
        if (type == "acTL")
            picture.notes.emplace_back("is animated: visitors see its first picture only");
        has_pixels = has_pixels || type == "IDAT";
        if (is_drawn(type))
            picture.plain += chunk;
        if (type == "IEND")
            return has_pixels ? Result<Picture>(std::move(picture)) : refused(kCutOff);
        at += chunk.size();
    }
    return refused(kCutOff);
}

} // namespace platform::pictures
