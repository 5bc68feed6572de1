#include "tests/support/app/golden.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <vector>

namespace test {
namespace {

constexpr std::size_t kContext = 2; // equal lines shown around a change

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    std::istringstream in{std::string(text)};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

/// Lengths of the longest common subsequences of the tails.
std::vector<std::vector<int>> common_tails(const std::vector<std::string>& before,
                                           const std::vector<std::string>& after) {
    std::vector<std::vector<int>> lengths(before.size() + 1, std::vector<int>(after.size() + 1, 0));
    for (std::size_t i = before.size(); i-- > 0;)
        for (std::size_t j = after.size(); j-- > 0;)
            lengths[i][j] =
                before[i] == after[j] ? lengths[i + 1][j + 1] + 1 : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    return lengths;
}

} // namespace

std::string line_diff(std::string_view before_text, std::string_view after_text) {
    const std::vector<std::string> before = lines_of(before_text);
    const std::vector<std::string> after = lines_of(after_text);
    const auto lengths = common_tails(before, after);
    std::vector<std::string> script;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            script.push_back("  " + before[i++]);
            ++j;
        } else if (j == after.size() || (i < before.size() && lengths[i + 1][j] >= lengths[i][j + 1])) {
            script.push_back("- " + before[i++]);
        } else {
            script.push_back("+ " + after[j++]);
        }
    }
    std::string out;
    bool gap = false;
    for (std::size_t line = 0; line < script.size(); ++line) {
        const std::size_t first = line > kContext ? line - kContext : 0;
        const std::size_t last = std::min(script.size(), line + kContext + 1);
        const bool near_change = std::any_of(script.begin() + static_cast<std::ptrdiff_t>(first),
                                             script.begin() + static_cast<std::ptrdiff_t>(last),
                                             [](const std::string& text) { return text[0] != ' '; });
        if (near_change)
            out += script[line] + "\n";
        else if (!gap)
            out += "  ...\n";
        gap = !near_change;
    }
    return out;
}

std::string compare_with_golden(const std::filesystem::path& file, std::string_view text) {
    const char* rewrite = std::getenv("KIOSK_REWRITE_GOLDEN");
    if (rewrite != nullptr && std::string_view(rewrite) == "1") {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream out(file, std::ios::binary);
        out << text;
        return out ? std::string() : fmt::format("{} can't be written", file.string());
    }
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return fmt::format("{} is missing: tests/rewrite-golden makes it", file.string());
    std::ostringstream expected;
    expected << in.rdbuf();
    if (expected.str() == text)
        return {};
    return fmt::format("{} does not match. If the change is meant: tests/rewrite-golden\n{}", file.string(),
                       line_diff(expected.str(), text));
}

} // namespace test
