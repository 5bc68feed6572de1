// What the steps of the setup screen share: where texts and controls stand, and the bar that leads on. Only they
// include this.
#pragma once
#include "kiosk/screens/setup.h"
#include "kiosk/ui/widgets.h"

#include <string_view>

namespace kiosk::screens {

/// Where they stand on a wide screen; on a tall one those beside stand above. None: the step has its own.
enum class SetupTexts { Beside, Above, None };

/// A page that was begun.
struct SetupPage {
    model::Rect bar;
    model::Rect room; ///< of the controls, without margins; scrolls
    ui::ScrollArea area;
    float left = 0; ///< of what is drawn in the room
    float width = 0;
    float top = 0;    ///< where it begins, scrolled
    float height = 0; ///< that fits without scrolling
    float margin = 0;
};

/// Paints the page and its texts and begins the scrolling area of the controls.
[[nodiscard]] SetupPage begin_setup(ui::Frame& frame, const Common& common, const SetupModel& model,
                                    std::string_view title, std::string_view text,
                                    SetupTexts place = SetupTexts::Beside);
/// Where content of this height begins: in the middle, or at the top where it has to scroll.
[[nodiscard]] float centered(const SetupPage& page, float height);
/// Ends the area, whose content ends at `bottom`, and draws the bar. `next_enabled` false: this step lacks something.
[[nodiscard]] model::Action end_setup(ui::Frame& frame, const Common& common, const SetupModel& model,
                                      const SetupPage& page, float bottom, bool next_enabled = true);

/// Choices in as many columns as fit into `width`. For one frame.
class SetupTiles {
public:
    SetupTiles(ui::Frame& frame, float width, std::span<const SetupChoice> choices, float least_mm);
    [[nodiscard]] float height() const;
    /// Returns what was pressed, or null.
    const SetupChoice* draw(model::Point at, std::string_view scope) const;

private:
    [[nodiscard]] float row_height(std::size_t row) const;

    ui::Frame& m_frame;
    std::span<const SetupChoice> m_choices;
    float m_gap;
    int m_columns = 1;
    float m_cell = 0;
};

// The steps.
[[nodiscard]] model::Action draw_setup_language(ui::Frame& frame, const Common& common, const SetupModel& model);
[[nodiscard]] model::Action draw_setup_rotation(ui::Frame& frame, const Common& common, const SetupModel& model);
[[nodiscard]] model::Action draw_setup_size(ui::Frame& frame, const Common& common, const SetupModel& model);
[[nodiscard]] model::Action draw_setup_zone(ui::Frame& frame, const Common& common, const SetupModel& model);
[[nodiscard]] model::Action draw_setup_name(ui::Frame& frame, const Common& common, const SetupModel& model);
[[nodiscard]] model::Action draw_setup_summary(ui::Frame& frame, const Common& common, const SetupModel& model);

} // namespace kiosk::screens
