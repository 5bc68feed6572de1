// Sticks and staff: what the app does with them.
#include "kiosk/app.h"

#include "db/update/verdict.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace kiosk {
namespace {

namespace logs = platform::logs;
using db::update::Verdict;
using db::update::verdict_name;
using model::IdlePhase;
using platform::StickReport;

} // namespace

void App::poll() {
    while (const auto report = m_parts.platform.take_stick_report())
        take_report(*report);
    m_health.poll();
    m_dirty = m_parts.stage.pictures().poll() || m_dirty;
    m_stick.update(now());
    if (update_card())
        m_dirty = true;
    while (const auto result = m_parts.platform.take_task_result()) {
        if (std::holds_alternative<platform::SaveFile>(result->task))
            with_setup([&] { m_setup.saved(*result); });
        else
            with_staff([&] { m_staff.finished(*result); });
        m_dirty = m_dirty || m_staff.is_open() || m_setup.is_open();
    }
    with_staff([&] { m_dirty = m_staff.poll() || m_dirty; });
    with_setup([&] { m_dirty = m_setup.poll() || m_dirty; });
}

// Sticks.

void App::take_report(const StickReport& report) {
    StickReport last;
    if (m_stick.take(report, now(), last) == StickCard::News::Verdict)
        log_verdict(last);
}

void App::log_verdict(const StickReport& report) {
    if (report.logs)
        m_parts.platform.log(logs::LogsCollected{logs::CollectedBy::Request, report.logs->events, report.logs->bytes,
                                                 report.logs->complete});
    else if (!report.logs_problem.empty())
        m_parts.platform.log(logs::LogsRefused{logs::CollectedBy::Request, report.logs_problem});
    if (report.verdict == verdict_name(Verdict::Installed)) {
        m_parts.platform.log(logs::ContentInstalled{report.version, report.previous, report.roles, report.roles_added,
                                                    report.roles_removed, report.roles_changed});
        m_look = true;
        return;
    }
    const bool only_logs = report.verdict.empty() && (report.logs || !report.logs_problem.empty());
    if (!only_logs)
        m_parts.platform.log(logs::StickRefused{report.verdict.empty() ? verdict_name(Verdict::NoContent)
                                                                       : std::string_view(report.verdict),
                                                report.version, report.detail});
}

bool App::update_card() {
    const StickReport* report = m_stick.shown();
    if (report == nullptr)
        return std::exchange(m_card_since, std::nullopt).has_value();
    if (m_card_since && m_card_revision == m_stick.revision() && m_card_strings == &strings())
        return false;
    m_card_revision = m_stick.revision();
    m_card_strings = &strings();
    screens::StickCardModel card = stick_card_words(*report, strings());
    if (m_card_since && card == m_card)
        return false;
    m_card = std::move(card);
    if (!m_card_since)
        m_card_since = now();
    return true;
}

bool App::take_look_request() {
    const bool staff = m_staff.take_look_request();
    return std::exchange(m_look, false) || staff;
}

// Staff.

void App::take_ledger(ContentLedger ledger) {
    for (const db::update::KeyProblem& problem : ledger.key_problems) {
        if (std::find(m_key_problems.begin(), m_key_problems.end(), problem) == m_key_problems.end())
            m_parts.platform.log(logs::ConfigProblem{"--keys", 0, problem.text()});
    }
    m_key_problems = ledger.key_problems;
    m_staff.set_ledger(std::move(ledger));
    m_dirty = m_dirty || m_staff.is_open();
}

void App::open_staff() {
    if (!m_staff.is_enabled() || m_staff.is_open())
        return;
    // The page of staff speaks and looks as the screen did that they came from.
    model::Settings settings = m_settings;
    if (m_idle.phase() != IdlePhase::Attract)
        end_session(logs::SessionEnd::Staff);
    m_settings = std::move(settings);
    m_staff.open();
    m_touch_spent = m_pointer.down;
    m_dirty = true;
}

void App::act_on_staff(const model::Action& action) {
    with_staff([&] { m_staff.act(action); });
    m_dirty = true;
    if (!m_staff.take_setup_request())
        return;
    with_staff([&] { m_staff.close(); });
    open_setup(Setup::Occasion::Again);
}

void App::staff_page_left(Staff::Page before) {
    if (m_staff.page() == before)
        return;
    m_dirty = true;
    ui::Memory& memory = m_parts.stage.memory();
    memory.focus = a11y::kNoNode;
    if (!m_staff.is_open())
        back_to_visitors();
}

void App::back_to_visitors() {
    m_parts.stage.memory() = {};
    reset_settings();
    m_countdown_seconds = -1;
    if (m_store)
        load_attract();
}

} // namespace kiosk
