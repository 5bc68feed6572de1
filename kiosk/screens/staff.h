// What staff see: the pad for the PIN, the panel, its questions, the touch test. Models are prepared by the app.
#pragma once
#include "kiosk/screens/screens.h"
#include "kiosk/ui/pictures.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::screens {

/// A sentence about what was done or went wrong. Empty: there is none.
struct StaffNote {
    enum class Kind : std::uint8_t { Working, Good, Attention };
    Kind kind = Kind::Working;
    std::string text;
};

struct PinModel {
    std::size_t digits = 0;  ///< that were entered; shown as dots
    std::string digits_text; ///< "4 digits entered", read out
    StaffNote note;
    bool is_open = true;      ///< digits are taken now
    bool is_complete = false; ///< enough digits for a PIN
};
/// Asks for the PIN: a pad for fingers, and digits from keys.
[[nodiscard]] model::Action draw_pin(ui::Frame& frame, const Common& common, const PinModel& model);

/// Where the pad begins, if it stands beside the texts: what lies over them must not reach it.
[[nodiscard]] float pin_pad_left(const ui::Metrics& metrics);

/// One fact with its name.
struct StaffRow {
    std::string label;
    std::string value;
    bool attention = false;
};
/// One that can be shown again.
struct StaffChoice {
    std::int64_t version = 0; ///< 0: the factory's
    std::string label;
};
struct StaffStick {
    bool good = false;
    std::string what;
    std::string when; ///< may be empty
};
struct StaffLevel {
    std::string label;
    std::string value;          ///< "70 %"
    std::optional<int> percent; ///< empty: the machine has none
    std::string note;           ///< what has to be known about it; may be empty
    std::string less;
    std::string more;
};

struct StaffModel {
    std::string subtitle; ///< which kiosk it is
    std::vector<StaffRow> content;
    std::vector<StaffChoice> choices;
    StaffNote content_note;
    std::vector<StaffStick> sticks; ///< newest first
    std::vector<StaffRow> machine;
    StaffLevel brightness;
    StaffLevel volume;
    StaffNote logs_note;
    bool can_set_up = false; ///< the setup screen can be opened
    bool is_busy = false;    ///< something is being done: what changes things waits
};
/// The panel: content, sticks, machine, screen and sound, tools.
[[nodiscard]] model::Action draw_staff(ui::Frame& frame, const Common& common, const StaffModel& model);

/// A question over the panel.
struct QuestionModel {
    std::string title;
    std::string text;
    std::string yes;
    std::string no = {}; ///< empty: cancel
};
[[nodiscard]] model::Action draw_question(ui::Frame& frame, const Common& common, const QuestionModel& model);

inline constexpr std::size_t kTouchRings = 5;
struct TouchTestModel {
    std::span<const model::Point> dots;
    std::array<bool, kTouchRings> hit{};
    std::string place; ///< where the last touch was; may be empty
    bool all_hit = false;
    // As a step of the setup screen; all empty in the staff panel.
    std::string progress;
    std::string back;
    std::string next;
};
/// Where the rings are: the corners, then the middle.
[[nodiscard]] std::array<model::Rect, kTouchRings> touch_rings(const ui::Metrics& metrics);
[[nodiscard]] model::Action draw_touch_test(ui::Frame& frame, const Common& common, const TouchTestModel& model);

/// The language after the current one, to switch to; null where there is only one.
[[nodiscard]] const db::Language* next_language(const Common& common);
/// The bar of the staff's screens: Close, more, another language.
[[nodiscard]] model::Action draw_staff_bar(ui::Frame& frame, const Common& common, const model::Rect& rect,
                                           std::string_view close);
/// A sentence with its sign. Returns its height; 0 for none.
float draw_note(ui::Frame& frame, model::Point at, float width, const StaffNote& note);
[[nodiscard]] float note_height(ui::Frame& frame, float width, const StaffNote& note);

} // namespace kiosk::screens
