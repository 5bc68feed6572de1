#include "kiosk/screens/screens.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {

void draw_countdown(ui::Frame& frame, const Common& common, const CountdownModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const model::Rect screen = metrics.screen();
    frame.paint.fill(screen, ui::with_alpha(theme.ground, 0.72F));
    const float pad = metrics.snap(metrics.small() ? 7 : 12);
    const float width = std::min(screen.width() - 4 * pad, metrics.px(170 * std::sqrt(metrics.text_scale())));
    const float text_width = width - 2 * pad;
    const ui::TextStyle title = frame.style(ui::TextRole::TitleStrong);
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const ui::TextStyle number = frame.style(ui::TextRole::Title);
    const float gap = metrics.snap(metrics.type().body_mm * 1.6F);
    const float line = metrics.snap(2.4F);
    const float height = pad + frame.text_height(common.strings.countdown_title, title, text_width) + gap
                         + frame.text_height(common.strings.countdown_text, body, text_width) + gap
                         + frame.text_height(model.seconds_text, number, text_width) + gap + line + pad;
    const float left = std::round((screen.width() - width) / 2);
    const float top = std::round((screen.height() - height) / 2);
    const model::Rect dialog{left, top, left + width, top + std::round(height)};
    const float radius = metrics.px(6);
    frame.node(a11y::make_id("countdown"), a11y::Role::Dialog, common.strings.countdown_title, dialog);
    frame.paint.shadow(dialog, radius, metrics.px(8), 0.4F);
    frame.paint.fill_rounded(dialog, radius, theme.card);
    if (theme.high_contrast)
        frame.paint.outline(dialog, radius, theme.edge, metrics.px(0.8F));
    const float x = dialog.left + pad;
    float y = dialog.top + pad;
    y += frame.text({x, y}, text_width, common.strings.countdown_title, title, theme.ink, a11y::Role::Heading) + gap;
    y += frame.text({x, y}, text_width, common.strings.countdown_text, body, theme.ink_soft) + gap;
    y += frame.text({x, y}, text_width, model.seconds_text, number, theme.ink, a11y::Role::Status) + gap;
    const model::Rect track{x, y, x + text_width, y + line};
    frame.paint.fill_rounded(track, line / 2, ui::with_alpha(theme.ink, 0.14F));
    const float filled = std::max(line, text_width * model.fraction_left);
    frame.paint.fill_rounded({x, y, x + filled, y + line}, line / 2,
                             theme.high_contrast ? theme.call : ui::rgb(0xe07a3f));
}

} // namespace kiosk::screens
