// What each screen shows, and its one draw function. Screens read and return an Action; only app.cpp acts on it.
// Models hold what the app prepared when the place was opened: nothing is formatted or read from disk in a frame.
#pragma once
#include "db/role.h"
#include "kiosk/model/action.h"
#include "kiosk/model/settings.h"
#include "kiosk/model/strings.h"
#include "kiosk/ui/frame.h"

#include <span>
#include <string>
#include <vector>

namespace kiosk::attract {
class Harbour;
}

namespace kiosk::screens {

inline constexpr float kMaxLineMm = 230;               ///< longer lines are hard to read
inline constexpr std::string_view kParagraph = "\n\n"; ///< between the paragraphs of a text

/// What the navigation bar and every screen know.
struct Common {
    const model::Strings& strings;
    const model::Settings& settings;
    std::span<const db::Language> languages; ///< of the database
    const attract::Harbour* harbour;         ///< for banners; null for none
    const attract::Harbour* about_harbour;   ///< for the banner of another shape
};

struct HomeModel {
    std::vector<db::RoleCard> roles; ///< of this page
    int page = 0;
    int page_count = 1;
    std::string page_text; ///< "Page 2 of 5"
};
/// The roles as cards.
[[nodiscard]] model::Action draw_home(ui::Frame& frame, const Common& common, const HomeModel& model);

struct RoleModel {
    db::RoleDetail role;
    std::string previous_name; ///< "Previous role: Auditor", read out
    std::string next_name;
};
/// One role: summary, typical assignments, required skill sets, related roles.
[[nodiscard]] model::Action draw_role(ui::Frame& frame, const Common& common, const RoleModel& model);

struct AboutModel {
    db::Organisation organisation;
};
/// What the organisation does.
[[nodiscard]] model::Action draw_about(ui::Frame& frame, const Common& common, const AboutModel& model);

/// Text size, contrast, motion.
[[nodiscard]] model::Action draw_comfort(ui::Frame& frame, const Common& common);

/// One button a language, in its own name.
[[nodiscard]] model::Action draw_languages(ui::Frame& frame, const Common& common);

/// No content at all: calm, and without anything to press.
void draw_unavailable(ui::Frame& frame, const Common& common);

/// Over the screen that nobody has touched for a while. Any touch is taken by the app.
struct CountdownModel {
    std::string seconds_text;
    float fraction_left = 1;
};
void draw_countdown(ui::Frame& frame, const Common& common, const CountdownModel& model);

} // namespace kiosk::screens
