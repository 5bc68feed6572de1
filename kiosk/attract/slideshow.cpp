#include "kiosk/attract/slideshow.h"

#include "kiosk/ui/motion.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kiosk::attract {
namespace {

using std::chrono::milliseconds;
using ui::Align;
using ui::Color;
using ui::TextRole;

constexpr milliseconds kEnter{900};
constexpr milliseconds kLeave{500};
constexpr float kWanderMm = 2.5F;       // how far texts drift so that no panel burns in
constexpr double kWanderSecondsX = 211; // one round; two periods without a common beat
constexpr double kWanderSecondsY = 293;
constexpr double kPulseSeconds = 2.6; // of the dot that invites a finger: slow, and never off (WCAG 2.3.1)

struct Place {
    float left;
    float width;
    float top; ///< of the block of emblem, title and text
    float bottom;
    model::Point wander;
};

float wave(double seconds, double period) {
    return static_cast<float>(std::sin(seconds / period * 2 * std::numbers::pi));
}

float head_height(const ui::Metrics& metrics) {
    return metrics.snap(metrics.target_mm());
}

/// Where the label's line has its middle: level with the languages, whose targets are taller than their names.
float head_top(const ui::Metrics& metrics) {
    return metrics.snap(metrics.small() ? 2 : metrics.margin_mm() * 0.55F);
}

Place place_of(const ui::Frame& frame, double seconds, float pill_top) {
    const ui::Metrics& metrics = frame.metrics;
    const model::Rect screen = metrics.screen();
    const float margin = metrics.snap(metrics.margin_mm() + 2);
    const float wander = metrics.px(kWanderMm);
    const model::Point drift{std::round(wave(seconds, kWanderSecondsX) * wander),
                             std::round(wave(seconds, kWanderSecondsY) * wander)};
    const float width = metrics.portrait() ? screen.width() - 2 * margin
                                           : screen.width() * (metrics.width_mm() < 300 ? 0.6F : 0.53F) - margin;
    const float bottom =
        metrics.portrait() ? screen.height() * 0.52F : pill_top - metrics.snap(metrics.small() ? 4 : 10);
    return {margin + drift.x, width,
            head_top(metrics) + head_height(metrics) + metrics.snap(metrics.small() ? 1 : 3) + drift.y,
            bottom + drift.y, drift};
}

/// Emblem, title and line of a slide.
struct Block {
    ui::TextStyle title;
    ui::TextStyle text;
    float emblem = 0;
    float gap = 0;
    float height = 0;
    bool with_text = true;
};

/// On a small panel the emblem goes first, then the line: the thought itself stays large. What still does not fit is
/// set smaller, down to the size of body text.
Block fit_block(ui::Frame& frame, const db::Slide& slide, float width, float room) {
    const ui::Metrics& metrics = frame.metrics;
    const float display = metrics.px(metrics.type().display_mm);
    const float smallest = metrics.px(metrics.type().body_mm);
    const float shorter_mm = std::min(metrics.width_mm(), metrics.height_mm());
    const float emblem = slide.emblem.empty() ? 0 : metrics.snap(std::clamp(shorter_mm * 0.13F, 14.0F, 48.0F));
    Block block;
    block.title = frame.style(TextRole::Display);
    block.text = frame.style(TextRole::Body);
    block.text.wrap = ui::Wrap::Balanced;
    const auto fits = [&](float text_scale, bool with_emblem, bool with_text, float least) {
        block.text.cap_px = smallest * text_scale;
        block.emblem = with_emblem ? emblem : 0;
        block.with_text = with_text && !slide.text.empty();
        for (block.title.cap_px = display; block.title.cap_px >= least; block.title.cap_px *= 0.94F) {
            block.gap = std::round(std::max(block.title.cap_px * 0.78F, block.text.cap_px * 1.1F));
            block.height = (block.emblem > 0 ? block.emblem + block.gap : 0)
                           + frame.text_height(slide.title, block.title, width)
                           + (block.with_text ? block.gap + frame.text_height(slide.text, block.text, width) : 0);
            if (block.height <= room && !frame.paint.layout(slide.title, block.title, width).broke_word)
                return true;
        }
        return false;
    };
    constexpr float kLarge = 0.72F; // of the display size: below, rather give up something else
    if (!fits(1.25F, true, true, display * kLarge) && !fits(1, true, true, display * kLarge)
        && !fits(1, false, true, display * kLarge) && !fits(1, false, true, smallest * 1.15F)
        && !fits(1, false, false, smallest))
        block.title.cap_px = smallest;
    return block;
}

void draw_slide(ui::Frame& frame, const db::Slide& slide, const SlideMoment& moment, const Place& place) {
    const ui::Metrics& metrics = frame.metrics;
    const bool still = frame.input.reduced_motion;
    const float room = place.bottom - place.top;
    const Block block = fit_block(frame, slide, place.width, room);
    float y = std::round(place.top + std::max(0.0F, room - block.height) * (metrics.portrait() ? 0.4F : 0.5F));
    // The parts come one after the other, and leave together.
    const auto shown = [&](int part) {
        const float entered =
            ui::ease_out(std::clamp(moment.entered * 1.6F - 0.3F * static_cast<float>(part), 0.0F, 1.0F));
        return still ? 1.0F : entered * (1 - ui::ease_in_out(moment.left));
    };
    const auto rise = [&](int part) { return std::round((1 - shown(part)) * (moment.left > 0 ? 0 : metrics.px(4))); };
    if (block.emblem > 0) {
        const float before = frame.paint.set_alpha(shown(0));
        frame.paint.emblem(slide.emblem,
                           {place.left, y + rise(0), place.left + block.emblem, y + rise(0) + block.emblem},
                           ui::rgb(0xfff4dd), still ? -1 : moment.seconds);
        frame.paint.set_alpha(before);
        y += block.emblem + block.gap;
    }
    const float before = frame.paint.set_alpha(shown(1));
    y += frame.text({place.left, y + rise(1)}, place.width, slide.title, block.title, ui::rgb(0xffffff),
                    a11y::Role::Heading)
         + block.gap;
    frame.paint.set_alpha(shown(2));
    if (block.with_text)
        frame.text({place.left, y + rise(2)}, place.width, slide.text, block.text, ui::rgb(0xfff4e4));
    frame.paint.set_alpha(before);
}

float language_width(ui::Frame& frame, const db::Language& language, const ui::TextStyle& style, float pad) {
    return std::max(head_height(frame.metrics), std::ceil(frame.text_width(language.name, style)) + 2 * pad);
}

/// From right to left.
void draw_languages(ui::Frame& frame, const AttractModel& model, const ui::TextStyle& style, float top, float right,
                    float pad) {
    const ui::Metrics& metrics = frame.metrics;
    const float height = head_height(metrics);
    for (std::size_t index = model.languages.size(); index-- > 0;) {
        const db::Language& language = model.languages[index];
        const float width = language_width(frame, language, style, pad);
        const a11y::NodeId id = language_node(language.code);
        frame.node(id, a11y::Role::Button, language.name, {right - width, top, right, top + height});
        frame.text({right - width, std::round(top + (height - style.cap_px) / 2)}, width, language.name, style,
                   ui::rgb(0xffffff), a11y::Role::Text, Align::Center, id);
        right -= width;
        if (index > 0)
            frame.paint.fill(
                {right - metrics.snap(0.2F), top + height * 0.36F, right + metrics.snap(0.2F), top + height * 0.64F},
                ui::with_alpha(ui::rgb(0xffffff), 0.6F));
    }
}

/// The organisation at the left, the languages at the right. Where both don't fit, the languages wait for the next
/// screen: a touch anywhere leads there.
void draw_head(ui::Frame& frame, const AttractModel& model, const Place& place) {
    const ui::Metrics& metrics = frame.metrics;
    const float height = head_height(metrics);
    const float top = head_top(metrics) + place.wander.y;
    const ui::TextStyle style = frame.style(TextRole::BodyStrong);
    const float pad = metrics.snap(metrics.small() ? 3 : 5);
    const float right = metrics.screen().right - metrics.snap(metrics.margin_mm() + 2) + pad + place.wander.x;
    float languages = 0;
    for (const db::Language& language : model.languages)
        languages += language_width(frame, language, style, pad);
    const auto name_for = [&](float width) -> std::string_view {
        for (const std::string* name : {&model.organisation, &model.short_name})
            if (!name->empty() && frame.text_height(*name, style, width) <= height)
                return *name;
        return {};
    };
    float width = right - languages - place.left - metrics.px(4);
    std::string_view name = width > 0 ? name_for(width) : std::string_view{};
    if (!name.empty() || model.organisation.empty())
        draw_languages(frame, model, style, top, right, pad);
    else {
        width = right - pad - place.left;
        name = name_for(width);
    }
    const float label = frame.text_height(name, style, width);
    frame.text({place.left, std::round(top + (height - label) / 2)}, width, name, style, ui::rgb(0xffd9a0));
}

model::Rect pill_rect(ui::Frame& frame, const model::Strings& strings, model::Point drift) {
    const ui::Metrics& metrics = frame.metrics;
    const model::Rect screen = metrics.screen();
    const float margin = metrics.snap(metrics.margin_mm() + 2);
    const ui::TextStyle style = frame.style(TextRole::BodyStrong);
    const float height = metrics.snap(metrics.small() ? metrics.target_mm() + 1 : metrics.target_mm() + 4);
    const float width = std::ceil(height * 0.95F + frame.text_width(strings.touch_to_explore, style) + metrics.px(9));
    const float bottom = screen.height() - (metrics.small() ? metrics.snap(4) : margin);
    const float left = metrics.portrait() ? std::round((screen.width() - width) / 2) : margin;
    // It drifts as far as there is room.
    const float room = std::max(0.0F, std::min(left, screen.width() - left - width));
    return model::Rect{left, bottom - height, left + width, bottom}.moved(std::clamp(drift.x, -room, room), drift.y);
}

void draw_pill(ui::Frame& frame, const model::Strings& strings, const model::Rect& pill, double seconds) {
    const ui::TextStyle style = frame.style(TextRole::BodyStrong);
    frame.node(a11y::make_id("attract:touch"), a11y::Role::Button, strings.touch_to_explore, pill);
    const float radius = pill.height() / 2;
    frame.paint.shadow(pill, radius, frame.metrics.px(5), 0.35F);
    frame.paint.fill_rounded(pill, radius, ui::rgb(0xfff6e6));
    const model::Point dot{pill.left + radius, pill.center().y};
    const float breath = seconds < 0 ? 0.5F : 0.5F + 0.5F * wave(seconds, kPulseSeconds);
    frame.paint.circle(dot, pill.height() * (0.26F + 0.08F * breath), ui::with_alpha(ui::rgb(0xd9532f), 0.22F));
    frame.paint.circle(dot, pill.height() * 0.16F, ui::rgb(0xc2441f));
    const float text_left = pill.left + pill.height() * 0.95F;
    frame.text({text_left, std::round(pill.center().y - style.cap_px / 2)}, pill.right - text_left,
               strings.touch_to_explore, style, ui::rgb(0x15203f), a11y::Role::Text, Align::Left,
               a11y::make_id("attract:touch"));
}

void draw_dots(ui::Frame& frame, const SlideMoment& moment, std::size_t count, const model::Rect& pill) {
    constexpr std::size_t kMaxDots = 12;
    if (count < 2 || count > kMaxDots || frame.metrics.small())
        return;
    const ui::Metrics& metrics = frame.metrics;
    const float step = metrics.px(6);
    const float radius = metrics.px(0.9F);
    const bool below = metrics.portrait();
    const float width = step * static_cast<float>(count - 1);
    float x = below ? pill.center().x - width / 2 : pill.right + metrics.px(14);
    const float y = below ? pill.top - metrics.px(10) : pill.center().y;
    for (std::size_t index = 0; index < count; ++index, x += step) {
        if (index == moment.index)
            frame.paint.fill_rounded({x - radius * 2, y - radius, x + radius * 2, y + radius}, radius,
                                     ui::rgb(0xffffff));
        else
            frame.paint.circle({x, y}, radius, ui::with_alpha(ui::rgb(0xffffff), 0.45F));
    }
}

} // namespace

a11y::NodeId language_node(std::string_view code) {
    return a11y::make_id(code, a11y::make_id("attract:language:"));
}

SlideMoment slide_moment(milliseconds since_start, milliseconds slide_time, std::size_t slides) {
    SlideMoment moment;
    const std::int64_t length = std::max<std::int64_t>(1, slide_time.count());
    const std::int64_t time = std::max<std::int64_t>(0, since_start.count());
    if (slides > 0)
        moment.index = static_cast<std::size_t>((time / length) % static_cast<std::int64_t>(slides));
    const milliseconds within{time % length};
    moment.seconds = static_cast<double>(within.count()) / 1000.0;
    moment.entered = ui::progress(within, milliseconds{0}, kEnter);
    moment.left = slides > 1 ? ui::progress(within, slide_time - kLeave, kLeave) : 0;
    return moment;
}

void draw_attract(ui::Frame& frame, const Harbour& harbour, Detail detail, const AttractModel& model,
                  const model::Strings& strings, milliseconds since_start, float dimmed) {
    const ui::Metrics& metrics = frame.metrics;
    const model::Rect screen = metrics.screen();
    const bool still = frame.input.reduced_motion;
    const double seconds = static_cast<double>(since_start.count()) / 1000.0;
    harbour.draw(frame.paint.list(), {0, 0}, still ? Harbour::kStillSeconds : seconds, detail);
    frame.node(a11y::make_id("attract"), a11y::Role::Screen, model.organisation, screen);

    const model::Rect first_pill = pill_rect(frame, strings, {0, 0});
    const Place place = place_of(frame, seconds, first_pill.top);
    draw_head(frame, model, place);
    const SlideMoment moment = slide_moment(since_start, model.slide_time, model.slides.size());
    if (!model.slides.empty())
        draw_slide(frame, model.slides[moment.index], moment, place);
    const model::Rect pill = pill_rect(frame, strings, place.wander);
    draw_pill(frame, strings, pill, still ? -1 : seconds);
    draw_dots(frame, moment, model.slides.size(), pill);
    if (dimmed > 0)
        frame.paint.fill(screen, ui::with_alpha(Color{0, 0, 0, 255}, dimmed));
    if (!still)
        frame.animate();
}

} // namespace kiosk::attract
