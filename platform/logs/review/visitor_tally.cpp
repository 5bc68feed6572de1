#include "platform/logs/review/visitor_tally.h"
#include "platform/logs/review/event_table.h"
#include <algorithm>

namespace platform::logs::review {
namespace {

constexpr std::size_t kMaxHours = 1000;
constexpr std::int64_t kLongestMs = 7 * 24 * kHourMs; // keeps the sums of a hostile log from overflowing

std::int64_t milliseconds(const ReadEvent& event, std::string_view field) {
    return std::clamp<std::int64_t>(event.number(field).value_or(0), 0, kLongestMs);
}

void add_view(Views& views, std::int64_t dwell_ms) {
    ++views.views;
    views.dwell_ms += dwell_ms;
    views.read += dwell_ms >= kReadDwellMs ? 1 : 0;
}

void add_plain(Visitors& to, const Visitors& from) {
    to.attract_ms += from.attract_ms;
    to.attract_ended += from.attract_ended;
    to.sessions_started += from.sessions_started;
    to.sessions_ended += from.sessions_ended;
    to.session_ms += from.session_ms;
    to.sessions_with_role += from.sessions_with_role;
    to.qr_shown += from.qr_shown;
    to.searches += from.searches;
    to.searches_without_result += from.searches_without_result;
    to.questions_finished += from.questions_finished;
    to.list_added += from.list_added;
    to.sessions_without_hour += from.sessions_without_hour;
    for (const auto& [hour, sessions] : from.sessions_by_hour)
        to.sessions_by_hour[hour] += sessions;
}

} // namespace

Views& operator+=(Views& views, const Views& more) {
    views.views += more.views;
    views.dwell_ms += more.dwell_ms;
    views.read += more.read;
    return views;
}

ViewsTally& ViewsTally::operator+=(const Views& more) {
    static_cast<Views&>(*this) = review::operator+=(static_cast<Views&>(*this), more);
    return *this;
}

void VisitorTally::add_session_start(const ReadEvent& event) {
    ++m_plain.sessions_started;
    if (!event.wall_ms || *event.wall_ms < kFirstWallMs || *event.wall_ms >= kLastWallMs) {
        ++m_plain.sessions_without_hour;
        return;
    }
    ++m_plain.sessions_by_hour[*event.wall_ms / kHourMs];
    bound_hours();
}

/// The latest goes, so that the order of events does not matter.
void VisitorTally::bound_hours() {
    for (auto& hours = m_plain.sessions_by_hour; hours.size() > kMaxHours; hours.erase(std::prev(hours.end())))
        m_plain.sessions_without_hour += std::prev(hours.end())->second;
}

void VisitorTally::add_session_end(const ReadEvent& event) {
    ++m_plain.sessions_ended;
    m_plain.session_ms += milliseconds(event, "duration_ms");
    m_plain.sessions_with_role += event.number("roles").value_or(0) > 0 ? 1 : 0;
    const auto how = event.text("how");
    ++m_ended_how.at(how);
    if (how == "idle")
        ++m_gave_up_on.at(event.text("last_screen"));
}

void VisitorTally::add(std::size_t index, const ReadEvent& event) {
    switch (index) {
    case index_of<AttractEnded>():
        ++m_plain.attract_ended;
        m_plain.attract_ms += milliseconds(event, "duration_ms");
        break;
    case index_of<SessionStarted>():
        add_session_start(event);
        break;
    case index_of<SessionEnded>():
        add_session_end(event);
        break;
    case index_of<ScreenViewed>():
        add_view(m_screens.at(event.text("screen")), milliseconds(event, "dwell_ms"));
        break;
    case index_of<RoleViewed>():
        add_view(m_roles.at(event.text("role_id")), milliseconds(event, "dwell_ms"));
        break;
    case index_of<QrShown>():
        ++m_plain.qr_shown;
        break;
    case index_of<Searched>():
        ++m_plain.searches;
        m_plain.searches_without_result += event.number("results") == std::int64_t{0} ? 1 : 0;
        break;
    case index_of<QuestionsFinished>():
        ++m_plain.questions_finished;
        break;
    case index_of<ListChanged>():
        m_plain.list_added += event.text("change") == "added" ? 1 : 0;
        break;
    case index_of<LanguageChanged>():
        ++m_languages.at(event.text("language"));
        break;
    case index_of<ComfortChanged>():
        ++m_comfort.at(std::string(event.text("setting")).append("=").append(event.text("value")));
        break;
    default:
        break;
    }
}

void VisitorTally::merge(const VisitorTally& other) {
    add_plain(m_plain, other.m_plain);
    bound_hours();
    m_ended_how.merge(other.m_ended_how);
    m_gave_up_on.merge(other.m_gave_up_on);
    m_languages.merge(other.m_languages);
    m_comfort.merge(other.m_comfort);
    m_screens.merge(other.m_screens);
    m_roles.merge(other.m_roles);
}

std::size_t VisitorTally::entries() const {
    return m_plain.sessions_by_hour.size() + m_ended_how.size() + m_gave_up_on.size() + m_languages.size()
           + m_comfort.size() + m_screens.size() + m_roles.size();
}

void VisitorTally::add_to(Visitors& visitors) const {
    add_plain(visitors, m_plain);
    m_ended_how.add_to(visitors.ended_how);
    m_gave_up_on.add_to(visitors.gave_up_on);
    m_languages.add_to(visitors.languages);
    m_comfort.add_to(visitors.comfort);
    m_screens.add_to(visitors.screens);
    m_roles.add_to(visitors.roles);
}

} // namespace platform::logs::review
