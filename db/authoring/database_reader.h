// Reads a roles database back as content.
#pragma once
#include "db/authoring/content.h"
#include "db/result.h"

namespace db {
class Connection;
}

namespace db::authoring {

/// Everything of an open roles database that check_database found no problem in. Errors: Corrupt; Io.
[[nodiscard]] Result<Content> read_database(Connection& connection);

} // namespace db::authoring
