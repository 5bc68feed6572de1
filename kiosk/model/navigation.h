// Where the visitor is and how to get back. Pure.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::model {

enum class Screen : std::uint8_t {
    Attract,
    Home,
    Role,
    About,
    Comfort,
    Languages,
    Unavailable,
    StaffPin,
    Staff,
    TouchTest,
    Setup
};

/// For logs and file names: "home", "role" and so on.
[[nodiscard]] std::string_view screen_name(Screen screen);

/// One place. `scroll` is kept here, so that Back returns to the same spot.
struct Place {
    Screen screen = Screen::Home;
    std::string role_id = {};
    int page = 0;
    float scroll = 0;
};

/// A stack of places whose bottom is Home. Visiting a place that is already on the stack returns to it, so it stays
/// shorter than the number of roles that one visitor opens; it is cut at kMaxDepth, oldest first after Home.
class Navigation {
public:
    static constexpr std::size_t kMaxDepth = 32;

    Navigation() { home(); }

    [[nodiscard]] const Place& current() const { return m_places.back(); }
    [[nodiscard]] Place& current() { return m_places.back(); }
    [[nodiscard]] std::size_t depth() const { return m_places.size(); }
    [[nodiscard]] bool can_go_back() const { return m_places.size() > 1; }

    void open(Place place);
    /// Exchanges the current place for another on the same level: next and previous role.
    void replace(Place place) { m_places.back() = std::move(place); }
    void back();
    /// Back to Home, where it was left.
    void home();
    /// Forgets everything.
    void reset();

private:
    std::vector<Place> m_places;
};

} // namespace kiosk::model
