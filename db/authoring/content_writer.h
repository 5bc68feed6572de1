// Writes a content folder that read_content reads back as the same content.
#pragma once
#include "db/authoring/content.h"
#include "db/result.h"

#include <filesystem>

namespace db::authoring {

/// Writes all files of `content` below `folder`, which must not exist or be empty. Errors: BadContent (the folder holds
/// something); Io.
[[nodiscard]] Result<void> write_content(const Content& content, const std::filesystem::path& folder);

} // namespace db::authoring
