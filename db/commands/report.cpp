#include "db/commands/report.h"

#include "platform/base/printable.h"

#include <algorithm>
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

void report_notes(const std::vector<Error>& notes) {
    for (const Error& note : notes)
        fmt::print(stderr, "Note: {}\n", printable(note.text()));
}

Result<void> may_write(const platform::OutputWish& wish, const platform::OutputKind& kind) {
    auto problem = platform::output_problem(wish, kind);
    return problem ? fail(ErrorCode::BadConfig, std::move(*problem)) : Result<void>();
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string printable(std::string_view text) {
    return platform::printable(text, '?');
}

std::string printable_lines(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result += printable(text.substr(0, end));
        if (end < text.size())
            result += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

} // namespace db::commands
