// The part of the tour that only a volunteer sees: the setup screen of the first start. Only the tour includes this.
#pragma once
#include "kiosk/shell/tour_walk.h"

namespace kiosk::shell {

/// Every step as it is met, what can be asked in it, and a file that could not be written.
void show_setup(Walk& walk, Saver& save);

} // namespace kiosk::shell
