// Decodes a picture for the size at which it is shown. Links SDL2_image (PNG, SVG) and libjpeg.
#pragma once
#include "platform/pictures/picture.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace platform::pictures {

struct Bitmap {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> argb; ///< rows from the top, 0xAARRGGBB, alpha not multiplied in
};

/// `picture` with its longer side `side_px` (1 to kMaxSide) long; a smaller bitmap stays as it is. Takes at most 64 MiB
/// while it runs. Blocks for up to a second on a small machine: call away from the frame. Use from any thread.
[[nodiscard]] Result<Bitmap> draw(const Picture& picture, int side_px);

/// Whether anything of it can be seen.
[[nodiscard]] bool shows_something(const Bitmap& bitmap);

/// Examines and draws the picture as the kiosk would: for those who write content. The examined picture, for its notes.
[[nodiscard]] Result<Picture> prove(std::string_view media_type, std::string_view bytes);

} // namespace platform::pictures
