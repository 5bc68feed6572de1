#include "platform/pictures/picture.h"

#include <fmt/format.h>

namespace platform::pictures {

std::string size_problem(std::uint64_t width, std::uint64_t height) {
    if (width == 0 || height == 0)
        return std::string(kCutOff);
    const std::uint64_t side = kMaxSide;
    const std::uint64_t pixels = kMaxPixels;
    if (width <= side && height <= side && width * height <= pixels)
        return {};
    return fmt::format("has {} x {} pixels; at most {} a side and {} million in all are allowed: export it smaller, "
                       "1024 x 1024 is plenty",
                       width, height, kMaxSide, kMaxPixels / 1'000'000);
}

Result<Picture> examine(std::string_view media_type, std::string_view bytes) {
    if (media_type == "image/png")
        return examine_png(bytes);
    if (media_type == "image/jpeg")
        return examine_jpeg(bytes);
    if (media_type == "image/svg+xml")
        return examine_svg(bytes);
    return tl::unexpected(Refusal{fmt::format("has the type '{}': only SVG, PNG and JPEG are allowed", media_type)});
}

} // namespace platform::pictures
