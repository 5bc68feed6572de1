// The interface's own words in one language. Content comes from the database, not from here.
#pragma once
#include "kiosk/model/setup_strings.h"
#include "kiosk/model/staff_strings.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace kiosk::model {

struct Strings {
    std::string touch_to_explore;
    std::string home_title;
    std::string home_text;
    std::string no_roles_yet;
    std::string back;
    std::string home;
    std::string about;
    std::string see_roles;
    std::string previous_role;
    std::string next_role;
    std::string more_below;
    std::string back_to_top;
    std::string previous_page;
    std::string next_page;
    std::string page_of; ///< "{0}" is the page, "{1}" how many there are
    std::string language;
    std::string choose_language;
    std::string comfort;
    std::string finish;
    std::string related;
    std::string text_size;
    std::string size_default;
    std::string size_large;
    std::string size_larger;
    std::string size_largest;
    std::string view;
    std::string high_contrast;
    std::string less_motion;
    std::string settings_note;
    std::string countdown_title;
    std::string countdown_text;
    std::string seconds_left; ///< "{0}" is the number
    std::string unavailable_title;
    std::string unavailable_text;

    StickStrings stick;
    StaffStrings staff;
    SetupStrings setup;
    std::map<std::string, VerdictWords, std::less<>> verdicts; ///< by name; one for each that there is
};

/// The key of each string at the top of assets/strings/*.toml.
inline constexpr std::array<std::pair<std::string_view, std::string Strings::*>, 34> kStringKeys{{
    {"touch_to_explore", &Strings::touch_to_explore},
    {"home_title", &Strings::home_title},
    {"home_text", &Strings::home_text},
    {"no_roles_yet", &Strings::no_roles_yet},
    {"back", &Strings::back},
    {"home", &Strings::home},
    {"about", &Strings::about},
    {"see_roles", &Strings::see_roles},
    {"previous_role", &Strings::previous_role},
    {"next_role", &Strings::next_role},
    {"more_below", &Strings::more_below},
    {"back_to_top", &Strings::back_to_top},
    {"previous_page", &Strings::previous_page},
    {"next_page", &Strings::next_page},
    {"page_of", &Strings::page_of},
    {"language", &Strings::language},
    {"choose_language", &Strings::choose_language},
    {"comfort", &Strings::comfort},
    {"finish", &Strings::finish},
    {"related", &Strings::related},
    {"text_size", &Strings::text_size},
    {"size_default", &Strings::size_default},
    {"size_large", &Strings::size_large},
    {"size_larger", &Strings::size_larger},
    {"size_largest", &Strings::size_largest},
    {"view", &Strings::view},
    {"high_contrast", &Strings::high_contrast},
    {"less_motion", &Strings::less_motion},
    {"settings_note", &Strings::settings_note},
    {"countdown_title", &Strings::countdown_title},
    {"countdown_text", &Strings::countdown_text},
    {"seconds_left", &Strings::seconds_left},
    {"unavailable_title", &Strings::unavailable_title},
    {"unavailable_text", &Strings::unavailable_text},
}};

/// `pattern` with "{0}" and "{1}" replaced.
[[nodiscard]] std::string filled(std::string_view pattern, std::string_view first, std::string_view second = {});

} // namespace kiosk::model
