// Reads a content folder, as db/README.md describes it.
#pragma once
#include "db/authoring/content.h"
#include "db/authoring/problems.h"

#include <filesystem>

namespace db::authoring {

/// Reads all of `folder` and reports everything that a writer must mend, not just the first.
/// The result may be written to a database only if `problems` stayed empty.
[[nodiscard]] Content read_content(const std::filesystem::path& folder, Problems& problems);

} // namespace db::authoring
