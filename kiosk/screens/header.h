// The strip on top of a page: the harbour, a title, and a line about it. Scrolls with the page.
#pragma once
#include "kiosk/screens/screens.h"

#include <string_view>

namespace kiosk::screens {

/// The home screen's picture, also for the screens of settings: the same strip needs no second layout.
inline constexpr double kHeaderSeconds = 40;

struct HeaderLook {
    const attract::Harbour* harbour = nullptr; ///< null for a plain strip
    double seconds = 0;                        ///< the moment of the harbour; nothing moves
    float height_share = 0;                    ///< of the screen, at least; 0 for as high as the texts need
};

/// The height that draw_header() will return.
[[nodiscard]] float header_height(ui::Frame& frame, const model::Rect& screen, std::string_view title,
                                  std::string_view line, const HeaderLook& look);

/// Draws the strip at `top` over the width of `screen`. Returns its height. An empty `line` is left out.
float draw_header(ui::Frame& frame, const model::Rect& screen, float top, std::string_view title, std::string_view line,
                  const HeaderLook& look);

} // namespace kiosk::screens
