// What reads badly in content that is whole: for `roledb check`, which has a database and no lines of files.
#pragma once
#include "db/authoring/content.h"
#include "db/result.h"

#include <cstddef>
#include <vector>

namespace db::authoring {

/// At most `limit` notes, each with the place in words: texts in which marks of Markdown or HTML stand, which visitors
/// read as they are, and texts that are too long to be read standing.
[[nodiscard]] std::vector<Error> content_notes(const Content& content, std::size_t limit);

} // namespace db::authoring
