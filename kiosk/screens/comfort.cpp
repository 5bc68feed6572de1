#include "kiosk/screens/header.h"
#include "kiosk/screens/navigation_bar.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;
using ui::TextRole;

constexpr float kRowGapMm = 6;

struct Option {
    a11y::NodeId id;
    std::string_view label;
    ui::TileLook look;
    model::Action action;
};

/// Tiles in as many columns as fit. Returns the height.
float draw_options(ui::Frame& frame, model::Point at, float width, std::span<Option> options, model::Action& action) {
    const ui::Metrics& metrics = frame.metrics;
    const float gap = metrics.snap(kRowGapMm);
    const int most = std::clamp(static_cast<int>((width + gap) / (metrics.px(74 * metrics.text_scale()) + gap)), 1, 4);
    int columns = std::min(most, static_cast<int>(options.size()));
    if (columns == 3 && options.size() == 4)
        columns = 2;
    const float cell = std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    float height = 0;
    for (const Option& option : options)
        height = std::max(height, ui::tile_height(frame, option.label, cell, option.look));
    for (std::size_t index = 0; index < options.size(); ++index) {
        const float left = at.x + static_cast<float>(index % static_cast<std::size_t>(columns)) * (cell + gap);
        const float top = at.y + static_cast<float>(index / static_cast<std::size_t>(columns)) * (height + gap);
        Option& option = options[index];
        if (ui::tile(frame, option.id, {left, top, left + cell, top + height}, option.label, option.look))
            action = std::move(option.action);
    }
    const auto rows = static_cast<float>((static_cast<int>(options.size()) + columns - 1) / columns);
    return rows * height + (rows - 1) * gap;
}

} // namespace

model::Action draw_comfort(ui::Frame& frame, const Common& common) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const model::Strings& strings = common.strings;
    const model::Settings& settings = common.settings;
    const float margin = metrics.snap(metrics.margin_mm());
    const float section_gap = metrics.snap(metrics.small() ? 8 : 12);
    const float gap = metrics.snap(kRowGapMm);
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("comfort"), a11y::Role::Screen, strings.comfort, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    const ui::ScrollArea area = frame.begin_scroll("screen:comfort", screen);
    const float width = screen.width() - 2 * margin;
    float y = area.top;
    y += draw_header(frame, screen, y, strings.comfort, strings.settings_note, {common.harbour, kHeaderSeconds, 0})
         + section_gap;
    y += frame.text({margin, y}, width, strings.text_size, frame.style(TextRole::BodyStrong), theme.ink,
                    a11y::Role::Heading)
         + gap;
    const std::array<std::string_view, 4> names{strings.size_default, strings.size_large, strings.size_larger,
                                                strings.size_largest};
    std::array<Option, 4> sizes{};
    for (std::size_t index = 0; index < sizes.size(); ++index)
        sizes[index] = {a11y::make_id("size") + static_cast<a11y::NodeId>(index),
                        names[index],
                        {settings.text_size == model::kTextSizes[index], model::text_scale(model::kTextSizes[index])},
                        model::act(ActionKind::SetTextSize, {}, static_cast<int>(index))};
    y += draw_options(frame, {margin, y}, width, sizes, action) + section_gap;

    y += frame.text({margin, y}, width, strings.view, frame.style(TextRole::BodyStrong), theme.ink, a11y::Role::Heading)
         + gap;
    std::array<Option, 2> view{Option{a11y::make_id("contrast"),
                                      strings.high_contrast,
                                      {settings.high_contrast, 0},
                                      model::act(ActionKind::ToggleContrast)},
                               Option{a11y::make_id("motion"),
                                      strings.less_motion,
                                      {settings.reduced_motion, 0},
                                      model::act(ActionKind::ToggleMotion)}};
    y += draw_options(frame, {margin, y}, width, view, action) + margin;
    frame.end_scroll(area, y);

    if (model::Action from_bar = draw_bar(frame, common, bar, BarPlace::Below, {}, false))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
