// Fingers and keys: what they mean where.
#include "kiosk/a11y/focus_order.h"
#include "kiosk/app.h"

#include <cmath>
#include <utility>

namespace kiosk {
namespace {

using model::ActionKind;
using model::IdlePhase;
using model::Millis;
using model::StaffGesture;

constexpr float kRestMm = 2; ///< a finger that moves less rests

constexpr bool moves_focus(Key key) {
    return key == Key::Next || key == Key::Previous || key == Key::Left || key == Key::Right || key == Key::Up
           || key == Key::Down;
}

} // namespace

void App::handle(const PointerEvent& event) {
    m_touches.push(event, now());
    m_dirty = true;
    if (event.kind == PointerEvent::Kind::Down)
        m_health.touched();
    if (!m_staff.is_enabled() || m_staff.is_open() || m_setup.is_open())
        return;
    if (event.kind == PointerEvent::Kind::Down)
        m_gesture.pressed(corner_at(event.position), now());
    else if (event.kind == PointerEvent::Kind::Move)
        m_gesture.moved(corner_at(event.position));
    else if (event.kind == PointerEvent::Kind::Up)
        m_gesture.released(now());
}

StaffGesture::Corner App::corner_at(model::Point position) const {
    const ui::Metrics metrics(m_parts.stage.panel(), m_settings.text_size);
    const float side = metrics.px(StaffGesture::kCornerMm);
    if (position.y < 0 || position.y >= side || position.x < 0 || position.x >= metrics.screen().right)
        return StaffGesture::Corner::None;
    if (position.x < side)
        return StaffGesture::Corner::TopLeft;
    return position.x >= metrics.screen().right - side ? StaffGesture::Corner::TopRight : StaffGesture::Corner::None;
}

void App::handle(Key key) {
    if (m_setup.is_open())
        return handle_in_setup(key);
    if (key == Key::Erase)
        key = Key::Back;
    if (m_staff.is_open())
        return handle_in_staff(key);
    if (key == Key::Staff)
        return open_staff();
    if (digit_of(key))
        return;
    m_dirty = true;
    if (!m_store)
        return;
    m_last_touch = now();
    const IdlePhase before = m_idle.phase();
    if (m_idle.touched(now())) {
        begin_session();
        m_parts.stage.memory().show_focus = true;
        return;
    }
    if (before != IdlePhase::Countdown)
        handle_in_session(key);
}

void App::repeat(Key key) {
    const bool is_typed = m_setup.is_open() && m_setup.step() == model::SetupStep::Name;
    if (is_typed && key == Key::Erase && !m_setup.choices().name.empty())
        m_setup.erase();
    else if (moves_focus(key)
             && (m_setup.is_open() || (m_staff.is_open() && m_staff.idle().phase() == IdlePhase::Active)
                 || (m_store && !m_staff.is_open() && m_idle.phase() == IdlePhase::Active)))
        move_focus(key);
    else
        return;
    m_dirty = true;
}

void App::handle_in_session(Key key) {
    m_parts.stage.memory().show_focus = true;
    if (key == Key::Activate)
        m_activate = true;
    else if (key == Key::Back)
        act(model::act(m_navigation.can_go_back() ? ActionKind::Back : ActionKind::Finish));
    else
        move_focus(key);
}

void App::handle_in_staff(Key key) {
    m_dirty = true;
    const IdlePhase before = m_staff.idle().phase();
    m_staff.idle().touched(now());
    if (before == IdlePhase::Countdown || key == Key::Staff)
        return;
    ui::Memory& memory = m_parts.stage.memory();
    if (const auto digit = digit_of(key)) {
        m_staff.act(model::act(ActionKind::PinDigit, {}, *digit));
        memory.focus = a11y::make_id("enter", a11y::make_id("pin:")); // what Enter means after digits
        return;
    }
    memory.show_focus = true;
    if (key == Key::Activate)
        m_activate = true;
    else if (key == Key::Back)
        with_staff([&] { m_staff.back(); });
    else
        move_focus(key);
}

void App::handle_in_setup(Key key) {
    m_dirty = true;
    m_setup.noticed();
    if (key == Key::Staff)
        return;
    if (const auto digit = digit_of(key))
        return type(static_cast<char>('0' + *digit));
    if (key == Key::Erase && m_setup.step() == model::SetupStep::Name && !m_setup.choices().name.empty())
        return m_setup.erase();
    m_parts.stage.memory().show_focus = true;
    if (key == Key::Activate)
        m_activate = true;
    else if (key == Key::Back || key == Key::Erase)
        with_setup([&] { m_setup.back(); });
    else
        move_focus(key);
}

void App::type(char letter) {
    if (!m_setup.is_open())
        return;
    m_setup.noticed();
    m_setup.type(letter);
    if (m_setup.step() == model::SetupStep::Name)
        m_parts.stage.memory().focus = screens::setup_next(); // what Enter means after a name
    m_dirty = true;
}

void App::move_focus(Key key) {
    ui::Memory& memory = m_parts.stage.memory();
    const a11y::Tree& tree = m_parts.stage.tree();
    const auto move = [&](a11y::FocusMove direction) {
        memory.focus = a11y::move_focus(tree, memory.focus, direction);
    };
    switch (key) {
    case Key::Next:
        return move(a11y::FocusMove::Next);
    case Key::Previous:
        return move(a11y::FocusMove::Previous);
    case Key::Left:
        return move(a11y::FocusMove::Left);
    case Key::Right:
        return move(a11y::FocusMove::Right);
    case Key::Up:
        return move(a11y::FocusMove::Up);
    case Key::Down:
        return move(a11y::FocusMove::Down);
    case Key::PageDown:
        for (const a11y::ScrollNode& area : tree.scrolls()) {
            ui::Scroll& scroll = memory.scrolls[area.id];
            scroll.travel_to(scroll.at_end() ? 0 : scroll.offset() + area.viewport.height() * 0.85F, now(),
                             !reduced_motion());
        }
        return;
    default:
        return;
    }
}

ui::FrameInput App::take_input() {
    m_pointer.pressed = m_pointer.released = false;
    m_pointer.wheel = 0;
    if (const auto step = m_touches.take(now())) {
        m_pointer.position = step->position;
        m_pointer.wheel = step->wheel;
        m_pointer.pressed = step->edge == PointerQueue::Step::Edge::Press;
        m_pointer.released = step->edge == PointerQueue::Step::Edge::Lift && m_pointer.down;
        if (step->edge != PointerQueue::Step::Edge::None)
            m_pointer.down = m_pointer.pressed;
    }
    ui::FrameInput input;
    input.pointer = m_pointer;
    input.activate = std::exchange(m_activate, false);
    input.now = now();
    input.reduced_motion = reduced_motion();
    input.place_age = now() - m_place_start;
    return input;
}

bool App::touches_card(const ui::Pointer& pointer) {
    const a11y::Node* close =
        m_stick.shown() != nullptr ? m_parts.stage.tree().find(screens::stick_card_close()) : nullptr;
    const bool inside = close != nullptr && close->rect.contains(pointer.position);
    const bool was_pressed = m_card_pressed;
    if (pointer.pressed)
        m_card_pressed = inside;
    if (pointer.released && was_pressed) {
        m_card_pressed = false;
        if (inside)
            m_stick.close(now());
    }
    return m_card_pressed || was_pressed;
}

void App::take_touch_in_setup(ui::Pointer& pointer) {
    const bool on_card = touches_card(pointer);
    if (is_new(pointer) || pointer.released || pointer.wheel != 0)
        m_setup.noticed();
    if (pointer.pressed)
        m_parts.stage.memory().show_focus = false;
    m_touch_spent = on_card || (m_touch_spent && !pointer.pressed);
    if (m_touch_spent)
        pointer.pressed = pointer.down = pointer.released = false;
    else if (pointer.down)
        m_setup.touched(pointer.position, pointer.pressed, {m_parts.stage.panel(), m_settings.text_size});
}

bool App::is_new(const ui::Pointer& pointer) {
    const model::Point moved{pointer.position.x - m_rest.x, pointer.position.y - m_rest.y};
    const ui::Metrics metrics(m_parts.stage.panel(), m_settings.text_size);
    if (!pointer.pressed && !(pointer.down && std::hypot(moved.x, moved.y) > metrics.px(kRestMm)))
        return false;
    m_rest = pointer.position;
    return true;
}

void App::take_touch(ui::Pointer& pointer) {
    if (m_setup.is_open())
        return take_touch_in_setup(pointer);
    const Millis time = now();
    model::Idle& idle = idle_now();
    const IdlePhase before = idle.phase();
    const bool somebody = m_store || m_staff.is_open();
    const bool on_card = touches_card(pointer);
    // The card's close is for staff at the stick: it begins no visit.
    const bool counts = somebody && !(on_card && before == IdlePhase::Attract);
    const bool acts = is_new(pointer);
    if ((acts && (pointer.pressed || somebody)) || pointer.released || pointer.wheel != 0)
        m_last_touch = time;
    if (counts && (pointer.pressed || pointer.down)) {
        if (pointer.pressed)
            m_parts.stage.memory().show_focus = false;
        const std::string language = before == IdlePhase::Attract ? attract_language_at(pointer.position) : "";
        // A finger that came before begins nothing: it lies there, or its lift was lost.
        const bool may_begin = pointer.pressed || before != IdlePhase::Attract;
        if (acts && may_begin && idle.touched(time)) {
            begin_session();
            if (!language.empty())
                act(model::act(ActionKind::SetLanguage, language));
        }
        // A touch that ends the countdown means "I am here" and nothing else; one that ends the loop has done its work.
        m_touch_spent = before != IdlePhase::Active || (m_touch_spent && !pointer.pressed);
    } else if (pointer.wheel != 0 && before == IdlePhase::Active) {
        idle.touched(time);
    }
    if (m_gesture.update(time))
        open_staff();
    m_touch_spent = m_touch_spent || on_card || m_gesture.is_held();
    if (!m_touch_spent && pointer.down && m_staff.page() == Staff::Page::TouchTest)
        m_staff.touched(pointer.position, pointer.pressed, {m_parts.stage.panel(), m_settings.text_size});
    // Spent until the finger leaves, or it would press what has come to lie under it.
    if (m_touch_spent)
        pointer.pressed = pointer.down = pointer.released = false;
}

} // namespace kiosk
