// A roles database as text for a terminal.
#pragma once
#include "db/result.h"
#include "db/role_store.h"

#include <string>
#include <string_view>

namespace db::authoring {

/// The organisation, the languages and one line a role, 80 columns wide. Errors: those of RoleStore.
[[nodiscard]] Result<std::string> overview_text(const RoleStore& store, std::string_view language);

/// One role in full. Errors: NotFound (names the command that lists the roles); those of RoleStore.
[[nodiscard]] Result<std::string> role_text(const RoleStore& store, std::string_view language,
                                            std::string_view role_id);

} // namespace db::authoring
