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

/// "first-picture-1920x1080-0-es-12-0.1.0.bgrx". image/root/usr/lib/kiosk-os/prepare looks for the size in it.
[[nodiscard]] std::string picture_name(const PictureKey& key);

/// Writes `pixels`, rows from the top, 4 bytes each (blue, green, red, nothing), as the only kept picture of `folder`.
/// Nothing happens where it is there already. False where it could not be written; then none is kept. Blocks on disk.
bool keep_picture(const std::filesystem::path& folder, const PictureKey& key, std::string_view pixels);

} // namespace platform
