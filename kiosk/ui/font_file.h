// Whether a font file is whole, before FreeType makes of it what it can.
#pragma once
#include "db/result.h"

#include <filesystem>

namespace kiosk::ui {

/// Reads all of `path` and holds each of its tables against the length and the sum that its directory gives.
/// Blocks on disk, some 2 ms a megabyte cold. Errors: NotFound; Corrupt, with the path and the cure.
[[nodiscard]] db::Result<void> check_font_file(const std::filesystem::path& path);

} // namespace kiosk::ui
