// Text files that hold what a screen says. tests/rewrite-golden writes them anew.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace test {

/// Compares `text` with `file`. Empty if equal, else a diff to read and how to accept it.
/// Where the environment has KIOSK_REWRITE_GOLDEN=1 it writes the file instead.
[[nodiscard]] std::string compare_with_golden(const std::filesystem::path& file, std::string_view text);

/// Line by line: "- " only in `before`, "+ " only in `after`, "  " in both; equal lines far from a change are left out.
[[nodiscard]] std::string line_diff(std::string_view before, std::string_view after);

} // namespace test
