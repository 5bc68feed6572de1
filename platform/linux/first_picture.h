// The attract loop's first frame, kept on the disk: the image's start shows it seconds before the kiosk itself is
// there.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace platform {

/// What a kept picture is of. It is kept anew where any of this differs.
struct PictureKey {
    int width = 0; ///< of the panel as it is mounted, in pixels
    int height = 0;
    int rotation = 0;          ///< degrees
    std::string_view language; ///< in which a visitor is met; empty: the content's own
    std::int64_t content_version = 0;
    std::string_view program_version;
};

/// "first-picture-1920x1080-0-es-12-0.1.0". image/root/usr/lib/kiosk-os/prepare looks for the size in it.
[[nodiscard]] std::string picture_name(const PictureKey& key);

/// Of pixels of 4 bytes (blue, green, red, nothing), `width` a row, pixels of 2 (from the highest bit: 5 of red, 6 of
/// green, 5 of blue; the lower byte first). What is lost is spread over 4 by 4 pixels (Bayer, "An optimum method for
/// two-level rendition of continuous-tone pictures", 1973), so that a sky shows no bands.
[[nodiscard]] std::string rgb565_of(std::string_view pixels, int width);

/// Writes `pixels`, rows from the top, 4 bytes each (blue, green, red, nothing), as the only kept picture of `folder`,
/// in the two forms in which frame buffers take it: NAME.bgrx, as it is, and NAME.rgb565, as on a Raspberry Pi. Nothing
/// happens where both are there already. False where one could not be written. Blocks on disk.
bool keep_picture(const std::filesystem::path& folder, const PictureKey& key, std::string_view pixels);

} // namespace platform
