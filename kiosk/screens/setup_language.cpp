#include "kiosk/screens/setup_page.h"

namespace kiosk::screens {
namespace {
constexpr float kLanguageMm = 74;
}

model::Action draw_setup_language(ui::Frame& frame, const Common& common, const SetupModel& model) {
    const SetupPage page =
        begin_setup(frame, common, model, common.strings.language, common.strings.setup.language_text);
    const SetupTiles tiles(frame, page.width, model.languages, kLanguageMm);
    const float top = centered(page, tiles.height());
    const SetupChoice* chosen = tiles.draw({page.left, top}, "setup:language:");
    const model::Action from_bar = end_setup(frame, common, model, page, top + tiles.height());
    return chosen != nullptr ? model::act(model::ActionKind::SetupLanguage, chosen->id) : from_bar;
}

} // namespace kiosk::screens
