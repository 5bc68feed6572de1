// Asks for a new PIN on a terminal, without showing it; or takes it as a line from a pipe.
#pragma once
#include "db/result.h"

#include <string>

namespace kiosk {

/// On a terminal it asks twice. The PIN may be anything; whether it is one is for the caller to say.
/// Errors: BadConfig (the two differ), Io (no line to read).
[[nodiscard]] db::Result<std::string> ask_pin();

} // namespace kiosk
