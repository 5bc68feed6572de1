// Opens a database as the kiosk opens a foreign one, reads all that a visitor could see, and holds it against the
// bounds.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace fuzz {

struct Reading {
    std::optional<db::Error> refusal; ///< of the opening; nothing where the file was accepted
    std::string visible;              ///< of an accepted file: everything, in one text
    std::string violation;            ///< what an accepted file should not have; empty where nothing is wrong
    std::int64_t steps = 0;           ///< of SQLite's virtual machine, of an accepted file
};

[[nodiscard]] Reading read_everything(const std::filesystem::path& file);

/// Searches an accepted file and reads it back as content, as roledb's commands do. Errors are fine, crashes are not.
void read_as_staff(const std::filesystem::path& file);

} // namespace fuzz
