// The commands that turn Markdown into a database, and show what is in it. All return the exit status.
#pragma once
#include "db/authoring/content.h"
#include "db/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace db::commands {

int build(const std::filesystem::path& folder, const std::filesystem::path& file, bool force = false);
int check(const std::filesystem::path& file);
int export_content(const std::filesystem::path& file, const std::filesystem::path& folder);
int show(const std::filesystem::path& file, const std::string& role, std::string language);

/// Everything of a database, checked. `problems` gets all that is wrong. Errors: those of open_checked; Corrupt.
[[nodiscard]] Result<authoring::Content> load_content(const std::filesystem::path& file, std::vector<Error>& problems);

} // namespace db::commands
