// Where a log comes from: a collection of a stick (platform/logs/README.md), or a collector.
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

/// The kiosk whose certificate brought a file of a collector (platform/logs/collector): NAME of
/// ".../by-certificate/NAME/kiosk.journal". Empty for any other file.
[[nodiscard]] std::string kiosk_of_certificate(const std::filesystem::path& file);

/// A file that holds no events: collection.json, SHA256SUMS, and what is left of a write.
[[nodiscard]] bool is_about_collection(const std::filesystem::path& file);

} // namespace platform::logs::review
