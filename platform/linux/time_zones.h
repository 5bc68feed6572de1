// The time zones that the machine knows: Debian's package tzdata.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform {

inline constexpr const char* kZoneFolder = "/usr/share/zoneinfo";

/// "Europe/Madrid" and so on, by the alphabet, one a city that somebody would look for. Empty where there is no tzdata.
[[nodiscard]] std::vector<std::string> time_zone_names(const std::filesystem::path& folder = kZoneFolder);

/// Whether the machine knows a zone of this name, listed or not.
[[nodiscard]] bool is_time_zone(const std::string& name, const std::filesystem::path& folder = kZoneFolder);

/// The listed zone whose name is most like `name`, also where only the city was given. Empty where there is no list.
[[nodiscard]] std::string nearest_time_zone(const std::string& name, const std::filesystem::path& folder = kZoneFolder);

/// The zone that the machine itself is set to, by what `link` points to. Empty where it does not tell.
[[nodiscard]] std::string own_time_zone(const std::filesystem::path& link = "/etc/localtime");

/// Seconds east of Greenwich at `time`, which is in seconds since 1970 UTC. `tzif` is the content of a zone's file
/// (RFC 8536) and may be anything. Empty for what is no such file, and past the times that it lists one by one.
[[nodiscard]] std::optional<std::int64_t> utc_offset_s(std::string_view tzif, std::int64_t time);

/// The same for a zone by its name.
[[nodiscard]] std::optional<std::int64_t> utc_offset_s(const std::string& zone, const std::filesystem::path& folder,
                                                       std::int64_t time);

} // namespace platform
