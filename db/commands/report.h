// How commands say what went wrong.
#pragma once
#include "db/result.h"
#include "platform/base/output_file.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace db::commands {

inline constexpr std::size_t kMaxListedProblems = 1000;

/// Prints the error; returns the exit status, 1.
int report(const Error& error);

/// Prints all errors, then their number and what to do; returns the exit status, 1.
int report(const std::vector<Error>& errors, std::string_view summary);

/// Prints "Note: ", the place and the message of each, to standard error; they don't change the exit status.
void report_notes(const std::vector<Error>& notes);

/// A database of ours, of whatever format; and a signature of one.
inline constexpr platform::OutputKind kDatabaseKind{"a database of roles",
                                                    [](std::string_view head) {
                                                        return head.starts_with("SQLite format 3") && head.size() > 72
                                                               && head.substr(68, 4) == "KROL";
                                                    },
                                                    false};
inline constexpr platform::OutputKind kSignatureKind{
    "a signature", [](std::string_view head) { return head.find("\ntrusted comment: ") != std::string_view::npos; }};

/// Errors: BadConfig, where the wish would destroy what lies there (platform/base/output_file.h).
[[nodiscard]] Result<void> may_write(const platform::OutputWish& wish, const platform::OutputKind& kind);

/// "1 role", "6 roles".
[[nodiscard]] std::string counted(std::int64_t number, std::string_view one, std::string_view many);

/// `text` on one line and with ? for what is not harmless (platform/base/printable.h): names of sticks come from
/// strangers.
[[nodiscard]] std::string printable(std::string_view text);

/// The same of a text of several lines, whose ends stay.
[[nodiscard]] std::string printable_lines(std::string_view text);

} // namespace db::commands
