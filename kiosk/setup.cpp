#include "kiosk/setup.h"

#include "kiosk/setup_file.h"
#include "kiosk/setup_words.h"

#include <algorithm>
#include <utility>

namespace kiosk {
namespace {

namespace logs = platform::logs;
using model::ActionKind;
using model::Millis;
using model::SetupStep;

constexpr Millis kClockEvery{5000};
constexpr const char* kUtc = "UTC";

} // namespace

Setup::Setup(SetupPlan plan, const Config& config, const StringCatalogue& strings, platform::Platform& platform)
    : m_plan(std::move(plan)), m_config(config), m_strings(strings), m_platform(platform) {}

void Setup::open(Occasion occasion, const std::string& language, double diagonal_in) {
    if (!is_enabled() || m_is_open)
        return;
    m_is_open = true;
    m_occasion = occasion;
    m_way = {};
    m_trial = {};
    m_touch.clear();
    m_zones = m_platform.time_zones();
    if (!m_zones.names.empty())
        m_zones.names.emplace_back(kUtc);
    m_choices = {language, m_config.display.rotation, model::diagonal_tenths(diagonal_in),
                 m_config.time_zone.value_or(m_zones.own), m_config.name};
    if (m_strings.all().find(language) == m_strings.all().end())
        m_choices.language = "en";
    m_before = {m_choices.rotation, diagonal_in};
    m_region.clear();
    m_save_problem.clear();
    m_is_saving = m_shows_digits = false;
    m_opened = m_noticed = m_time_at = now();
    update_zone_time();
    changed();
}

void Setup::act(const model::Action& action) {
    changed();
    switch (action.kind) {
    case ActionKind::SetupNext:
        return go_on();
    case ActionKind::SetupBack:
        return back();
    case ActionKind::SetupLeave:
        return leave(logs::SetupEnd::Cancelled);
    case ActionKind::SetupChange:
        return m_way.change(static_cast<SetupStep>(action.number));
    case ActionKind::SetupLanguage:
        m_choices.language = action.id;
        return;
    case ActionKind::SetupTurn:
        return turn(action.number);
    case ActionKind::SetupKeep:
        return m_trial.keep();
    case ActionKind::SetupTurnBack:
        m_choices.rotation = m_trial.undo();
        return wish();
    case ActionKind::SetupSize:
        m_choices.diagonal_tenths = std::clamp(action.number, model::kLeastDiagonal, model::kMostDiagonal);
        return wish();
    case ActionKind::SetupRegion:
        if (action.id == kUtc)
            m_choices.time_zone = kUtc;
        else
            m_region = action.id;
        return update_zone_time();
    case ActionKind::SetupZone:
        m_choices.time_zone = action.id;
        m_region.clear();
        return update_zone_time();
    case ActionKind::SetupType:
        return type(static_cast<char>(action.number));
    case ActionKind::SetupErase:
        return erase();
    case ActionKind::SetupKeys:
        m_shows_digits = action.number != 0;
        return;
    case ActionKind::Confirm:
        m_save_problem.clear();
        return save();
    case ActionKind::Cancel:
        m_save_problem.clear();
        m_unsaved = setup_text(m_choices);
        return finish(logs::SetupEnd::Unsaved);
    default:
        return;
    }
}

void Setup::go_on() {
    if (m_trial.is_running() || m_is_saving || m_choices.name.empty())
        return;
    m_region.clear();
    if (m_way.step() == SetupStep::Summary)
        return save();
    m_way.next();
    update_zone_time();
}

void Setup::back() {
    changed();
    if (!m_save_problem.empty())
        m_save_problem.clear();
    else if (m_is_saving)
        return;
    else if (m_trial.is_running())
        act(model::act(ActionKind::SetupTurnBack));
    else if (!m_region.empty())
        m_region.clear();
    else if (m_way.can_go_back() && !m_choices.name.empty())
        m_way.back();
    else if (m_occasion == Occasion::Again && !m_way.can_go_back())
        leave(logs::SetupEnd::Cancelled);
}

void Setup::turn(int quarter_turns) {
    if (quarter_turns == 0)
        return;
    m_trial.begin(m_choices.rotation, now());
    m_choices.rotation = model::turned(m_choices.rotation, quarter_turns);
    wish();
}

void Setup::type(char letter) {
    if (m_is_open && step() == SetupStep::Name && model::type_into_name(m_choices.name, letter))
        changed();
}

void Setup::erase() {
    if (!m_is_open || step() != SetupStep::Name || m_choices.name.empty())
        return;
    m_choices.name.pop_back();
    changed();
}

void Setup::touched(model::Point at, bool pressed, const ui::Metrics& metrics) {
    if (!m_is_open || step() != SetupStep::Touch)
        return;
    m_touch.touched(at, pressed, metrics);
    changed();
}

// The end.

void Setup::save() {
    if (std::exchange(m_is_saving, true))
        return;
    m_platform.start(platform::SaveFile{m_plan.file.string(), setup_text(m_choices)});
}

void Setup::saved(const platform::TaskResult& result) {
    if (!std::exchange(m_is_saving, false) || !m_is_open)
        return;
    changed();
    if (result.succeeded)
        return finish(logs::SetupEnd::Saved);
    m_save_problem = result.reason.empty() ? "disk_failed" : result.reason;
    m_platform.log(logs::ConfigProblem{"--setup", 0, result.detail});
}

void Setup::finish(logs::SetupEnd how) {
    m_platform.log(logs::SetupFinished{how, m_choices.language, (now() - m_opened).count()});
    m_restart = true;
}

void Setup::leave(logs::SetupEnd how) {
    m_platform.log(logs::SetupFinished{how, m_choices.language, (now() - m_opened).count()});
    m_is_open = false;
    m_wish = m_before;
    changed();
}

// Time.

bool Setup::poll() {
    if (!m_is_open || m_restart)
        return false;
    const std::int64_t before = m_revision;
    if (m_trial.is_over(now()))
        act(model::act(ActionKind::SetupTurnBack));
    if (m_trial.seconds_left(now()) != m_shown_seconds)
        changed();
    if (now() >= m_time_at)
        update_zone_time();
    if (!m_is_saving && now() - m_noticed >= kPatience)
        leave(logs::SetupEnd::TimedOut);
    return m_revision != before;
}

void Setup::update_zone_time() {
    const auto time =
        m_choices.time_zone.empty() ? m_platform.local_time() : m_platform.local_time_in(m_choices.time_zone);
    if (time != m_zone_time)
        changed();
    m_zone_time = time;
    m_time_at = now() + kClockEvery;
}

Millis Setup::next_change() const {
    if (!m_is_open || m_restart)
        return Millis::max();
    const Millis clock = step() == SetupStep::TimeZone ? m_time_at : Millis::max();
    return std::min({m_noticed + kPatience, m_trial.next_change(now()), clock});
}

std::optional<PanelWish> Setup::take_panel_wish() {
    return std::exchange(m_wish, std::nullopt);
}

// What is shown.

bool Setup::is_fixed(SetupStep step) const {
    switch (step) {
    case SetupStep::Language:
        return m_plan.fixed.contains("language.default");
    case SetupStep::Rotation:
        return m_plan.fixed.contains("display.rotation");
    case SetupStep::Size:
        return m_plan.fixed.contains("display.diagonal_in");
    case SetupStep::TimeZone:
        return m_plan.fixed.contains("clock.time_zone");
    case SetupStep::Name:
        return m_plan.fixed.contains("kiosk.name");
    case SetupStep::Touch:
    case SetupStep::Summary:
        break;
    }
    return false;
}

const screens::SetupModel& Setup::model(const model::Strings& strings) {
    if (m_made != m_revision || m_made_in != &strings) {
        m_made = m_revision;
        m_made_in = &strings;
        make_model(strings);
    }
    return m_model;
}

void Setup::make_model(const model::Strings& strings) {
    screens::SetupModel& shown = m_model;
    shown = {};
    shown.step = step();
    shown.can_go_back = m_way.can_go_back();
    shown.can_leave = m_occasion == Occasion::Again;
    shown.leads_to_summary = m_way.leads_to_summary();
    shown.is_saving = m_is_saving;
    shown.is_fixed = is_fixed(step());
    setup_words::number(shown, strings.setup);
    m_shown_seconds = m_trial.seconds_left(now());
    switch (step()) {
    case SetupStep::Language:
        return setup_words::languages(shown, m_strings, m_choices.language);
    case SetupStep::Rotation:
        return setup_words::trial(shown, m_shown_seconds, strings.setup);
    case SetupStep::Size:
        return setup_words::sizes(shown, m_choices.diagonal_tenths, strings.setup);
    case SetupStep::Touch:
        m_touch.show(shown.touch, strings.staff);
        return setup_words::touch(shown, strings);
    case SetupStep::TimeZone:
        return setup_words::zones(shown, m_zones.names, m_choices.time_zone, m_region, m_zone_time, strings.setup);
    case SetupStep::Name:
        shown.name = m_choices.name;
        shown.name_text = model::filled(strings.setup.name_is, m_choices.name);
        shown.shows_digits = m_shows_digits;
        return;
    case SetupStep::Summary:
        return setup_words::rows(shown, m_choices, strings, [this](SetupStep step) { return is_fixed(step); });
    }
}

const screens::QuestionModel* Setup::question(const model::Strings& strings) {
    if (m_save_problem.empty())
        return nullptr;
    m_question = setup_words::not_saved(m_save_problem, strings.setup);
    return &m_question;
}

} // namespace kiosk
