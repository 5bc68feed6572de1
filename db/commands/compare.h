// `roledb diff`: what a new content changes for visitors.
#pragma once
#include <filesystem>

namespace db::commands {

enum class DiffDetail { Everything, SummaryOnly };

/// Prints the differences of two databases; returns the exit status, 0 also where they differ.
int diff(const std::filesystem::path& before, const std::filesystem::path& after, DiffDetail detail);

} // namespace db::commands
