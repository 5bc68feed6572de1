// What a signature says about the file that it signs: minisign's trusted comment in a fixed form.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace db::update {

inline constexpr std::string_view kProduct = "careers-kiosk";
inline constexpr std::string_view kDefaultChannel = "stable";

enum class Subject {
    Content,     ///< kiosk/roles.db
    LogsRequest, ///< kiosk/logs.request: the stick may take the logs
};

/// "careers-kiosk content channel=stable version=12 schema=1 size=49152", or
/// "careers-kiosk logs-request channel=stable version=0 schema=0 size=37".
struct Manifest {
    std::string product{kProduct}; ///< 1 to 64 of a-z, 0-9, '-'
    Subject subject = Subject::Content;
    std::string channel{kDefaultChannel}; ///< as product
    std::int64_t version = 0;             ///< content version; grows with each publication
    int schema = 0;
    std::int64_t size = 0; ///< of the file, in bytes
    bool operator==(const Manifest&) const = default;
};

[[nodiscard]] std::string format_manifest(const Manifest& manifest);

/// Exactly the form above: each part once, in this order, single spaces, numbers in decimal without sign or leading
/// zero. Errors: BadContent, naming the part. `text` may be anything.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text);

} // namespace db::update
