// How many wrong PINs there were, kept over restarts and pulled plugs.
#pragma once
#include "platform/linux/save_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace platform {

/// What store_wrong_pins put last into `folder`; 0 where it never did. Empty: what lies there cannot be read or is
/// something else. Blocks on disk.
[[nodiscard]] std::optional<std::int64_t> read_wrong_pins(const std::filesystem::path& folder);

/// Once this returned without a reason, the number outlasts a pulled plug; before, the old one does. Blocks on disk.
[[nodiscard]] SaveProblem store_wrong_pins(const std::filesystem::path& folder, std::int64_t count);

} // namespace platform
