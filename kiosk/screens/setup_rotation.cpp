#include "kiosk/screens/setup_page.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;

constexpr float kMostArrowMm = 40;
constexpr float kMostGlassMm = 110;

struct Arrow {
    std::string_view key;
    ui::Icon icon;
    float x; ///< from the middle, in the direction of the arrow
    float y;
};
constexpr std::array<Arrow, 4> kArrows{{{"top", ui::Icon::Up, 0, -1},
                                        {"right", ui::Icon::Right, 1, 0},
                                        {"bottom", ui::Icon::Down, 0, 1},
                                        {"left", ui::Icon::Back, -1, 0}}};

/// The glass as it hangs there, with a line of text to show which way the picture stands.
void draw_glass(ui::Frame& frame, const model::Rect& glass) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const float edge = std::max(1.0F, glass.width() * 0.03F);
    frame.paint.fill_rounded(glass, edge * 2, theme.ground);
    if (theme.high_contrast)
        frame.paint.outline(glass, edge * 2, theme.edge, metrics.px(0.6F));
    const model::Rect inner = glass.shrunk(edge * 2, edge * 2);
    const float line = inner.height() * 0.09F;
    const float left = inner.left + inner.width() * 0.12F;
    float y = inner.top + inner.height() * 0.18F;
    frame.paint.fill_rounded({left, y, left + inner.width() * 0.5F, y + line * 1.5F}, line / 2, theme.call);
    y += line * 3.4F;
    for (const float share : {0.76F, 0.62F}) {
        frame.paint.fill_rounded({left, y, left + inner.width() * share, y + line}, line / 2,
                                 ui::with_alpha(theme.on_accent, 0.75F));
        y += line * 2.2F;
    }
}

struct Cross {
    float arrow = 0;
    model::Rect glass;
    float gap = 0;
};

Cross cross_in(const ui::Metrics& metrics, const model::Rect& room) {
    Cross cross;
    cross.gap = metrics.snap(metrics.small() ? 3 : 6);
    const float aspect = metrics.width_mm() / metrics.height_mm();
    const float target = metrics.snap(metrics.target_mm());
    cross.arrow = std::clamp(std::floor((std::min(room.width(), room.height()) - 2 * cross.gap) / 4.2F), target,
                             metrics.snap(kMostArrowMm));
    const float most = metrics.px(kMostGlassMm);
    const float wide = std::max(std::min(room.width() - 2 * (cross.arrow + cross.gap), most), target);
    const float high = std::max(std::min(room.height() - 2 * (cross.arrow + cross.gap), most), target);
    const float width = std::round(std::min(wide, high * aspect));
    const float height = std::round(width / aspect);
    const model::Point middle = room.center();
    const float left = std::round(middle.x - width / 2);
    const float top = std::round(middle.y - height / 2);
    cross.glass = {left, top, left + width, top + height};
    return cross;
}

model::Rect arrow_rect(const Cross& cross, const Arrow& arrow) {
    const model::Point middle = cross.glass.center();
    const float away_x = cross.glass.width() / 2 + cross.gap + cross.arrow / 2;
    const float away_y = cross.glass.height() / 2 + cross.gap + cross.arrow / 2;
    const float left = std::round(middle.x + arrow.x * away_x - cross.arrow / 2);
    const float top = std::round(middle.y + arrow.y * away_y - cross.arrow / 2);
    return {left, top, left + cross.arrow, top + cross.arrow};
}

/// A button with an arrow that is seen from afar.
bool draw_arrow(ui::Frame& frame, const Arrow& arrow, const model::Rect& rect, std::string_view name, bool is_up) {
    const ui::Theme& theme = frame.theme;
    const bool clicked = ui::button(frame, a11y::make_id(arrow.key, a11y::make_id("setup:up:")), rect, name, {},
                                    {.kind = is_up ? ui::ButtonKind::Primary : ui::ButtonKind::OnPaper});
    const float inset = std::round(rect.width() * 0.27F);
    frame.paint.icon(arrow.icon, rect.shrunk(inset, inset), is_up ? theme.on_call : theme.ink);
    return clicked;
}

} // namespace

model::Action draw_setup_rotation(ui::Frame& frame, const Common& common, const SetupModel& model) {
    const model::SetupStrings& words = common.strings.setup;
    const SetupPage page = begin_setup(frame, common, model, words.rotation_title,
                                       model.is_trial ? std::string_view(model.trial_text) : words.rotation_text);
    const std::array<std::string_view, 4> names{words.side_top, words.side_right, words.side_bottom, words.side_left};
    const Cross cross = cross_in(frame.metrics, {page.left, page.top, page.left + page.width, page.top + page.height});
    draw_glass(frame, cross.glass);
    model::Action action;
    float bottom = page.top;
    for (std::size_t index = 0; index < kArrows.size(); ++index) {
        const model::Rect rect = arrow_rect(cross, kArrows[index]);
        bottom = std::max(bottom, rect.bottom);
        if (draw_arrow(frame, kArrows[index], rect, names[index], index == 0))
            action = model::act(ActionKind::SetupTurn, {}, static_cast<int>(index));
    }
    const model::Action from_bar = end_setup(frame, common, model, page, bottom);
    return action ? action : from_bar;
}

} // namespace kiosk::screens
