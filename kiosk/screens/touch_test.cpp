#include "kiosk/screens/staff.h"
#include "kiosk/ui/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::screens {
namespace {
constexpr std::array<std::string_view, kTouchRings> kNames{"1", "2", "3", "4", "5"};
constexpr float kDotMm = 1.6F;

/// Low on the glass, between the rings of the corners.
struct Buttons {
    model::Rect back; ///< empty in the staff panel
    model::Rect on;
};

constexpr ui::ButtonLook kBackLook{.icon = ui::Icon::Back, .kind = ui::ButtonKind::OnBar};
constexpr ui::ButtonLook kNextLook{.icon = ui::Icon::Next, .icon_after = true, .kind = ui::ButtonKind::Primary};
constexpr ui::ButtonLook kDoneLook{.icon = ui::Icon::Check, .kind = ui::ButtonKind::Primary};

Buttons buttons_of(ui::Frame& frame, const model::StaffStrings& words, const TouchTestModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const model::Rect screen = metrics.screen();
    const float bottom = screen.bottom - metrics.snap(metrics.small() ? 4 : 10);
    const float top = bottom - metrics.snap(metrics.target_mm());
    if (model.next.empty()) {
        const float on = ui::button_width(frame, words.done, kDoneLook);
        const float left = std::round(screen.center().x - on / 2);
        return {{}, {left, top, left + on, bottom}};
    }
    const float on = ui::button_width(frame, model.next, kNextLook);
    const float back = ui::button_width(frame, model.back, kBackLook);
    const float gap = metrics.snap(4);
    const float between = screen.width() - 2 * (touch_rings(metrics)[2].right + metrics.px(2));
    if (back + gap + on > between) { // one above the other on a narrow panel
        const float left = std::round(screen.center().x - std::max(back, on) / 2);
        const float right = left + std::max(back, on);
        return {{left, top - gap - (bottom - top), right, top - gap}, {left, top, right, bottom}};
    }
    const float left = std::round(screen.center().x - (back + gap + on) / 2);
    return {{left, top, left + back, bottom}, {left + back + gap, top, left + back + gap + on, bottom}};
}

model::Action draw_buttons(ui::Frame& frame, const model::StaffStrings& words, const TouchTestModel& model,
                           const Buttons& buttons) {
    if (model.next.empty())
        return ui::button(frame, a11y::make_id("touch:done"), buttons.on, words.done, words.done, kDoneLook)
                   ? model::act(model::ActionKind::CloseTouchTest)
                   : model::Action{};
    const bool back = ui::button(frame, a11y::make_id("setup:back"), buttons.back, model.back, model.back, kBackLook);
    if (ui::button(frame, a11y::make_id("setup:next"), buttons.on, model.next, model.next, kNextLook))
        return model::act(model::ActionKind::SetupNext);
    return back ? model::act(model::ActionKind::SetupBack) : model::Action{};
}

} // namespace

std::array<model::Rect, kTouchRings> touch_rings(const ui::Metrics& metrics) {
    const float side = metrics.snap(metrics.target_mm());
    const float edge = metrics.snap(2);
    const model::Rect screen = metrics.screen().shrunk(edge, edge);
    const auto at = [&](float left, float top) { return model::Rect{left, top, left + side, top + side}; };
    return {at(screen.left, screen.top), at(screen.right - side, screen.top), at(screen.left, screen.bottom - side),
            at(screen.right - side, screen.bottom - side),
            at(std::round(screen.center().x - side / 2), std::round(screen.center().y - side / 2))};
}

model::Action draw_touch_test(ui::Frame& frame, const Common& common, const TouchTestModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const model::StaffStrings& words = common.strings.staff;
    const model::Rect screen = metrics.screen();
    frame.paint.fill(screen, theme.ground);
    if (!frame.inert())
        frame.node(a11y::make_id("touch_test"), a11y::Role::Screen, words.touch_test, screen);
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    for (const model::Point& dot : model.dots)
        frame.paint.circle(dot, metrics.px(kDotMm), ui::with_alpha(theme.on_bar, 0.75F));
    const std::array<model::Rect, kTouchRings> rings = touch_rings(metrics);
    for (std::size_t index = 0; index < rings.size(); ++index) {
        const model::Rect& ring = rings[index];
        const float radius = ring.width() / 2;
        if (model.hit[index])
            frame.paint.circle(ring.center(), radius, theme.call);
        frame.paint.outline(ring, radius, model.hit[index] ? theme.call : theme.on_bar, metrics.px(0.8F));
        const float top = std::round(ring.center().y - body.cap_px / 2);
        frame.text({ring.left, top}, ring.width(), kNames[index], frame.style(ui::TextRole::BodyStrong),
                   model.hit[index] ? theme.on_call : theme.on_bar, a11y::Role::Text, ui::Align::Center);
    }

    const float left = rings[0].right + metrics.px(6);
    const float width = screen.right - 2 * left;
    const float gap = metrics.snap(metrics.type().body_mm * 1.3F);
    float y = metrics.snap(metrics.small() ? 5 : 10);
    if (!model.progress.empty())
        y += frame.text({left, y}, width, model.progress, body, theme.call, a11y::Role::Status, ui::Align::Center)
             + gap * 0.8F;
    y += frame.text({left, y}, width, model.all_hit ? words.touch_all : words.touch_title,
                    frame.style(ui::TextRole::Title), theme.on_bar, a11y::Role::Heading, ui::Align::Center)
         + gap;
    const float room = rings[4].top - gap - y;
    if (frame.text_height(words.touch_text, body, width) <= room)
        frame.text({left, y}, width, words.touch_text, body, theme.on_bar, a11y::Role::Text, ui::Align::Center);

    const Buttons buttons = buttons_of(frame, words, model);
    if (!model.place.empty()) {
        const float height = frame.text_height(model.place, body, width);
        const float middle = (rings[4].bottom + (buttons.back.empty() ? buttons.on.top : buttons.back.top)) / 2;
        frame.text({left, std::round(middle - height / 2)}, width, model.place, body, theme.on_bar, a11y::Role::Status,
                   ui::Align::Center);
    }
    return draw_buttons(frame, words, model, buttons);
}

} // namespace kiosk::screens
