#include "kiosk/staff.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

namespace kiosk {
namespace {

namespace logs = platform::logs;
using model::ActionKind;
using model::Millis;
using model::Screen;
using platform::Level;

constexpr Millis kHealthEvery{5000};
constexpr std::size_t kLooksComplete = 4; // so short a PIN was one once
constexpr Millis kTouchTestIdle{30'000};
constexpr int kLeastBrightness = 10;
constexpr int kMostLevel = 100;

} // namespace

Staff::Staff(const Config& config, platform::Platform& platform)
    : m_config(config), m_platform(platform), m_idle(idle_times(config)) {
    m_facts.kiosk_name = config.name;
    m_gate.restore(platform.wrong_pins(), now());
}

Screen Staff::screen() const {
    switch (m_page) {
    case Page::Pin:
        return Screen::StaffPin;
    case Page::TouchTest:
        return Screen::TouchTest;
    case Page::Panel:
    case Page::Closed:
        break;
    }
    return Screen::Staff;
}

void Staff::open() {
    if (!is_enabled() || is_open())
        return;
    m_page = Page::Pin;
    m_was_wrong = false;
    forget_pin();
    m_idle.touched(now());
    changed();
}

void Staff::close() {
    if (m_page == Page::Panel || m_page == Page::TouchTest)
        m_platform.log(logs::StaffClosed{(now() - m_opened).count()});
    m_page = Page::Closed;
    m_question = Question::None;
    m_check_is_stale = m_checking;
    forget_pin();
    m_idle.end();
    changed();
}

void Staff::forget_pin() {
    std::ranges::fill(m_pin, '\0');
    m_pin.clear();
}

void Staff::act(const model::Action& action) {
    changed();
    switch (action.kind) {
    case ActionKind::PinDigit:
        return enter_digit(action.number);
    case ActionKind::PinErase:
        if (!m_pin.empty())
            m_pin.pop_back();
        return;
    case ActionKind::PinEnter:
        return check_pin();
    case ActionKind::StaffClose:
        return close();
    case ActionKind::AskShow:
        m_question = Question::Show;
        m_asked_version = 0;
        std::from_chars(action.id.data(), action.id.data() + action.id.size(), m_asked_version);
        return;
    case ActionKind::AskRestart:
        m_question = Question::Restart;
        return;
    case ActionKind::AskSetup:
        m_question = Question::Setup;
        return;
    case ActionKind::Confirm:
        return confirm();
    case ActionKind::Cancel:
        m_question = Question::None;
        return;
    case ActionKind::SetBrightness:
        return set_level(Level::Brightness, action.number);
    case ActionKind::SetVolume:
        return set_level(Level::Volume, action.number);
    case ActionKind::OpenTouchTest:
        m_touch.clear();
        m_page = Page::TouchTest;
        return;
    case ActionKind::CloseTouchTest:
        m_page = Page::Panel;
        return;
    case ActionKind::WriteLogs:
        if (!m_facts.logs.is_running) {
            m_facts.logs = {true, std::nullopt};
            m_platform.start(platform::WriteLogs{});
        }
        return;
    default:
        return;
    }
}

void Staff::back() {
    if (m_question != Question::None)
        act(model::act(ActionKind::Cancel));
    else if (m_page == Page::TouchTest)
        act(model::act(ActionKind::CloseTouchTest));
    else if (m_page == Page::Pin && !m_pin.empty())
        act(model::act(ActionKind::PinErase));
    else
        close();
}

// The PIN.

void Staff::enter_digit(int digit) {
    if (m_page != Page::Pin || m_checking || !m_gate.is_open(now()) || m_pin.size() >= model::PinGate::kMostDigits)
        return;
    m_pin += static_cast<char>('0' + digit);
    m_was_wrong = false;
}

void Staff::check_pin() {
    if (m_page != Page::Pin || m_pin.size() < model::PinGate::kFewestDigits || m_checking || !m_gate.is_open(now()))
        return;
    m_checking = true;
    m_platform.start(platform::CheckPin{m_pin, *m_config.staff_pin_hash, m_gate.attempts() + 1});
    forget_pin();
}

void Staff::pin_checked(const platform::TaskResult& result) {
    m_checking = false;
    const bool is_stale = std::exchange(m_check_is_stale, false);
    const bool is_kept = result.reason.empty();
    if (!is_kept)
        m_platform.log(logs::ConfigProblem{"--runs", 0, result.detail});
    if (!result.succeeded) {
        // It counts even where the pad was closed meanwhile: closing it is no way to try more often.
        m_gate.refused(now(), is_kept ? model::PinGate::Kept::Yes : model::PinGate::Kept::No);
        m_was_wrong = true;
        m_platform.log(logs::StaffRefused{m_gate.attempts()});
        return;
    }
    m_gate.accepted();
    // Where the pad was closed meanwhile, whoever stands there now may be somebody else.
    if (m_page == Page::Pin && !is_stale)
        enter_panel();
}

void Staff::enter_panel() {
    m_page = Page::Panel;
    m_opened = now();
    m_health_at = now();
    if (!m_facts.show.is_running)
        m_facts.show = {};
    if (!m_facts.logs.is_running)
        m_facts.logs = {};
    m_idle.touched(now());
    m_platform.log(logs::StaffOpened{});
    read_levels();
}

// What the machine does.

void Staff::confirm() {
    const Question asked = std::exchange(m_question, Question::None);
    if (asked == Question::Restart)
        m_restart = true;
    m_setup_asked = m_setup_asked || asked == Question::Setup;
    if (asked != Question::Show || m_facts.show.is_running)
        return;
    m_facts.show = {true, std::nullopt};
    m_platform.start(platform::RollBackContent{m_asked_version});
}

void Staff::set_level(Level level, int percent) {
    if (level == Level::Brightness && m_facts.brightness.in_picture)
        m_picture_brightness = std::clamp(percent, kLeastBrightness, kMostLevel);
    else
        m_platform.set_level(level, percent);
    m_platform.log(logs::LevelSet{level == Level::Brightness ? "brightness" : "volume", percent});
    read_levels();
}

void Staff::read_levels() {
    const std::optional<int> brightness = m_platform.level(Level::Brightness);
    m_facts.brightness = {brightness.value_or(m_picture_brightness), !brightness};
    m_facts.volume = {m_platform.level(Level::Volume), false};
}

void Staff::finished(const platform::TaskResult& result) {
    changed();
    if (std::holds_alternative<platform::CheckPin>(result.task))
        return pin_checked(result);
    if (std::holds_alternative<platform::RollBackContent>(result.task)) {
        m_facts.show = {false, result};
        if (!result.succeeded)
            return;
        const std::int64_t from = m_facts.content ? m_facts.content->content_version : 0;
        const bool was_factory = m_facts.origin == logs::ContentOrigin::Factory;
        m_platform.log(logs::ContentRolledBack{was_factory ? 0 : from, result.version});
        m_look = true;
        return;
    }
    m_facts.logs = {false, result};
    if (result.succeeded)
        m_platform.log(
            logs::LogsCollected{logs::CollectedBy::Staff, result.logs.events, result.logs.bytes, result.logs.complete});
    else
        m_platform.log(logs::LogsRefused{logs::CollectedBy::Staff, result.reason});
}

bool Staff::poll() {
    const std::int64_t before = m_revision;
    if (m_page == Page::Panel && now() >= m_health_at) {
        m_facts.health = m_platform.health();
        m_facts.today = m_platform.today();
        m_health_at = now() + kHealthEvery;
        changed();
    }
    if (m_page == Page::TouchTest && now() - m_idle.last_touch() >= kTouchTestIdle)
        act(model::act(ActionKind::CloseTouchTest));
    if (m_page == Page::Pin && m_gate.seconds_left(now()) != m_made_wait)
        changed();
    return is_open() && m_revision != before;
}

Millis Staff::next_change() const {
    switch (m_page) {
    case Page::Closed:
        return Millis::max();
    case Page::Pin:
        return m_gate.next_change(now());
    case Page::Panel:
        return m_health_at;
    case Page::TouchTest:
        return m_idle.last_touch() + kTouchTestIdle;
    }
    return Millis::max();
}

void Staff::set_content(const std::optional<db::ContentInfo>& content, logs::ContentOrigin origin) {
    m_facts.content = content;
    m_facts.origin = origin;
    changed();
}

void Staff::set_ledger(ContentLedger ledger) {
    m_facts.ledger = std::move(ledger);
    changed();
}

void Staff::allow_setup() {
    m_facts.can_set_up = true;
}

bool Staff::take_setup_request() {
    return std::exchange(m_setup_asked, false);
}

bool Staff::take_look_request() {
    return std::exchange(m_look, false);
}

float Staff::dimming() const {
    return 1 - static_cast<float>(m_picture_brightness) / static_cast<float>(kMostLevel);
}

// The touch test.

void Staff::touched(model::Point at, bool pressed, const ui::Metrics& metrics) {
    if (m_page != Page::TouchTest)
        return;
    m_touch.touched(at, pressed, metrics);
    changed();
}

// What the pages show.

const screens::PinModel& Staff::pin_model(const model::Strings& strings) {
    const int wait = m_gate.seconds_left(now());
    if (!m_made_pin.update(m_revision, strings) && wait == m_made_wait)
        return m_made_pin.model;
    m_made_wait = wait;
    const model::StaffStrings& words = strings.staff;
    screens::PinModel& pin = m_made_pin.model;
    pin.digits = m_pin.size();
    pin.digits_text = model::filled(words.pin_digits, std::to_string(m_pin.size()));
    pin.is_open = wait == 0 && !m_checking;
    pin.is_complete = m_pin.size() >= model::PinGate::kFewestDigits;
    pin.note = {};
    if (m_checking)
        pin.note = {screens::StaffNote::Kind::Working, words.pin_checking};
    else if (wait > 0)
        pin.note = {screens::StaffNote::Kind::Attention, model::filled(words.pin_wait, clock_text(wait))};
    else if (m_was_wrong)
        pin.note = {screens::StaffNote::Kind::Attention, words.pin_wrong};
    else if (m_pin.size() >= kLooksComplete && !pin.is_complete)
        pin.note = {screens::StaffNote::Kind::Attention,
                    model::filled(words.pin_short, std::to_string(model::PinGate::kFewestDigits))};
    return pin;
}

const screens::StaffModel& Staff::panel_model(const model::Strings& strings) {
    if (m_made_panel.update(m_revision, strings))
        m_made_panel.model = staff_words(m_facts, strings);
    return m_made_panel.model;
}

const screens::TouchTestModel& Staff::touch_model(const model::Strings& strings) {
    if (m_made_touch.update(m_revision, strings))
        m_touch.show(m_made_touch.model, strings.staff);
    return m_made_touch.model;
}

const screens::QuestionModel* Staff::question(const model::Strings& strings) {
    if (m_question == Question::None)
        return nullptr;
    if (m_made_question.update(m_revision, strings))
        m_made_question.model = m_question == Question::Show    ? show_question(m_asked_version, strings.staff)
                                : m_question == Question::Setup ? setup_question(strings.staff)
                                                                : restart_question(strings.staff);
    return &m_made_question.model;
}

} // namespace kiosk
