// What differs between two contents, as a visitor would notice it: in words for staff, in numbers for the kiosk.
#pragma once
#include "db/authoring/content.h"
#include "db/result.h"
#include "db/update/install.h"

#include <string>
#include <vector>

namespace db {
class Connection;
}

namespace db::update {

/// One thing that a visitor would notice. `lines` say what exactly, the old before the new.
struct Change {
    enum class Kind { RoleAdded, RoleRemoved, RoleChanged, Other };
    Kind kind = Kind::Other;
    std::string what;               ///< "Role changed: Auditor (auditor)"
    std::vector<std::string> lines; ///< "title (English)", "  - Auditor", "  + Auditor and Adviser"
};

/// Everything that differs, in the order in which a visitor meets it: organisation, slides, roles, the rest. One Change
/// a role, a slide, a language, a text of the organisation, a tag, an image. Versions and dates are not compared.
/// A role counts as moved where fewer others would have to be.
[[nodiscard]] std::vector<Change> find_changes(const authoring::Content& before, const authoring::Content& after);

[[nodiscard]] ContentChanges count(const std::vector<Change>& changes);

/// "1 role added, 2 roles changed, 3 other changes", or "nothing changes for visitors".
[[nodiscard]] std::string in_words(const ContentChanges& changes);

/// The numbers for two open databases in which find_problems found nothing. Errors: Corrupt; Io.
[[nodiscard]] Result<ContentChanges> count_changes(Connection& before, Connection& after);

} // namespace db::update
