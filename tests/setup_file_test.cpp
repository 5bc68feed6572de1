#include "kiosk/setup_file.h"

#include "kiosk/config.h"

#include <doctest/doctest.h>

TEST_CASE("what the setup screen writes is what kiosk.toml reads") {
    for (const char* zone : {"Europe/Madrid", ""}) {
        const kiosk::model::SetupChoices choices{"pt-BR", 270, 215, zone, "booth-7"};
        kiosk::LoadedConfig loaded;
        kiosk::add_config(loaded, kiosk::setup_text(choices), "/var/lib/kiosk/setup.toml", kiosk::MaySet::OfSetup);
        CHECK(loaded.problems.empty());
        kiosk::Config expected;
        expected.display.rotation = 270;
        expected.display.diagonal_in = 21.5;
        expected.default_language = "pt-BR";
        if (*zone != '\0')
            expected.time_zone = zone;
        expected.name = "booth-7";
        CHECK(loaded.config == expected);
    }
}
