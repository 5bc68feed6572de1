#include "kiosk/screens/header.h"
#include "kiosk/screens/navigation_bar.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {}

model::Action draw_languages(ui::Frame& frame, const Common& common) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const float margin = metrics.snap(metrics.margin_mm());
    const float gap = metrics.snap(6);
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("languages"), a11y::Role::Screen, common.strings.choose_language, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    const ui::ScrollArea area = frame.begin_scroll("screen:languages", screen);
    const float width = screen.width() - 2 * margin;
    float y = area.top;
    y +=
        draw_header(frame, screen, y, common.strings.choose_language, {}, {common.harbour, kHeaderSeconds, 0}) + margin;
    const int columns =
        std::clamp(static_cast<int>((width + gap) / (metrics.px(80 * metrics.text_scale()) + gap)), 1, 3);
    const float cell = std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    float height = 0;
    for (const db::Language& language : common.languages)
        height = std::max(height, ui::tile_height(frame, language.name, cell, {}));
    const auto key = a11y::make_id("language:");
    for (std::size_t index = 0; index < common.languages.size(); ++index) {
        const db::Language& language = common.languages[index];
        const float left = margin + static_cast<float>(index % static_cast<std::size_t>(columns)) * (cell + gap);
        const float top = y + static_cast<float>(index / static_cast<std::size_t>(columns)) * (height + gap);
        if (ui::tile(frame, a11y::make_id(language.code, key), {left, top, left + cell, top + height}, language.name,
                     {language.code == common.settings.language, 0}))
            action = model::act(model::ActionKind::SetLanguage, language.code);
    }
    const auto rows = static_cast<float>((static_cast<int>(common.languages.size()) + columns - 1) / columns);
    frame.end_scroll(area, y + rows * (height + gap) - gap + margin);

    if (model::Action from_bar = draw_bar(frame, common, bar, BarPlace::Below))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
