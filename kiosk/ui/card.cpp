#include "kiosk/ui/widgets.h"

#include <algorithm>
#include <cmath>

namespace kiosk::ui {
namespace {

struct CardSizes {
    float panel; ///< width of the emblem's panel (Wide) or its height (Tall)
    float pad_x;
    float pad_y;
    float text_width;
    float gap; ///< between title and line
};

CardSizes sizes_of(const Frame& frame, float width, CardShape shape) {
    const Metrics& metrics = frame.metrics;
    CardSizes sizes{};
    const float width_mm = width / metrics.px_per_mm();
    sizes.panel =
        metrics.snap(shape == CardShape::Wide ? std::clamp(width_mm * (width_mm < 110 ? 0.23F : 0.29F), 18.0F, 46.0F)
                                              : std::clamp(width_mm * 0.34F, 22.0F, 52.0F));
    sizes.pad_x = metrics.snap(metrics.small() ? 4 : 6);
    sizes.pad_y = metrics.snap(metrics.small() ? 5 : 6);
    sizes.text_width = width - 2 * sizes.pad_x - (shape == CardShape::Wide ? sizes.panel : 0);
    sizes.gap = metrics.snap(metrics.type().body_mm * 1.5F);
    return sizes;
}

TextStyle title_style(Frame& frame, const db::RoleCard& role, const CardSizes& sizes) {
    return frame.style_that_keeps_words(frame.style(TextRole::Title), role.title, sizes.text_width);
}

/// Shadow, panel, paper and emblem.
void draw_ground(Frame& frame, const model::Rect& body, const model::Rect& panel, const model::Rect& area,
                 const db::RoleCard& role, CardShape shape, bool held) {
    const Metrics& metrics = frame.metrics;
    const Theme& theme = frame.theme;
    const float radius = metrics.px(5);
    const Color accent = theme.accent_shape(role.accent_rgb);
    if (!theme.high_contrast && !held)
        frame.paint.shadow(body.moved(0, metrics.px(0.8F)), radius, metrics.px(3.5F), 0.16F);
    // Panel and paper meet without overlap: paper under the panel would shine through its smooth edge.
    const Color paper = held ? mix(theme.card, accent, theme.high_contrast ? 0.6F : 0.20F) : theme.card;
    frame.paint.fill_rounded(area, radius, paper, shape == CardShape::Wide ? Corners::Right : Corners::Bottom);
    frame.paint.fill_rounded(panel, radius, accent, shape == CardShape::Wide ? Corners::Left : Corners::Top);
    if (theme.high_contrast)
        frame.paint.outline(body, radius, theme.edge, metrics.px(0.7F));

    const float emblem = std::round(std::min(panel.width(), panel.height()) * 0.66F);
    const model::Point center = panel.center();
    frame.paint.emblem(role.emblem,
                       {center.x - emblem / 2, center.y - emblem / 2, center.x + emblem / 2, center.y + emblem / 2},
                       theme.on_accent, -1);
}

} // namespace

float role_card_text_height(Frame& frame, float width, const db::RoleCard& role, CardShape shape) {
    const CardSizes sizes = sizes_of(frame, width, shape);
    return frame.text_height(role.title, title_style(frame, role, sizes), sizes.text_width) + sizes.gap
           + frame.text_height(role.tagline, frame.style(TextRole::Body), sizes.text_width);
}

float role_card_height(Frame& frame, float width, const db::RoleCard& role, CardShape shape) {
    const CardSizes sizes = sizes_of(frame, width, shape);
    return std::ceil(role_card_text_height(frame, width, role, shape) + 2 * sizes.pad_y
                     + (shape == CardShape::Tall ? sizes.panel : 0));
}

bool role_card_keeps_words(Frame& frame, float width, const db::RoleCard& role, CardShape shape) {
    const CardSizes sizes = sizes_of(frame, width, shape);
    return !frame.paint.layout(role.title, frame.style(TextRole::Title), sizes.text_width).broke_word;
}

bool role_card(Frame& frame, a11y::NodeId id, const model::Rect& rect, const db::RoleCard& role, CardShape shape,
               float text_height) {
    const Metrics& metrics = frame.metrics;
    const Theme& theme = frame.theme;
    const Interaction state = frame.interact(id, a11y::Role::Link, role.title, rect);
    const model::Rect clip = frame.paint.clip();
    const bool seen = rect.overlaps({clip.left, clip.top - metrics.px(8), clip.right, clip.bottom + metrics.px(8)});
    if (!seen && frame.inert())
        return false;

    const CardSizes sizes = sizes_of(frame, rect.width(), shape);
    // A pressed card sinks: no shadow, and everything a little down.
    const model::Rect body = state.held ? rect.moved(0, metrics.snap(0.8F)) : rect;
    model::Rect area = body;
    const model::Rect panel = shape == CardShape::Wide ? area.cut_left(sizes.panel) : area.cut_top(sizes.panel);
    // A card that is scrolled away has its texts in the accessibility tree, but nothing to look at.
    if (seen)
        draw_ground(frame, body, panel, area, role, shape, state.held);

    const TextStyle title = title_style(frame, role, sizes);
    float y = std::round(area.center().y - text_height / 2);
    const float x = area.left + sizes.pad_x;
    y += frame.text({x, y}, sizes.text_width, role.title, title, theme.ink, a11y::Role::Text, Align::Left, id)
         + sizes.gap;
    frame.text({x, y}, sizes.text_width, role.tagline, frame.style(TextRole::Body), theme.ink_soft, a11y::Role::Text,
               Align::Left, id);
    return state.clicked;
}

} // namespace kiosk::ui
