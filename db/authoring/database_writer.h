// Writes content to a roles database.
#pragma once
#include "db/authoring/content.h"
#include "db/result.h"

#include <filesystem>

namespace db::authoring {

/// Writes `content` to `file` in place of what is there, whole or not at all. The same content gives the same bytes
/// (with the same version of SQLite). `content` must be within the bounds of db/bounds.h; read_content sees to that.
/// Errors: Io; BadContent (larger than any kiosk opens).
[[nodiscard]] Result<void> write_database(const Content& content, const std::filesystem::path& file);

} // namespace db::authoring
