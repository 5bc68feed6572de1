// Tells a writer which hidden files of a content folder were passed over.
#pragma once
#include "db/authoring/problems.h"

#include <filesystem>
#include <vector>

namespace db::authoring {

/// One note for all of `folders`, which belong to `content`, with the names; none where nothing is hidden.
void note_hidden_files(const std::filesystem::path& content, const std::vector<std::filesystem::path>& folders,
                       Problems& problems);

} // namespace db::authoring
