// The file of settings that the setup screen writes.
#pragma once
#include "kiosk/model/setup.h"

#include <string>

namespace kiosk {

/// What is chosen, as the text of a kiosk.toml. Each text of `choices` must be one that kiosk.toml takes.
[[nodiscard]] std::string setup_text(const model::SetupChoices& choices);

} // namespace kiosk
