// A collection of a stick (platform/logs/README.md), as the reviewer meets it.
#pragma once
#include "platform/logs/review/read_logs.h"
#include <filesystem>
#include <string>

namespace platform::logs::review {

/// Tells a problem where `folder` is a collection that is torn or was changed. Returns the name of its kiosk, empty
/// where it is no collection or names none. Reads the whole collection.
[[nodiscard]] std::string check_collection(const std::filesystem::path& folder, const Sinks& sinks);

/// The name of its kiosk, as above, and nothing else of it is read.
[[nodiscard]] std::string kiosk_of_collection(const std::filesystem::path& folder);

/// A file that holds no events: collection.json, SHA256SUMS, and what is left of a write.
[[nodiscard]] bool is_about_collection(const std::filesystem::path& file);

} // namespace platform::logs::review
