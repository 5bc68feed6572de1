// The schema of the roles database and the test that a file has exactly it.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace db {

class Connection;

inline constexpr std::int64_t kApplicationId = 0x4b524f4c; ///< "KROL"
inline constexpr int kSchemaVersion = 1;

/// The whole of db/schema.sql.
[[nodiscard]] std::string schema_sql();

/// Reads the first 100 bytes of `path`, without SQLite, and says whether they begin a roles database of a version that
/// this program reads. Errors: NotFound; NotARolesDatabase; NewerSchema (names both versions); Corrupt; Io.
[[nodiscard]] Result<void> check_header(const std::filesystem::path& path);

/// Compares the schema of an open file with ours, to the letter. Errors: Corrupt, naming the first difference; Io.
[[nodiscard]] Result<void> check_schema(Connection& connection);

} // namespace db
