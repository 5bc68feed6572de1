// Between the panel as it is mounted and the upright screen that the app draws. Pure, but for ImDrawData.
#pragma once
#include "kiosk/model/geometry.h"

struct ImDrawData;

namespace kiosk::shell {

/// The panel's own pixels and how it is turned.
struct Mounting {
    int width_px = 0; ///< as the display reports it
    int height_px = 0;
    int degrees = 0; ///< clockwise, by which the picture is turned: 0, 90, 180, 270

    [[nodiscard]] bool sideways() const { return degrees == 90 || degrees == 270; }
    [[nodiscard]] int upright_width() const { return sideways() ? height_px : width_px; }
    [[nodiscard]] int upright_height() const { return sideways() ? width_px : height_px; }
};

/// From the panel to the upright screen: for touches.
[[nodiscard]] model::Point to_upright(const Mounting& mounting, model::Point on_panel);
/// From the upright screen to the panel: for the picture.
[[nodiscard]] model::Point to_panel(const Mounting& mounting, model::Point upright);
/// Turns vertices and clip rectangles in place. Once a frame.
void rotate(const Mounting& mounting, ImDrawData& data);

} // namespace kiosk::shell
