// The commands that say what is installed on a kiosk, and go back. All return the exit status.
#pragma once
#include "db/update/install.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace db::commands {

enum class Form { Words, Json };

/// What is shown, since when and from which stick, what is kept, what was refused last; with the folder `keys` also
/// what the keys of now say of all that, and which of their files are none. Empty `keys`: no signature is looked at,
/// and said so.
int status(const std::filesystem::path& state, const std::filesystem::path& keys, Form form);

/// The newest `limit` lines of the history, the newest last; as JSON one line each.
int history(const std::filesystem::path& state, std::size_t limit, Form form);

/// `version`: a number, "factory", or empty for the one before; it stands in place of `options.version`.
int roll_back(update::RollBackOptions options, const std::string& version, Form form);

} // namespace db::commands
