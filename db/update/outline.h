// A content as fingerprints, small enough to compare two of 200,000 roles on the kiosk.
#pragma once
#include "db/result.h"
#include "db/update/install.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace db {
class Connection;
}

namespace db::update {

using Fingerprint = std::array<std::uint8_t, 16>;

struct RoleOutline {
    std::string id;
    Fingerprint fingerprint{}; ///< of all that is said about it, in all languages, but not of its place
};

/// Keys are codes, ids and names, so that what moved is still the same.
struct Outline {
    std::vector<std::string> language_order; ///< codes; the first is the default language
    std::map<std::string, Fingerprint> languages;
    std::map<std::string, Fingerprint> organisations;
    std::map<std::string, Fingerprint> tags;
    std::map<std::string, Fingerprint> images;
    std::vector<Fingerprint> slides;
    std::vector<RoleOutline> roles;
};

/// Of a database in which find_problems found nothing. Errors: Corrupt; Io.
[[nodiscard]] Result<Outline> outline_of(Connection& connection);

[[nodiscard]] ContentChanges compare(const Outline& before, const Outline& after);

} // namespace db::update
