#include "kiosk/view.h"

#include <algorithm>
#include <fmt/format.h>

namespace kiosk {

db::Result<View> load_view(const db::RoleStore& store, const model::Place& place, const model::Settings& settings,
                           const model::Strings& strings) {
    View view;
    view.place = place;
    switch (place.screen) {
    case model::Screen::Home: {
        const auto count = store.role_count();
        if (!count)
            return tl::unexpected(count.error());
        const std::size_t pages = std::max<std::size_t>(1, (*count + kRolesPerPage - 1) / kRolesPerPage);
        const std::size_t page = std::min(static_cast<std::size_t>(std::max(0, place.page)), pages - 1);
        auto roles = store.page(settings.language, page * kRolesPerPage, kRolesPerPage);
        if (!roles)
            return tl::unexpected(roles.error());
        view.home.roles = std::move(*roles);
        view.home.page = static_cast<int>(page);
        view.home.page_count = static_cast<int>(pages);
        view.home.page_text = model::filled(strings.page_of, std::to_string(page + 1), std::to_string(pages));
        break;
    }
    case model::Screen::Role: {
        auto role = store.role(settings.language, place.role_id);
        if (!role)
            return tl::unexpected(role.error());
        view.role.role = std::move(*role);
        const auto named = [](std::string_view kind, const std::optional<db::RoleCard>& card) {
            return card ? fmt::format("{}: {}", kind, card->title) : std::string{};
        };
        view.role.previous_name = named(strings.previous_role, view.role.role.previous);
        view.role.next_name = named(strings.next_role, view.role.role.next);
        break;
    }
    case model::Screen::About: {
        auto organisation = store.organisation(settings.language);
        if (!organisation)
            return tl::unexpected(organisation.error());
        view.about.organisation = std::move(*organisation);
        break;
    }
    case model::Screen::Comfort:
    case model::Screen::Languages:
    case model::Screen::Attract:
    case model::Screen::Unavailable:
    case model::Screen::StaffPin:
    case model::Screen::Staff:
    case model::Screen::TouchTest:
    case model::Screen::Setup:
        break;
    }
    return view;
}

std::string scroll_key(const model::Place& place) {
    // A role's id has no colon: it can't be taken for a screen.
    return place.screen == model::Screen::Role ? place.role_id
                                               : fmt::format("screen:{}", model::screen_name(place.screen));
}

} // namespace kiosk
