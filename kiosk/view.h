// What is on the glass: a place with everything that its screen shows, read from the database once.
#pragma once
#include "db/role_store.h"
#include "kiosk/model/navigation.h"
#include "kiosk/model/settings.h"
#include "kiosk/screens/screens.h"

#include <string>

namespace kiosk {

struct View {
    model::Place place;
    screens::HomeModel home;
    screens::RoleModel role;
    screens::AboutModel about;
};

/// Roles on one page of the home screen. The cost of a frame depends on this, not on the number of roles.
inline constexpr std::size_t kRolesPerPage = 60;

/// Reads what `place` needs. A few short queries: fit for the frame loop.
/// Errors: those of RoleStore; `place` may name a role that a newer database no longer has.
[[nodiscard]] db::Result<View> load_view(const db::RoleStore& store, const model::Place& place,
                                         const model::Settings& settings, const model::Strings& strings);

/// The key of the scrolling area that `place` has.
[[nodiscard]] std::string scroll_key(const model::Place& place);

} // namespace kiosk
