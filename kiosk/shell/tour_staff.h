// The part of the tour that visitors do not see: sticks and the staff panel. Only the tour includes this.
#pragma once
#include "kiosk/shell/tour_walk.h"

namespace kiosk::shell {

/// From home: the card about a stick, the pad for the PIN, the panel and its pages. Ends in the attract loop.
void show_sticks_and_staff(Walk& walk, Saver& save);

/// From home as it is set now: a card and the pad.
void show_stick_and_pin(Walk& walk, Saver& save, const std::string& suffix);

} // namespace kiosk::shell
