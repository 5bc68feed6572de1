// A folder in memory for the files that the readers want to open.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace fuzz {

/// One a process, forks included, removed at the end of the first; also where db/ puts its private copies.
[[nodiscard]] const std::filesystem::path& scratch();

/// Writes a file, making its folders; ends the process where that fails.
void write_scratch(const std::filesystem::path& file, std::string_view bytes);

/// Ends the process where that fails.
[[nodiscard]] std::string read_file(const std::filesystem::path& file);

} // namespace fuzz
