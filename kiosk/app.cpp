#include "kiosk/app.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace kiosk {
namespace {

namespace logs = platform::logs;
using model::ActionKind;
using model::IdlePhase;
using model::Millis;
using model::Screen;

logs::ContentFault fault_of(db::ErrorCode code) {
    switch (code) {
    case db::ErrorCode::NotFound:
        return logs::ContentFault::NotFound;
    case db::ErrorCode::NotARolesDatabase:
        return logs::ContentFault::NotARolesDatabase;
    case db::ErrorCode::NewerSchema:
        return logs::ContentFault::NewerSchema;
    case db::ErrorCode::Corrupt:
    case db::ErrorCode::BadContent:
        return logs::ContentFault::Corrupt;
    case db::ErrorCode::NotTrusted:
        return logs::ContentFault::NotTrusted;
    case db::ErrorCode::BadConfig:
    case db::ErrorCode::Io:
    case db::ErrorCode::NoSpace:
    case db::ErrorCode::Unsupported:
        return logs::ContentFault::Io;
    }
    return logs::ContentFault::Io;
}

} // namespace

App::App(const AppParts& parts)
    : m_parts(parts), m_idle(idle_times(parts.config)), m_staff(parts.config, parts.platform),
      m_setup(parts.setup, parts.config, parts.strings, parts.platform), m_health(parts.platform),
      m_setup_waits(parts.setup.at_start) {
    m_attract.slide_time = std::chrono::seconds(parts.config.times.slide_s);
    if (m_setup.is_enabled())
        m_staff.allow_setup();
    reset_settings();
    m_attract_start = m_attract_since = now();
}

void App::set_panel(const ui::Panel& panel) {
    m_parts.stage.set_panel(panel);
    m_harbour.resize(static_cast<float>(panel.width_px), static_cast<float>(panel.height_px));
    if (std::exchange(m_setup_waits, false))
        open_setup(Setup::Occasion::FirstStart);
    m_dirty = true;
}

void App::begin_without_gpu() {
    m_has_gpu = false;
    m_pace.begin_low();
}

Screen App::screen() const {
    if (m_setup.is_open())
        return Screen::Setup;
    if (m_staff.is_open())
        return m_staff.screen();
    if (!m_store)
        return Screen::Unavailable;
    return m_idle.phase() == IdlePhase::Attract ? Screen::Attract : m_view.place.screen;
}

screens::Common App::common() const {
    return {strings(), m_settings,
            m_store ? std::span<const db::Language>(m_store->languages()) : std::span<const db::Language>{}, &m_harbour,
            &m_about_harbour};
}

const ui::Theme& App::theme() const {
    return m_settings.high_contrast ? ui::high_contrast_theme() : ui::default_theme();
}

void App::reset_settings() {
    m_settings = {};
    m_settings.reduced_motion = m_parts.config.reduced_motion;
    const std::string wanted = m_parts.config.default_language.value_or("");
    m_settings.language = wanted.empty() ? "en" : wanted;
    if (!m_store)
        return;
    const std::vector<db::Language>& languages = m_store->languages();
    const bool offered = std::any_of(languages.begin(), languages.end(),
                                     [&](const db::Language& language) { return language.code == wanted; });
    m_settings.language = offered ? wanted : m_store->info().default_language;
}

void App::take_content(ContentUpdate update) {
    for (const ContentRefusal& refusal : update.refusals)
        m_parts.platform.log(logs::ContentRefused{refusal.origin, fault_of(refusal.error.code), refusal.error.text()});
    if (update.nothing_to_show)
        m_parts.platform.log(logs::ContentMissing{});
    update.refusals.clear();
    if (update.store || update.take_off) {
        m_pending = std::move(update);
        if (m_idle.phase() == IdlePhase::Attract)
            apply_content();
        else if (m_pending->spoilt)
            replace_spoilt_content();
    }
    m_dirty = true;
}

void App::apply_content() {
    if (!m_pending)
        return;
    if (!m_store)
        m_attract_since = now();
    m_doubt = m_doubted = false;
    m_store = std::move(m_pending->store);
    m_origin = m_pending->origin;
    m_pending.reset();
    m_dirty = true;
    if (!m_store) { // may be shown no longer, and nothing else is there
        m_staff.set_content(std::nullopt, m_origin);
        return;
    }
    m_parts.stage.pictures().set_image_source([this](std::string_view name) -> std::optional<db::Image> {
        auto image = m_store ? m_store->image(name) : db::fail(db::ErrorCode::NotFound, "there is no content");
        return image ? std::optional<db::Image>(std::move(*image)) : std::nullopt;
    });
    m_staff.set_content(m_store->info(), m_origin);
    if (!m_staff.is_open() && !m_setup.is_open())
        reset_settings();
    load_attract();
    m_parts.platform.log(logs::ContentShown{m_store->info().content_version, m_origin,
                                            static_cast<std::int64_t>(m_store->role_count().value_or(0))});
    m_dirty = true;
}

void App::replace_spoilt_content() {
    if (!m_pending->store)
        return end_session(logs::SessionEnd::Stopped);
    const model::Settings wanted = m_settings;
    apply_content();
    const std::string language = std::exchange(m_settings, wanted).language;
    const std::vector<db::Language>& languages = m_store->languages();
    if (std::none_of(languages.begin(), languages.end(),
                     [&](const db::Language& offered) { return offered.code == m_settings.language; }))
        m_settings.language = language;
    m_navigation.home();
    arrive(Motion::Cut, {}, true);
}

void App::doubt_content(const db::Error& error) {
    m_doubt = true;
    if (!std::exchange(m_doubted, true))
        m_parts.platform.log(logs::ContentRefused{m_origin, fault_of(error.code), error.text()});
}

void App::load_attract() {
    m_attract_start = now();
    m_attract.organisation.clear();
    m_attract.short_name.clear();
    m_attract.slides.clear();
    m_attract.languages.clear();
    if (const auto organisation = m_store->organisation(m_settings.language)) {
        m_attract.organisation = organisation->name;
        m_attract.short_name = organisation->short_name;
    }
    if (auto slides = m_store->slides(m_settings.language))
        m_attract.slides = std::move(*slides);
    else
        doubt_content(slides.error());
    if (m_store->languages().size() > 1)
        m_attract.languages = m_store->languages();
}

void App::begin_session() {
    m_session_start = m_last_touch = now();
    m_screens_seen = m_roles_seen = 0;
    m_parts.platform.log(logs::AttractEnded{(now() - m_attract_since).count()});
    m_navigation.reset();
    m_transition.reset();
    m_parts.platform.log(logs::SessionStarted{});
    m_view = {};
    m_view.place.screen = Screen::Attract;
    arrive(Motion::Fade, {}, true);
}

void App::end_session(logs::SessionEnd how) {
    log_departure();
    m_parts.platform.log(logs::SessionEnded{how, (m_last_touch - m_session_start).count(), m_screens_seen, m_roles_seen,
                                            model::screen_name(m_view.place.screen)});
    m_attract_since = now();
    m_idle.end();
    m_navigation.reset();
    m_transition.reset();
    m_parts.stage.memory() = {};
    m_view = {};
    m_countdown_seconds = -1;
    reset_settings();
    if (m_pending)
        apply_content();
    else if (m_store)
        load_attract();
    m_dirty = true;
}

void App::finish() {
    if (m_staff.is_open())
        m_staff.close();
    if (m_idle.phase() != IdlePhase::Attract)
        end_session(logs::SessionEnd::Stopped);
    else if (m_setup.is_open())
        m_setup.drop();
    else if (m_store)
        m_parts.platform.log(logs::AttractEnded{(now() - m_attract_since).count()});
}

void App::log_departure() {
    const Millis dwell = now() - m_place_start;
    if (m_view.place.screen == Screen::Attract)
        return;
    m_parts.platform.log(logs::ScreenViewed{model::screen_name(m_view.place.screen), dwell.count()});
    if (m_view.place.screen == Screen::Role)
        m_parts.platform.log(logs::RoleViewed{m_view.place.role_id, dwell.count()});
}

void App::arrive(Motion motion, const model::Rect& origin, bool fresh) {
    auto view = load_view(*m_store, m_navigation.current(), m_settings, strings());
    if (!view) {
        doubt_content(view.error());
        if (m_navigation.can_go_back()) {
            m_navigation.home();
            arrive(Motion::Cut, {}, false);
        }
        return;
    }
    const bool same_place = view->place.screen == m_view.place.screen && view->place.role_id == m_view.place.role_id;
    if (!same_place) {
        log_departure();
        ++m_screens_seen;
        m_roles_seen += view->place.screen == Screen::Role ? 1 : 0;
        m_place_start = now();
    }
    m_transition.reset();
    if (motion == Motion::Fade && !reduced_motion() && m_has_gpu)
        m_transition = Transition{std::move(m_view), origin, now()};
    m_view = std::move(*view);
    ui::Memory& memory = m_parts.stage.memory();
    if (fresh)
        memory.scrolls.erase(a11y::make_id(scroll_key(m_view.place)));
    if (!same_place)
        memory.focus = a11y::kNoNode;
    m_dirty = true;
}

void App::open(model::Place place, const model::Rect& origin) {
    m_navigation.open(std::move(place));
    arrive(Motion::Fade, origin, true);
}

void App::act(const model::Action& action) {
    if (m_setup.is_open())
        return act_on_setup(action);
    switch (action.kind) {
    case ActionKind::None:
        return;
    case ActionKind::Back:
        m_navigation.back();
        arrive(Motion::Fade, {}, false);
        return;
    case ActionKind::Home:
        m_navigation.home();
        arrive(Motion::Fade, {}, false);
        return;
    case ActionKind::OpenRole:
        open({.screen = Screen::Role, .role_id = action.id}, action.origin);
        return;
    case ActionKind::ReplaceRole:
        m_navigation.replace({.screen = Screen::Role, .role_id = action.id});
        arrive(Motion::Fade, {}, true);
        return;
    case ActionKind::OpenAbout:
        open({.screen = Screen::About}, {});
        return;
    case ActionKind::OpenComfort:
        open({.screen = Screen::Comfort}, {});
        return;
    case ActionKind::OpenLanguages:
        open({.screen = Screen::Languages}, {});
        return;
    case ActionKind::ShowPage:
        m_navigation.current().page = action.number;
        arrive(Motion::Fade, {}, true);
        return;
    case ActionKind::Finish:
        end_session(logs::SessionEnd::Visitor);
        return;
    case ActionKind::SetLanguage:
    case ActionKind::SetTextSize:
    case ActionKind::ToggleContrast:
    case ActionKind::ToggleMotion:
        act_on_settings(action);
        return;
    default:
        act_on_staff(action);
        return;
    }
}

void App::act_on_settings(const model::Action& action) {
    if (m_staff.is_open()) {
        m_settings.language = action.id; // the panel offers this one alone, and it is no visitor's choice to be logged
        m_dirty = true;
        return;
    }
    constexpr std::array<std::string_view, model::kTextSizes.size()> kSizeNames{"default", "large", "larger",
                                                                                "largest"};
    const auto on_off = [](bool on) { return std::string_view(on ? "on" : "off"); };
    if (action.kind == ActionKind::SetLanguage) {
        m_settings.language = action.id;
        m_parts.platform.log(logs::LanguageChanged{action.id});
        // A language chosen on its own screen leads back to where the visitor was.
        if (m_view.place.screen == Screen::Languages)
            m_navigation.back();
    } else if (action.kind == ActionKind::SetTextSize) {
        const auto index = static_cast<std::size_t>(action.number) % model::kTextSizes.size();
        m_settings.text_size = model::kTextSizes[index];
        m_parts.platform.log(logs::ComfortChanged{"text_size", kSizeNames[index]});
    } else if (action.kind == ActionKind::ToggleContrast) {
        m_settings.high_contrast = !m_settings.high_contrast;
        m_parts.platform.log(logs::ComfortChanged{"high_contrast", on_off(m_settings.high_contrast)});
    } else {
        m_settings.reduced_motion = !m_settings.reduced_motion;
        m_parts.platform.log(logs::ComfortChanged{"reduced_motion", on_off(m_settings.reduced_motion)});
    }
    arrive(Motion::Cut, {}, false);
}

bool App::wants_frame() const {
    return m_dirty || !m_touches.empty() || now() >= m_wake;
}

Millis App::next_frame_at() const {
    return m_dirty || !m_touches.empty() ? now() : m_wake;
}

void App::frame_took(double cost_ms) {
    m_health.frame_took(cost_ms);
    if (screen() != Screen::Attract || reduced_motion())
        return;
    const int before = m_pace.level_index();
    m_pace.frame_took(cost_ms);
    if (m_pace.level_index() != before)
        m_parts.platform.log(logs::FramesDegraded{m_pace.level_index()});
}

} // namespace kiosk
