#include "kiosk/setup_file.h"

#include <fmt/format.h>

namespace kiosk {

std::string setup_text(const model::SetupChoices& choices) {
    std::string text = "# Written by the kiosk's setup screen, and written anew when it is set up again.\n"
                       "# What a file given with --config says counts for more.\n";
    text += fmt::format("\n[display]\nrotation = {}\ndiagonal_in = {}\n", choices.rotation,
                        model::inches_text(choices.diagonal_tenths));
    text += fmt::format("\n[language]\ndefault = \"{}\"\n", choices.language);
    if (!choices.time_zone.empty())
        text += fmt::format("\n[clock]\ntime_zone = \"{}\"\n", choices.time_zone);
    return text + fmt::format("\n[kiosk]\nname = \"{}\"\n", choices.name);
}

} // namespace kiosk
