#include "kiosk/screens/header.h"
#include "kiosk/screens/navigation_bar.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {
constexpr float kMaxLeadMm = 400; // in larger type
constexpr float kMinColumnMm = 120;
constexpr double kAboutSeconds = 95; // another moment of the harbour than on the home screen

/// The first paragraph leads in the title's size; the others follow, side by side where there is room. Returns the
/// height.
float draw_paragraphs(ui::Frame& frame, std::string_view text, model::Point at, float width) {
    const ui::Metrics& metrics = frame.metrics;
    ui::TextStyle lead = frame.style(ui::TextRole::Title);
    lead.weight = ui::Weight::Regular;
    lead.line_height = 1.85F;
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const float gap = metrics.snap(12);
    const std::size_t first_end = std::min(text.find(kParagraph), text.size());
    float y = at.y;
    y += frame.text({at.x, y}, std::min(width, metrics.px(kMaxLeadMm * metrics.text_scale())),
                    text.substr(0, first_end), lead, frame.theme.ink)
         + metrics.snap(metrics.type().title_mm * 2);
    const float half = std::floor((width - gap) / 2);
    const bool columns = half > metrics.px(kMinColumnMm * metrics.text_scale());
    const float column = columns ? half : std::min(width, metrics.px(kMaxLineMm * metrics.text_scale()));
    float left = at.x;
    float row = 0;
    for (std::size_t begin = first_end + kParagraph.size(); begin < text.size();) {
        const std::size_t end = std::min(text.find(kParagraph, begin), text.size());
        row = std::max(row, frame.text({left, y}, column, text.substr(begin, end - begin), body, frame.theme.ink));
        const bool row_full = !columns || left > at.x;
        left = row_full ? at.x : at.x + half + gap;
        if (row_full || end == text.size()) {
            y += row + (end == text.size() ? 0 : metrics.snap(metrics.type().body_mm * 2.2F));
            row = 0;
        }
        begin = end + kParagraph.size();
    }
    return y - at.y;
}

} // namespace

model::Action draw_about(ui::Frame& frame, const Common& common, const AboutModel& model) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const float margin = metrics.snap(metrics.margin_mm());
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("about"), a11y::Role::Screen, model.organisation.heading, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    const ui::ScrollArea area = frame.begin_scroll("screen:about", screen);
    float y = area.top;
    y += draw_header(frame, screen, y, model.organisation.heading, model.organisation.name,
                     {common.about_harbour, kAboutSeconds, metrics.small() ? 0.0F : 0.25F});
    y += margin;
    y += draw_paragraphs(frame, model.organisation.introduction, {margin, y}, screen.width() - 2 * margin) + margin;
    const ui::ButtonLook look{.icon = ui::Icon::Next, .icon_after = true, .kind = ui::ButtonKind::Primary};
    const float button = std::min(ui::button_width(frame, common.strings.see_roles, look), screen.width() - 2 * margin);
    const float height = ui::button_height(frame, common.strings.see_roles, look, button);
    if (ui::button(frame, a11y::make_id("about:roles"), {margin, y, margin + button, y + height},
                   common.strings.see_roles, common.strings.see_roles, look))
        action = model::act(model::ActionKind::Home);
    y += height + margin;
    frame.end_scroll(area, y);

    if (model::Action from_bar = draw_bar(frame, common, bar, BarPlace::Below))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
