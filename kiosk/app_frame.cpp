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
constexpr Millis kFrame{16};           // between frames that move; the display's own pace is waited for when presenting
constexpr Millis kStillChange{60'000}; // a still picture is drawn again this often, to drift and to dim

attract::Detail detail_of(int level) {
    return level >= 2 ? attract::Detail::High : level == 1 ? attract::Detail::Medium : attract::Detail::Low;
}

} // namespace

void App::frame() {
    m_dirty = false;
    const Millis time = now();
    const IdlePhase phase_before = m_idle.phase();
    ui::FrameInput input = take_input();
    if (input.pointer.pressed || input.pointer.released || input.pointer.wheel != 0 || (input.pointer.down && m_store))
        m_last_touch = time;
    if (m_store && (input.pointer.pressed || input.pointer.down)) {
        if (input.pointer.pressed)
            m_parts.stage.memory().show_focus = false;
        const std::string language =
            phase_before == IdlePhase::Attract ? attract_language_at(input.pointer.position) : "";
        if (m_idle.touched(time)) {
            begin_session();
            if (!language.empty())
                act(model::act(ActionKind::SetLanguage, language));
        }
        // A touch that ends the countdown means "I am here" and nothing else; one that ends the loop has done its work.
        m_touch_spent = phase_before != IdlePhase::Active || (m_touch_spent && !input.pointer.pressed);
    } else if (input.pointer.wheel != 0 && phase_before == IdlePhase::Active)
        m_idle.touched(time);
    // Spent until the finger leaves, or it would press what has come to lie under it.
    if (m_touch_spent)
        input.pointer.pressed = input.pointer.down = input.pointer.released = false;
    if (m_idle.update(time))
        end_session(logs::SessionEnd::Idle);
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

    m_wake = Millis::max();
    if (m_animating || m_transition)
        m_wake = time + (screen() == Screen::Attract ? m_pace.level().interval : kFrame);
    else if (screen() == Screen::Attract && m_attract.slides.size() > 1) {
        const Millis into = (time - m_attract_start) % m_attract.slide_time;
        m_wake = time + (m_attract.slide_time - into);
    } else if (at_rest_in_attract())
        m_wake = time + kStillChange;
    m_wake = std::min(m_wake, m_idle.next_change(time));
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
    if (!m_store) {
        screens::draw_unavailable(frame, common());
        return;
    }
    if (m_idle.phase() == IdlePhase::Attract) {
        attract::draw_attract(frame, m_harbour, detail_of(m_pace.level().detail), m_attract, strings(),
                              frame.input.now - m_attract_start, night_dimming());
        return;
    }
    draw_session(frame);
}

void App::draw_session(ui::Frame& frame) {
    const bool countdown = m_idle.phase() == IdlePhase::Countdown;
    frame.set_inert(countdown);
    if (m_transition)
        draw_transition(frame, *m_transition);
    else
        m_action = draw_view(frame, m_view);
    if (!countdown)
        return;
    frame.set_inert(false);
    const int seconds = m_idle.seconds_left(frame.input.now);
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
