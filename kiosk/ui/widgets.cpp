#include "kiosk/ui/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::ui {
namespace {

constexpr float kIconMm = 7.0F;
constexpr float kButtonGapMm = 3.0F;

struct ButtonColors {
    Color ground;
    Color text;
    Color edge;
};

ButtonColors colors_of(const Theme& theme, ButtonKind kind) {
    switch (kind) {
    case ButtonKind::Primary:
        return {theme.call, theme.on_call, theme.call};
    case ButtonKind::OnBar:
        return {theme.bar_button, theme.on_bar, theme.high_contrast ? theme.edge : theme.bar_button};
    case ButtonKind::OnPaper:
        return {theme.card, theme.ink, theme.edge};
    }
    return {};
}

/// A pressed control moves towards the call colour, so that the answer to the finger can't be missed.
Color pressed_ground(const Theme& theme, Color ground) {
    return mix(ground, theme.call, theme.high_contrast ? 1.0F : 0.45F);
}

/// Between a button's edge and what it holds.
float button_pad(const Metrics& metrics) {
    return metrics.px(metrics.width_mm() < 300 ? 4.5F : 6.0F);
}

float icon_px(const Frame& frame) {
    return std::round(frame.metrics.px(kIconMm * std::sqrt(frame.metrics.text_scale())));
}

} // namespace

float button_width(Frame& frame, std::string_view label, const ButtonLook& look) {
    const Metrics& metrics = frame.metrics;
    float width = 2 * button_pad(metrics);
    const bool labelled = look.show_label && !label.empty();
    if (labelled)
        width += frame.text_width(label, frame.style(TextRole::BodyStrong));
    if (look.icon != Icon::None)
        width += icon_px(frame) + (labelled ? metrics.px(kButtonGapMm) : 0);
    return std::max(std::ceil(width), metrics.snap(metrics.target_mm()));
}

float button_height(Frame& frame, std::string_view label, const ButtonLook& look, float width) {
    const Metrics& metrics = frame.metrics;
    const float icon = look.icon == Icon::None ? 0 : icon_px(frame) + metrics.px(kButtonGapMm);
    const float text = frame.text_height(label, frame.style(TextRole::BodyStrong), width - 2 * metrics.px(2) - icon);
    return std::max(metrics.snap(metrics.target_mm()), std::ceil(text + 2 * metrics.px(kButtonGapMm)));
}

bool button(Frame& frame, a11y::NodeId id, const model::Rect& rect, std::string_view name, std::string_view label,
            const ButtonLook& look) {
    const Metrics& metrics = frame.metrics;
    const Theme& theme = frame.theme;
    const Interaction state = look.enabled ? frame.interact(id, a11y::Role::Button, name, rect)
                                           : frame.disabled(id, a11y::Role::Button, name, rect);
    ButtonColors colors = colors_of(theme, look.kind);
    if (!look.enabled) {
        colors = colors_of(theme, look.kind == ButtonKind::Primary ? ButtonKind::OnPaper : look.kind);
        colors.text = with_alpha(colors.text, 0.40F);
    }
    if (state.held) {
        colors.ground = pressed_ground(theme, colors.ground);
        colors.text = theme.high_contrast ? theme.on_call : colors.text;
    }
    const float radius = std::min(rect.height() / 2, metrics.px(9));
    frame.paint.fill_rounded(rect, radius, colors.ground);
    if (colors.edge != colors.ground)
        frame.paint.outline(rect, radius, colors.edge, metrics.px(0.4F));

    const bool labelled = look.show_label && !label.empty();
    const TextStyle style = frame.style(TextRole::BodyStrong);
    // Where a bar had to make it small, the icon goes with it.
    const float most_icon = labelled ? rect.height() : std::min(rect.width(), rect.height()) * 0.66F;
    const float icon = look.icon == Icon::None ? 0 : std::round(std::min(icon_px(frame), most_icon));
    const float gap = icon > 0 && labelled ? metrics.px(kButtonGapMm) : 0;
    const float room = rect.width() - 2 * metrics.px(2) - icon - gap;
    const float text_width = labelled ? std::min(room, std::ceil(frame.paint.layout(label, style, room).width)) : 0;
    float x = std::round(rect.center().x - (icon + gap + text_width) / 2);
    const float middle = rect.center().y;
    const auto draw_icon = [&] {
        frame.paint.icon(look.icon, {x, std::round(middle - icon / 2), x + icon, std::round(middle + icon / 2)},
                         colors.text);
        x += icon + gap;
    };
    if (!look.icon_after && icon > 0)
        draw_icon();
    if (labelled) {
        const float height = frame.text_height(label, style, room);
        frame.text({x, std::round(middle - height / 2)}, room, label, style, colors.text, a11y::Role::Text, Align::Left,
                   id);
        x += text_width + gap;
    }
    if (look.icon_after && icon > 0)
        draw_icon();
    return state.clicked;
}

namespace {
constexpr float kTilePadMm = 6;
constexpr std::string_view kSample = "Aa";

TextStyle sample_style(const Frame& frame, float scale) {
    TextStyle style = frame.style(TextRole::BodyStrong);
    style.cap_px *= 1.3F * scale / frame.metrics.text_scale();
    return style;
}

TextStyle tile_style(Frame& frame, std::string_view label, float room) {
    return frame.style_that_keeps_words(frame.style(TextRole::BodyStrong), label, room);
}

/// Width of the tick, the sample and the gaps before the label.
float tile_lead(Frame& frame, const TileLook& look) {
    const float gap = frame.metrics.px(4);
    const float sample =
        look.sample_scale > 0 ? frame.text_width(kSample, sample_style(frame, look.sample_scale)) + gap : 0;
    return frame.metrics.px(kTilePadMm) + icon_px(frame) + gap + sample;
}
} // namespace

float tile_height(Frame& frame, std::string_view label, float width, const TileLook& look) {
    const Metrics& metrics = frame.metrics;
    const float room = width - tile_lead(frame, look) - metrics.px(kTilePadMm);
    const float text = frame.text_height(label, tile_style(frame, label, room), room);
    const float least =
        metrics.small() ? metrics.target_mm() : std::clamp(metrics.height_mm() * 0.105F, metrics.target_mm(), 30.0F);
    return std::max(metrics.snap(least), std::round(text + 2 * metrics.px(kTilePadMm)));
}

bool tile(Frame& frame, a11y::NodeId id, const model::Rect& rect, std::string_view label, const TileLook& look) {
    const Metrics& metrics = frame.metrics;
    const Theme& theme = frame.theme;
    const Interaction state = frame.interact(id, a11y::Role::Toggle, label, rect);
    frame.set_checked(look.checked);
    const float radius = metrics.px(5);
    Color ground = look.checked ? (theme.high_contrast ? theme.call : theme.bar) : theme.card;
    Color text = look.checked ? (theme.high_contrast ? theme.on_call : theme.on_bar) : theme.ink;
    if (state.held) {
        ground = pressed_ground(theme, ground);
        text = theme.high_contrast ? theme.on_call : text;
    }
    frame.paint.fill_rounded(rect, radius, ground);
    if (!look.checked)
        frame.paint.outline(rect, radius, theme.high_contrast ? theme.edge : with_alpha(theme.ink, 0.35F),
                            metrics.px(0.4F));
    const float icon = icon_px(frame);
    const float middle = rect.center().y;
    float left = rect.left + metrics.px(kTilePadMm);
    const model::Rect mark{left, std::round(middle - icon / 2), left + icon, std::round(middle + icon / 2)};
    // A ring that holds the tick: the state shows by shape as well as by colour (WCAG 1.4.1).
    if (look.checked)
        frame.paint.icon(Icon::Check, mark, text);
    else
        frame.paint.outline(mark.shrunk(icon * 0.1F, icon * 0.1F), icon / 2, text, metrics.px(0.6F));
    left = mark.right + metrics.px(4);
    if (look.sample_scale > 0) {
        const TextStyle style = sample_style(frame, look.sample_scale);
        TextLayout& sample = frame.paint.layout(kSample, style, 0);
        frame.paint.text(sample, {left, std::round(middle - style.cap_px / 2)}, text, Align::Left, sample.width);
        left = rect.left + tile_lead(frame, look);
    }
    const float room = rect.right - metrics.px(kTilePadMm) - left;
    const TextStyle style = tile_style(frame, label, room);
    const float height = frame.text_height(label, style, room);
    frame.text({left, std::round(middle - height / 2)}, room, label, style, text, a11y::Role::Text, Align::Left, id);
    return state.clicked;
}

float section_title(Frame& frame, model::Point position, float width, std::string_view text, Color accent) {
    const Metrics& metrics = frame.metrics;
    const float height =
        frame.text(position, width, text, frame.style(TextRole::Title), frame.theme.ink, a11y::Role::Heading);
    const float top = position.y + height + metrics.snap(4);
    frame.paint.fill_rounded({position.x, top, position.x + metrics.px(12), top + metrics.snap(1.2F)}, metrics.px(0.6F),
                             accent);
    return top + metrics.snap(1.2F) - position.y;
}

namespace {
struct ListMetrics {
    float indent;
    float gap;
};
ListMetrics list_metrics(const Frame& frame) {
    return {frame.metrics.px(6.5F), frame.metrics.snap(1.7F * frame.metrics.type().body_mm)};
}
} // namespace

float bullet_list(Frame& frame, model::Point position, float width, std::span<const std::string> points, Color accent) {
    const ListMetrics sizes = list_metrics(frame);
    const TextStyle style = frame.style(TextRole::Body);
    float y = position.y;
    for (const std::string& point : points) {
        frame.paint.circle({position.x + frame.metrics.px(1.6F), y + style.cap_px / 2}, frame.metrics.px(1.3F), accent);
        y += frame.text({position.x + sizes.indent, y}, width - sizes.indent, point, style, frame.theme.ink,
                        a11y::Role::ListItem)
             + sizes.gap;
    }
    return y - position.y - (points.empty() ? 0 : sizes.gap);
}

float bullet_list_height(Frame& frame, float width, std::span<const std::string> points) {
    const ListMetrics sizes = list_metrics(frame);
    float height = 0;
    for (const std::string& point : points)
        height += frame.text_height(point, frame.style(TextRole::Body), width - sizes.indent) + sizes.gap;
    return height - (points.empty() ? 0 : sizes.gap);
}

} // namespace kiosk::ui
