// The commands that say what is installed on a kiosk, and go back. All return the exit status.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

namespace db::commands {

enum class Form { Words, Json };

/// What is shown, since when and from which stick, what is kept, and what was refused last.
int status(const std::filesystem::path& state, Form form);

/// The newest `limit` lines of the history, the newest last; as JSON one line each.
int history(const std::filesystem::path& state, std::size_t limit, Form form);

/// `version`: a number, "factory", or empty for the one before.
int roll_back(const std::filesystem::path& state, const std::string& version, Form form);

} // namespace db::commands
