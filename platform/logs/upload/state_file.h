// The file in which systemd-journal-upload keeps how far it came: "LAST_CURSOR=..." after each upload that was taken.
#pragma once
#include "platform/logs/failure.h"
#include <filesystem>
#include <string>
#include <string_view>

namespace platform::logs::upload {

/// Whether the journal can seek to it; the uploader fails for ever at anything else.
[[nodiscard]] bool is_cursor(std::string_view text);

/// The cursor in it. Empty where the file is missing or damaged: then everything is sent once more, and the reviewer
/// removes what came twice.
[[nodiscard]] std::string read_position(const std::filesystem::path& file);

/// Old or new, never neither. Errors: "disk_failed".
[[nodiscard]] Outcome<void> write_position(const std::filesystem::path& file, const std::string& cursor);

} // namespace platform::logs::upload
