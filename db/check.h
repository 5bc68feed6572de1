// Opens a roles file as safely as its origin asks for, and finds what is wrong in it.
#pragma once
#include "db/result.h"
#include "db/role_store.h"
#include "db/sqlite.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace db {

/// Opens `path` as db/README.md, "Opening", describes: header, private copy (Foreign), hardened connection, SQLite's
/// own check, schema. The texts are not read: find_problems does that.
/// Errors: NotFound; NotARolesDatabase; NewerSchema; Corrupt; Io.
[[nodiscard]] Result<Connection> open_checked(const std::filesystem::path& path, Trust trust);

/// As open_checked of a Foreign file, but in place: for a copy that the caller made where nobody else can write.
[[nodiscard]] Result<Connection> open_checked_copy(const std::filesystem::path& path);

/// All rows of an open file that break a rule of db/README.md, at most `limit` of them: texts and keys out of bounds,
/// gaps in an order, references that lead nowhere, missing texts, an incomplete search index.
/// `where` of each names table and row.
[[nodiscard]] std::vector<Error> find_problems(Connection& connection, std::size_t limit);

} // namespace db
