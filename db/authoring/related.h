// Which roles a visitor may also like.
#pragma once
#include "db/authoring/content.h"

#include <cstddef>
#include <vector>

namespace db::authoring {

/// For each role of `content` the indexes of at most kMaxRelated others: most shared tags first, then display order.
/// A role that shares no tag is not related.
[[nodiscard]] std::vector<std::vector<std::size_t>> related_roles(const Content& content);

} // namespace db::authoring
