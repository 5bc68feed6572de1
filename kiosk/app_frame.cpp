// The frame of the app: what happens in which order, and when the next one is due.
#include "kiosk/app.h"
#include "kiosk/ui/motion.h"

#include <algorithm>
#include <string>

namespace kiosk {
namespace {

namespace logs = platform::logs;
using model::ActionKind;
using model::IdlePhase;
using model::Millis;
using model::Screen;

constexpr Millis kTransition{220};
constexpr Millis kFrame{16}; // between frames that move; the display's own pace is waited for when presenting
constexpr Millis kCardAppears{200};
constexpr Millis kStillChange{60'000}; // a still picture is drawn again this often, to drift and to dim

attract::Detail detail_of(int level) {
    return level >= 2 ? attract::Detail::High : level == 1 ? attract::Detail::Medium : attract::Detail::Low;
}

} // namespace

void App::frame() {
    poll();
    m_dirty = false;
    const Millis time = now();
    ui::FrameInput input = take_input();
    take_touch(input.pointer);
    if (!m_setup.is_open() && idle_now().update(time)) {
        if (m_staff.is_open())
            act(model::act(ActionKind::StaffClose));
        else
            end_session(logs::SessionEnd::Idle);
    }
    if (m_transition && time - m_transition->start >= kTransition)
        m_transition.reset();

    run_stage(input);
    m_last_frame = time;
    const bool acted = static_cast<bool>(m_action);
    // A press and its end are seen one frame apart.
    if (input.pointer.pressed || input.pointer.released || acted)
        m_dirty = true;
    if (acted) {
        act(m_action);
        // Drawn anew without the touch: the frame on the glass is the answer, not yet the one after it.
        input.pointer.pressed = input.pointer.released = input.activate = false;
        input.pointer.wheel = 0;
        run_stage(input);
    }
    plan_next_frame();
}

void App::plan_next_frame() {
    const Millis time = now();
    m_wake = Millis::max();
    if (m_animating || m_transition)
        m_wake = time + (screen() == Screen::Attract ? m_pace.level().interval : kFrame);
    else if (screen() == Screen::Attract && m_attract.slides.size() > 1) {
        const Millis into = (time - m_attract_start) % m_attract.slide_time;
        m_wake = time + (m_attract.slide_time - into);
    } else if (screen() == Screen::Attract || screen() == Screen::Unavailable)
        m_wake = time + kStillChange;
    m_wake = std::min({m_wake, idle_now().next_change(time), m_staff.next_change(), m_setup.next_change(),
                       m_stick.next_change(), m_gesture.next_change()});
}

void App::run_stage(ui::FrameInput& input) {
    input.reduced_motion = reduced_motion();
    input.place_age = input.now - m_place_start;
    m_action = {};
    m_animating = m_parts.stage.run(input, m_settings.text_size, theme(), [&](ui::Frame& frame) { draw(frame); });
}

std::string App::attract_language_at(model::Point position) const {
    for (const db::Language& language : m_attract.languages) {
        const a11y::Node* node = m_parts.stage.tree().find(attract::language_node(language.code));
        if (node != nullptr && node->rect.contains(position))
            return language.code;
    }
    return {};
}

void App::draw(ui::Frame& frame) {
    if (m_setup.is_open())
        draw_setup_page(frame);
    else if (m_staff.is_open())
        draw_staff_page(frame);
    else if (!m_store)
        screens::draw_unavailable(frame, common());
    else if (m_idle.phase() == IdlePhase::Attract)
        attract::draw_attract(frame, m_harbour, detail_of(m_pace.level().detail), m_attract, strings(),
                              frame.input.now - m_attract_start, night_dimming());
    else
        draw_session(frame);
    draw_card(frame);
    if (m_staff.dimming() > 0)
        frame.paint.fill(frame.metrics.screen(), ui::with_alpha(ui::rgb(0), m_staff.dimming()));
}

void App::draw_card(ui::Frame& frame) {
    (void)update_card(); // the language may have changed in this frame
    if (!m_card_since)
        return;
    frame.set_inert(false);
    model::Rect room = frame.metrics.screen();
    // In the attract loop below the names of the languages, which are touched there; beside the pad for the PIN.
    if (screen() == Screen::Attract)
        for (const db::Language& language : m_attract.languages)
            if (const a11y::Node* node = m_parts.stage.tree().find(attract::language_node(language.code)))
                room.top = std::max(room.top, node->rect.bottom);
    if (screen() == Screen::StaffPin)
        room.right = screens::pin_pad_left(frame.metrics);
    const float t = reduced_motion() ? 1 : ui::progress(frame.input.now + kFrame, *m_card_since, kCardAppears);
    const float before = frame.paint.set_alpha(ui::ease_out(t));
    if (screens::draw_stick_card(frame, m_card, room, m_card_pressed)) {
        m_stick.close(frame.input.now);
        m_dirty = true;
    }
    frame.paint.set_alpha(before);
    if (t < 1)
        frame.animate();
}

void App::draw_staff_page(ui::Frame& frame) {
    const bool countdown = m_staff.idle().phase() == IdlePhase::Countdown;
    const screens::QuestionModel* question = m_staff.question(strings());
    frame.set_inert(countdown || question != nullptr);
    if (m_staff.page() == Staff::Page::Pin)
        m_action = screens::draw_pin(frame, common(), m_staff.pin_model(strings()));
    else if (m_staff.page() == Staff::Page::TouchTest)
        m_action = screens::draw_touch_test(frame, common(), m_staff.touch_model(strings()));
    else
        m_action = screens::draw_staff(frame, common(), m_staff.panel_model(strings()));
    if (question != nullptr) {
        frame.set_inert(countdown);
        m_action = screens::draw_question(frame, common(), *question);
    }
    if (countdown)
        draw_countdown(frame, m_staff.idle());
}

void App::draw_setup_page(ui::Frame& frame) {
    const screens::QuestionModel* question = m_setup.question(strings());
    frame.set_inert(question != nullptr);
    m_action = screens::draw_setup(frame, common(), m_setup.model(strings()));
    if (question == nullptr)
        return;
    frame.set_inert(false);
    m_action = screens::draw_question(frame, common(), *question);
}

void App::draw_session(ui::Frame& frame) {
    const bool countdown = m_idle.phase() == IdlePhase::Countdown;
    frame.set_inert(countdown);
    if (m_transition)
        draw_transition(frame, *m_transition);
    else
        m_action = draw_view(frame, m_view);
    if (countdown)
        draw_countdown(frame, m_idle);
}

void App::draw_countdown(ui::Frame& frame, const model::Idle& idle) {
    frame.set_inert(false);
    const int seconds = idle.seconds_left(frame.input.now);
    if (seconds != m_countdown_seconds) {
        m_countdown_seconds = seconds;
        m_countdown.seconds_text = model::filled(strings().seconds_left, std::to_string(seconds));
    }
    // The bar moves second by second like the number: nothing is drawn between.
    m_countdown.fraction_left =
        static_cast<float>(seconds) / static_cast<float>(std::max(1, m_parts.config.times.countdown_s));
    screens::draw_countdown(frame, common(), m_countdown);
}

void App::draw_transition(ui::Frame& frame, const Transition& transition) {
    const float t = ui::progress(frame.input.now + kFrame, transition.start, kTransition);
    const float eased = ui::ease_out(t);
    const bool was_inert = frame.inert();
    const model::Rect screen = frame.metrics.screen();
    frame.set_inert(true);
    if (transition.from.place.screen == Screen::Attract)
        attract::draw_attract(frame, m_harbour, attract::Detail::Low, m_attract, strings(),
                              frame.input.now - m_attract_start, 0);
    else
        (void)draw_view(frame, transition.from);
    frame.set_inert(was_inert);
    if (transition.origin.empty()) {
        const float before = frame.paint.set_alpha(eased);
        m_action = draw_view(frame, m_view);
        frame.paint.set_alpha(before);
    } else {
        // The card opens into the page: its rectangle grows to the screen, and the page shows through it.
        const model::Rect& from = transition.origin;
        const model::Rect grown{from.left * (1 - eased), from.top * (1 - eased),
                                from.right + (screen.right - from.right) * eased,
                                from.bottom + (screen.bottom - from.bottom) * eased};
        const ui::Color accent = frame.theme.accent_shape(m_view.role.role.card.accent_rgb);
        frame.paint.fill_rounded(grown, frame.metrics.px(5) * (1 - eased), ui::mix(accent, frame.theme.paper, t));
        frame.paint.push_clip(grown);
        const float before = frame.paint.set_alpha(ui::ease_in_out(t));
        m_action = draw_view(frame, m_view);
        frame.paint.set_alpha(before);
        frame.paint.pop_clip();
    }
    frame.animate();
}

model::Action App::draw_view(ui::Frame& frame, const View& view) {
    switch (view.place.screen) {
    case Screen::Home:
        return screens::draw_home(frame, common(), view.home);
    case Screen::Role:
        return screens::draw_role(frame, common(), view.role);
    case Screen::About:
        return screens::draw_about(frame, common(), view.about);
    case Screen::Comfort:
        return screens::draw_comfort(frame, common());
    case Screen::Languages:
        return screens::draw_languages(frame, common());
    case Screen::Attract:
    case Screen::Unavailable:
    case Screen::StaffPin:
    case Screen::Staff:
    case Screen::TouchTest:
    case Screen::Setup:
        break;
    }
    return {};
}

float App::night_dimming() const {
    if (!m_parts.config.night)
        return 0;
    const auto time = m_parts.platform.local_time();
    if (!time || !covers(*m_parts.config.night, {time->hour, time->minute}))
        return 0;
    return 1 - static_cast<float>(m_parts.config.night->brightness);
}

} // namespace kiosk
