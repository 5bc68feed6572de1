#include "db/commands/report.h"

#include "db/bounds.h"

#include <cstdio>
#include <fmt/format.h>

namespace db::commands {

int report(const Error& error) {
    fmt::print(stderr, "{}\n", printable(error.text())); // it may quote a hostile file
    return 1;
}

int report(const std::vector<Error>& errors, std::string_view summary) {
    for (const Error& error : errors)
        report(error);
    fmt::print(stderr, "{} problem{}: {}\n", errors.size(), errors.size() == 1 ? "" : "s", summary);
    return 1;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t valid = valid_utf8_bytes(text);
        for (std::size_t at = 0; at < valid; ++at) {
            const auto byte = static_cast<unsigned char>(text[at]);
            const bool is_high_control =
                byte == 0xc2 && at + 1 < valid && static_cast<unsigned char>(text[at + 1]) < 0xa0;
            if (is_high_control)
                ++at;
            result += byte < 0x20 || byte == 0x7f || is_high_control ? '?' : static_cast<char>(byte);
        }
        if (valid < text.size())
            result += '?';
        text.remove_prefix(std::min(valid + 1, text.size()));
    }
    return result;
}

} // namespace db::commands
