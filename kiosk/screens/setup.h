// What a volunteer sees at the first start: one step after the other, then all of them to look over. Models are
// prepared by the app.
#pragma once
#include "kiosk/model/setup.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/staff.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::screens {

/// One of several, by touch.
struct SetupChoice {
    std::string id;
    std::string label;
    bool chosen = false;
};

struct SetupRow {
    model::SetupStep step = model::SetupStep::Language;
    std::string label;
    std::string value;
    std::string change; ///< "Change: Language", read out
};

struct SetupModel {
    model::SetupStep step = model::SetupStep::Language;
    int number = 1;       ///< of the step; 0 for the summary
    std::string progress; ///< "2 of 6"
    bool can_go_back = false;
    bool can_leave = false; ///< without changing anything
    bool leads_to_summary = false;
    bool is_saving = false;
    bool is_fixed = false; ///< a file has the last word on this step's setting

    std::vector<SetupChoice> languages;
    bool is_trial = false;
    std::string trial_text; ///< "Is it right? It turns back in 12 s."
    int diagonal = 0;       ///< tenths of an inch
    std::string diagonal_text;
    std::vector<SetupChoice> diagonals; ///< ids are tenths
    std::vector<SetupChoice> regions;
    std::vector<SetupChoice> cities; ///< of the region that is open; none: the regions are shown
    std::string zone;                ///< "Chosen: Madrid"
    std::string zone_time;           ///< "Time there: 14:05"
    std::string name;
    std::string name_text; ///< "Name: booth-1", read out
    bool shows_digits = false;
    std::vector<SetupRow> rows;
    TouchTestModel touch;
};

/// Draws the step that the model is at.
[[nodiscard]] model::Action draw_setup(ui::Frame& frame, const Common& common, const SetupModel& model);

/// The id of the button that leads on: what Enter means after typing, and where focus begins.
[[nodiscard]] a11y::NodeId setup_next();

} // namespace kiosk::screens
