#include "kiosk/attract/banner.h"

#include "kiosk/attract/harbour.h"

namespace kiosk::attract {

void draw_banner(ui::Frame& frame, const Harbour& harbour, const model::Rect& rect, double seconds) {
    frame.paint.push_clip(rect);
    harbour.draw_banner(frame.paint.list(), {rect.left, rect.top}, {rect.right, rect.bottom}, seconds);
    frame.paint.pop_clip();
}

void draw_backdrop(ui::Frame& frame, const Harbour& harbour) {
    harbour.draw(frame.paint.list(), {0, 0}, Harbour::kStillSeconds, Detail::High);
}

} // namespace kiosk::attract
