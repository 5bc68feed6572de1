#include "tests/logs/fair_kiosk.h"
#include <array>

namespace fair {

using namespace platform::logs;

namespace {

constexpr std::array<std::string_view, 24> kRoles = {
    "accountant",      "actuary",         "administrator", "analyst",   "anti-fraud",       "architect",
    "auditor",         "customs-officer", "data-engineer", "developer", "economist",        "editor",
    "finance-officer", "fraud-examiner",  "inspector",     "lawyer",    "logistics-expert", "mediator",
    "negotiator",      "policy-officer",  "statistician",  "trainer",   "translator",       "veterinarian"};
constexpr std::array<std::string_view, 4> kLanguages = {"en", "es", "fr", "de"};
constexpr std::array<std::string_view, 4> kScreens = {"home", "about", "related", "list"};

template <std::size_t N>
std::string_view one_of(const std::array<std::string_view, N>& all, std::int64_t at) {
    return all[static_cast<std::size_t>(at) % N];
}

} // namespace

struct FairKiosk::Visit {
    std::int64_t began_ms = 0;
    std::int64_t screens = 0;
    std::int64_t roles = 0;
    std::int64_t listed = 0;
    std::string_view last_screen = "home";
};

/// Some roles are viewed more often than others.
std::string_view FairKiosk::some_role() {
    const auto count = static_cast<std::int64_t>(kRoles.size());
    return one_of(kRoles, below(below(count) + 1));
}

void FairKiosk::set_up(Visit& visit) {
    if (one_in(4))
        write(LanguageChanged{one_of(kLanguages, below(4))});
    if (one_in(12))
        write(ComfortChanged{"text_size", one_in(3) ? "largest" : "large"});
    if (one_in(25))
        write(ComfortChanged{one_in(2) ? "contrast" : "motion", one_in(2) ? "high" : "reduced"});
    ++visit.screens;
    write(ScreenViewed{"home", pass_time()});
}

void FairKiosk::see_role(Visit& visit) {
    const Name role = some_role();
    const std::int64_t dwell_ms = pass_time();
    ++visit.roles;
    ++visit.screens;
    visit.last_screen = "role";
    write(RoleViewed{role, dwell_ms});
    write(ScreenViewed{"role", dwell_ms});
    if (one_in(6))
        write(ListChanged{ListChange::Added, role, ++visit.listed});
    if (one_in(9))
        write(QrShown{QrSubject::Role, role, pass_time()});
}

void FairKiosk::look_around(Visit& visit) {
    if (one_in(9)) {
        write(Searched{one_in(5) ? 0 : 1 + below(12)});
        visit.last_screen = "search";
    } else if (one_in(20)) {
        write(QuestionsFinished{7, some_role()});
        visit.last_screen = "questions";
    } else {
        visit.last_screen = one_of(kScreens, below(4));
    }
    ++visit.screens;
    write(ScreenViewed{visit.last_screen, pass_time()});
    if (visit.listed > 0 && one_in(3)) {
        write(ListChanged{ListChange::Removed, some_role(), --visit.listed});
        write(QrShown{QrSubject::List, "list", pass_time()});
    }
}

void FairKiosk::visit() {
    write(AttractEnded{pass_time()});
    write(SessionStarted{});
    Visit visit{.began_ms = m_time_ms};
    set_up(visit);
    for (std::int64_t steps = below(10); steps > 0; --steps) {
        if (one_in(3))
            look_around(visit);
        else
            see_role(visit);
        report_health();
    }
    SessionEnd how = one_in(3) ? SessionEnd::Visitor : SessionEnd::Idle;
    if (m_trait >= 35 && one_in(20))
        how = one_in(2) ? SessionEnd::Stopped : SessionEnd::Staff;
    write(SessionEnded{how, m_time_ms - visit.began_ms, visit.screens, visit.roles, visit.last_screen});
}

} // namespace fair
