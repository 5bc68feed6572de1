#include "kiosk/shell/tour_setup.h"

#include "kiosk/model/setup.h"

namespace kiosk::shell {
namespace {

using a11y::make_id;
using model::Millis;

void next(Walk& walk) {
    walk.tap(screens::setup_next());
    walk.wait(Millis{300});
}

void show_rotation(Walk& walk, Saver& save) {
    show_pages(walk, save, "setup-rotation");
    walk.tap(make_id("bottom", make_id("setup:up:")));
    walk.wait(Millis{3000});
    save("setup-rotation-trial");
    walk.tap(make_id("setup:back"));
    walk.wait(Millis{300});
}

void show_zone(Walk& walk, Saver& save) {
    show_pages(walk, save, "setup-zone");
    walk.tap(make_id("America", make_id("setup:region:")));
    show_pages(walk, save, "setup-zone-cities");
    walk.tap(make_id("America/New_York", make_id("setup:city:")));
    walk.wait(Millis{300});
}

void show_name(Walk& walk, Saver& save) {
    show_pages(walk, save, "setup-name");
    if (walk.tap(make_id(" ", make_id("setup:key:")))) {
        walk.wait(Millis{300});
        save("setup-name-digits");
    }
}

void show_summary(Walk& walk, Saver& save) {
    show_pages(walk, save, "setup-summary");
    next(walk);
    save("setup-saving");
    walk.machine().finish({platform::SaveFile{}, false, "No space left on device", 0, {}, "no_space"});
    walk.settle();
    save("setup-not-saved");
}

} // namespace

void show_setup(Walk& walk, Saver& save) {
    show_pages(walk, save, "setup-language");
    next(walk);
    show_rotation(walk, save);
    next(walk);
    show_pages(walk, save, "setup-size");
    next(walk);
    const ui::Metrics metrics(walk.stage().panel(), walk.app().settings().text_size);
    for (const std::size_t ring : {0U, 1U, 4U})
        walk.tap(screens::touch_rings(metrics)[ring].center());
    save("setup-touch");
    next(walk);
    show_zone(walk, save);
    next(walk);
    show_name(walk, save);
    next(walk);
    show_summary(walk, save);
}

} // namespace kiosk::shell
