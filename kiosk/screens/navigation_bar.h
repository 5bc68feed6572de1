// The bar at the bottom of every screen: the way back and the way home at the same place, more, language, comfort.
#pragma once
#include "kiosk/screens/screens.h"
#include "kiosk/ui/bar.h"

#include <span>

namespace kiosk::screens {

enum class BarPlace { Home, Below };

/// A button of the screen's own, in the middle.
struct BarExtra {
    ui::BarItem item;
    model::ActionKind kind = model::ActionKind::None;
    std::string_view id; ///< of the action
};

/// Cuts the bar off `area` and draws it. Call after the screen's content: it asks whether that can scroll.
[[nodiscard]] model::Action draw_bar(ui::Frame& frame, const Common& common, const model::Rect& rect, BarPlace place,
                                     std::span<const BarExtra> extras = {}, bool with_comfort = true);

} // namespace kiosk::screens
