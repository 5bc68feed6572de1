#include "kiosk/model/navigation.h"

#include <algorithm>
#include <utility>

namespace kiosk::model {

std::string_view screen_name(Screen screen) {
    switch (screen) {
    case Screen::Attract:
        return "attract";
    case Screen::Home:
        return "home";
    case Screen::Role:
        return "role";
    case Screen::About:
        return "about";
    case Screen::Comfort:
        return "comfort";
    case Screen::Languages:
        return "languages";
    case Screen::Unavailable:
        return "unavailable";
    case Screen::StaffPin:
        return "staff_pin";
    case Screen::Staff:
        return "staff";
    case Screen::TouchTest:
        return "touch_test";
    case Screen::Setup:
        return "setup";
    }
    return "";
}

void Navigation::open(Place place) {
    const auto same = std::find_if(m_places.begin(), m_places.end(), [&](const Place& other) {
        return other.screen == place.screen && other.role_id == place.role_id;
    });
    if (same != m_places.end())
        m_places.erase(same + 1, m_places.end());
    else
        m_places.push_back(std::move(place));
    if (m_places.size() > kMaxDepth)
        m_places.erase(m_places.begin() + 1);
}

void Navigation::back() {
    if (can_go_back())
        m_places.pop_back();
}

void Navigation::home() {
    if (m_places.empty())
        m_places.emplace_back();
    m_places.resize(1);
}

void Navigation::reset() {
    m_places.clear();
    home();
}

} // namespace kiosk::model
