#include "kiosk/screens/stick_card.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {

using Look = StickCardModel::Look;

constexpr std::uint32_t kGood = 0x1f7a4d;
constexpr std::uint32_t kAttention = 0xb8431f;
constexpr float kIconMm = 11;
constexpr float kWidthInCapitals = 32;
constexpr float kMostOfWidth = 0.56F; // beside it the title of a page can be read
constexpr float kLeastWidthMm = 110;
constexpr float kLeastForTextMm = 80;
constexpr float kMostOfScreen = 0.45F;

struct Sizes {
    ui::TextStyle title_style;
    ui::TextStyle style;
    float pad;
    float gap;
    float lead; ///< from the mark's top to the title's
    float icon;
    float close;
    float bar; ///< height of the row with the progress; 0 without one
    float width;
    float text_width;
    float height;
    bool with_text;
};

/// `scale` is a multiple of the visitor's text size.
Sizes sizes_at(ui::Frame& frame, const StickCardModel& model, float room, float scale) {
    const ui::Metrics& metrics = frame.metrics;
    Sizes sizes{};
    sizes.title_style = frame.style(ui::TextRole::BodyStrong);
    sizes.style = frame.style(ui::TextRole::Body);
    sizes.title_style.cap_px *= scale;
    sizes.style.cap_px *= scale;
    sizes.pad = metrics.snap(metrics.small() ? 3.5F : 5.5F);
    sizes.gap = std::round(sizes.style.cap_px * 0.9F);
    sizes.icon = metrics.snap(metrics.small() ? 9 : kIconMm);
    sizes.close = metrics.snap(metrics.target_mm());
    const float wanted = sizes.style.cap_px * kWidthInCapitals;
    sizes.width = std::round(std::min(room, wanted));
    sizes.with_text = sizes.width >= metrics.px(kLeastForTextMm);
    sizes.text_width = sizes.width - 2 * sizes.pad - sizes.icon - sizes.close;
    sizes.bar = model.percent ? sizes.style.cap_px + sizes.gap : 0;
    const float title = frame.text_height(model.title, sizes.title_style, sizes.text_width);
    // A title of one line stands in the middle of its mark.
    sizes.lead =
        title >= sizes.icon ? 0 : std::round((std::min(sizes.icon, metrics.px(8)) - sizes.title_style.cap_px) / 2);
    float texts = sizes.lead + title;
    if (sizes.with_text)
        texts += sizes.gap + frame.text_height(model.text, sizes.style, sizes.text_width);
    sizes.height = std::round(std::max(texts, sizes.icon) + sizes.bar + 2 * sizes.pad);
    return sizes;
}

/// In the visitor's text size; where that would cover most of the screen, in the default one: the card is for staff.
Sizes sizes_of(ui::Frame& frame, const StickCardModel& model, const model::Rect& room, float margin) {
    const ui::Metrics& metrics = frame.metrics;
    const float free = room.width() - 2 * margin;
    const float share = std::max(metrics.screen().width() * kMostOfWidth, metrics.px(kLeastWidthMm));
    const float width = metrics.small() ? free : std::min(free, share);
    const Sizes sizes = sizes_at(frame, model, width, 1);
    return sizes.height <= metrics.screen().height() * kMostOfScreen
               ? sizes
               : sizes_at(frame, model, width, 1 / frame.metrics.text_scale());
}

void draw_mark(ui::Frame& frame, Look look, const model::Rect& box) {
    const ui::Theme& theme = frame.theme;
    const ui::Icon icon = look == Look::Good        ? ui::Icon::Check
                          : look == Look::Attention ? ui::Icon::Attention
                                                    : ui::Icon::Stick;
    const ui::Color ground = look == Look::Good        ? ui::rgb(kGood)
                             : look == Look::Attention ? ui::rgb(kAttention)
                                                       : theme.bar_button;
    if (theme.high_contrast)
        frame.paint.outline(box, box.width() / 2, theme.edge, frame.metrics.px(0.6F));
    else
        frame.paint.circle(box.center(), box.width() / 2, ground);
    const float inset = std::round(box.width() * 0.22F);
    frame.paint.icon(icon, box.shrunk(inset, inset), theme.on_bar);
}

void draw_progress(ui::Frame& frame, const StickCardModel& model, const ui::TextStyle& body, const model::Rect& row) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const float figure = frame.text_width("100 %", body);
    const float line = metrics.snap(2.4F);
    const float middle = row.bottom - body.cap_px / 2;
    const model::Rect track{row.left, std::round(middle - line / 2), row.right - figure - metrics.px(3),
                            std::round(middle - line / 2) + line};
    frame.paint.fill_rounded(track, line / 2, ui::with_alpha(theme.ink, 0.18F));
    model::Rect filled = track;
    filled.right = std::max(track.left + line,
                            track.left + std::round(track.width() * static_cast<float>(*model.percent) / 100.0F));
    frame.paint.fill_rounded(filled, line / 2, theme.high_contrast ? theme.call : theme.ink);
    frame.text({row.right - figure, row.bottom - body.cap_px}, figure, model.percent_text, body, theme.ink,
               a11y::Role::Status, ui::Align::Right);
}

} // namespace

a11y::NodeId stick_card_close() {
    return a11y::make_id("stick:close");
}

bool draw_stick_card(ui::Frame& frame, const StickCardModel& model, const model::Rect& room, bool close_is_pressed) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const float margin = metrics.snap(metrics.small() ? 2.5F : std::min(metrics.margin_mm(), 8.0F));
    const Sizes sizes = sizes_of(frame, model, room, margin);
    const float right = std::round(room.right - margin);
    const float above = std::round(room.top + margin);
    const model::Rect card{right - sizes.width, above, right, above + sizes.height};
    const float radius = metrics.px(5);
    frame.paint.shadow(card, radius, metrics.px(6), 0.45F);
    frame.paint.fill_rounded(card, radius, theme.card);
    if (theme.high_contrast)
        frame.paint.outline(card, radius, theme.edge, metrics.px(0.8F));

    const float x = card.left + sizes.pad;
    const float top = card.top + sizes.pad;
    draw_mark(frame, model.look, {x, top, x + sizes.icon, top + sizes.icon});
    const float text_left = x + sizes.icon + sizes.pad;
    const float title_top = top + sizes.lead;
    const float text_top = title_top + sizes.gap
                           + frame.text({text_left, title_top}, sizes.text_width, model.title, sizes.title_style,
                                        theme.ink, a11y::Role::Status);
    if (sizes.with_text)
        frame.text({text_left, text_top}, sizes.text_width, model.text, sizes.style, theme.ink_soft,
                   a11y::Role::Status);
    if (model.percent)
        draw_progress(frame, model, sizes.style,
                      {text_left, card.top, card.right - sizes.pad, card.bottom - sizes.pad});

    const model::Rect close{card.right - sizes.close, card.top, card.right, card.top + sizes.close};
    const ui::Interaction state = frame.interact(stick_card_close(), a11y::Role::Button, model.close, close);
    const float icon = metrics.snap(6);
    const model::Point middle = close.center();
    if (state.held || close_is_pressed)
        frame.paint.circle(middle, metrics.px(6), ui::with_alpha(theme.call, 0.6F));
    frame.paint.icon(ui::Icon::Close,
                     {std::round(middle.x - icon / 2), std::round(middle.y - icon / 2), std::round(middle.x + icon / 2),
                      std::round(middle.y + icon / 2)},
                     theme.ink_soft);
    return state.clicked;
}

} // namespace kiosk::screens
