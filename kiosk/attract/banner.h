// The harbour behind other screens: a strip under a title, or the whole ground.
#pragma once
#include "kiosk/ui/frame.h"

namespace kiosk::attract {

class Harbour;

/// A wide strip, cut off at `rect`. `seconds` chooses the moment; nothing moves.
void draw_banner(ui::Frame& frame, const Harbour& harbour, const model::Rect& rect, double seconds);

/// The whole screen, still.
void draw_backdrop(ui::Frame& frame, const Harbour& harbour);

} // namespace kiosk::attract
