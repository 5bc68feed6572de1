#include "kiosk/stick_card.h"

#include "db/update/verdict.h"

#include <algorithm>
#include <utility>

namespace kiosk {
namespace {

using db::update::Verdict;
using model::filled;
using model::Millis;
using platform::StickReport;
using platform::StickStage;
using screens::StickCardModel;

constexpr std::size_t kMostEntries = 8; // more sticks than a machine has room for

struct StageWords {
    StickStage stage;
    std::string model::StickStrings::*title;
    int from; ///< of the whole work, in percent
    int to;
};
constexpr StageWords kStages[] = {
    {StickStage::Noticed, &model::StickStrings::found, 0, 0},
    {StickStage::Looking, &model::StickStrings::looking, 0, 5},
    {StickStage::Copying, &model::StickStrings::copying, 5, 50},
    {StickStage::Verifying, &model::StickStrings::verifying, 50, 65},
    {StickStage::Checking, &model::StickStrings::checking, 65, 95},
    {StickStage::Storing, &model::StickStrings::storing, 95, 100},
    {StickStage::Collecting, &model::StickStrings::collecting, 0, 100},
};

bool is_good(std::string_view verdict) {
    return verdict == verdict_name(Verdict::Installed) || verdict == verdict_name(Verdict::AlreadyShown);
}

/// "6 roles: 1 new, 2 changed."
std::string changes_of(const StickReport& report, const model::StickStrings& words) {
    const auto counted = [](int count, const std::string& one, const std::string& many) {
        return count == 1 ? one : filled(many, std::to_string(count));
    };
    std::string list;
    const auto add = [&](const std::string& part) { list += (list.empty() ? "" : ", ") + part; };
    if (report.roles_added > 0)
        add(counted(report.roles_added, words.added, words.added_many));
    if (report.roles_changed > 0)
        add(counted(report.roles_changed, words.changed, words.changed_many));
    if (report.roles_removed > 0)
        add(counted(report.roles_removed, words.removed, words.removed_many));
    if (report.other_changed > 0)
        add(words.other_changed);
    if (list.empty())
        add(words.no_change);
    return counted(report.roles, words.role, words.roles) + ": " + list + ".";
}

StickCardModel progress_words(const StickReport& report, const model::StickStrings& words) {
    StickCardModel card;
    card.title = words.found;
    card.text = words.leave_in;
    card.percent = 0;
    for (const StageWords& stage : kStages) {
        if (stage.stage != report.stage)
            continue;
        card.title = words.*stage.title;
        card.percent = stage.from + (stage.to - stage.from) * std::clamp(report.percent, 0, 100) / 100;
    }
    return card;
}

/// What became of the logs, as one or two sentences.
std::string logs_words(const StickReport& report, const model::Strings& strings) {
    if (report.logs)
        return report.logs->complete ? strings.stick.logs_written : strings.stick.logs_in_part;
    if (report.logs_problem.empty())
        return {};
    const auto verdict = strings.verdicts.find(report.logs_problem);
    const std::string why = report.logs_problem == "stick_full" ? strings.stick.stick_full
                            : verdict != strings.verdicts.end() ? verdict->second.title
                                                                : strings.stick.logs_failed;
    return strings.stick.logs_refused + " " + why;
}

/// What is known of a stick that was pulled in the middle. With logs on their way, all else was over.
void end_early(StickReport& report) {
    if (report.stage == StickStage::Collecting) {
        report.logs_problem = verdict_name(Verdict::StickGone);
    } else {
        report.verdict = verdict_name(Verdict::StickGone);
        report.detail = "pulled out before the kiosk was done with it; leave it in until the kiosk says so";
    }
    report.stage = StickStage::Done;
}

} // namespace

StickCardModel stick_card_words(const StickReport& report, const model::Strings& strings) {
    StickCardModel card;
    if (report.stage != StickStage::Done) {
        card = progress_words(report, strings.stick);
        card.percent_text = filled(strings.staff.percent, std::to_string(*card.percent));
    } else {
        const std::string logs = logs_words(report, strings);
        const bool logs_only = !logs.empty() && report.verdict.empty();
        const auto known = strings.verdicts.find(report.verdict);
        const auto& words = known != strings.verdicts.end()
                                ? known->second
                                : strings.verdicts.find(verdict_name(Verdict::NoContent))->second;
        const bool logs_good = report.logs.has_value() && report.logs->complete;
        card.look = (logs_only ? logs_good : is_good(report.verdict) && (logs.empty() || logs_good))
                        ? StickCardModel::Look::Good
                        : StickCardModel::Look::Attention;
        if (logs_only) {
            card.title = report.logs ? strings.stick.logs_written : strings.stick.logs_refused;
            card.text = logs_good ? strings.stick.remove : logs;
            if (!report.logs)
                card.text = logs.substr(std::min(logs.size(), strings.stick.logs_refused.size() + 1));
        } else {
            card.title = filled(words.title, std::to_string(report.version));
            card.text = report.verdict == verdict_name(Verdict::Installed)
                            ? changes_of(report, strings.stick) + " " + words.advice
                            : words.advice;
            if (!logs.empty())
                card.text += " " + logs;
        }
    }
    card.close = strings.stick.close;
    return card;
}

StickCard::Entry& StickCard::entry_of(const std::string& stick) {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.report.stick == stick; });
    if (found != m_entries.end())
        return *found;
    if (m_entries.size() == kMostEntries)
        m_entries.erase(m_entries.begin());
    Entry entry;
    entry.report.stick = stick;
    entry.report.sequence = -1;
    return m_entries.emplace_back(std::move(entry));
}

StickCard::News StickCard::take(const StickReport& report, Millis now, StickReport& last) {
    const auto known = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.report.stick == report.stick; });
    if (report.stage == StickStage::Removed) {
        if (known == m_entries.end())
            return News::Nothing;
        known->removed = now;
        ++m_revision;
        if (known->is_done())
            return News::Nothing;
        if (known->report.stage == StickStage::Noticed) { // nothing had begun
            m_entries.erase(known);
            begin_showing(now);
            return News::Nothing;
        }
        end_early(known->report);
    } else {
        if (known != m_entries.end() && known->report == report)
            return News::Nothing;
        Entry& entry = entry_of(report.stick);
        const bool again = entry.is_done() && report.stage != StickStage::Done;
        if (again || report.stage == StickStage::Noticed) {
            entry.removed.reset();
            entry.closed = false;
        }
        entry.report = report;
    }
    Entry& entry = entry_of(report.stick);
    entry.reported = now;
    entry.shown.reset();
    entry.closed = entry.closed && !entry.is_done();
    entry.order = ++m_order;
    ++m_revision;
    begin_showing(now);
    last = entry.report;
    return entry.is_done() ? News::Verdict : News::Progress;
}

/// The newest first; a verdict that was not on the glass yet counts for its own time from then on.
const StickCard::Entry* StickCard::front() const {
    const Entry* newest = nullptr;
    for (const Entry& entry : m_entries)
        if (!entry.closed && (newest == nullptr || entry.order > newest->order))
            newest = &entry;
    return newest;
}

void StickCard::begin_showing(Millis now) {
    const Entry* first = front();
    for (Entry& entry : m_entries) {
        if (&entry == first && entry.is_done() && !entry.shown)
            entry.shown = now;
        else if (&entry != first && entry.shown && now - *entry.shown < kLeast)
            entry.shown.reset(); // covered before it could be read
    }
}

Millis StickCard::Entry::end() const {
    if (!is_done())
        return reported + kSilence;
    if (!shown)
        return Millis::max();
    if (!removed)
        return *shown + kMost;
    return std::min(*shown + kMost, std::max(*shown + kLeast, *removed + kAfterRemoval));
}

void StickCard::update(Millis now) {
    if (std::erase_if(m_entries, [&](const Entry& entry) { return now >= entry.end(); }) == 0)
        return;
    ++m_revision;
    begin_showing(now);
}

Millis StickCard::next_change() const {
    Millis next = Millis::max();
    for (const Entry& entry : m_entries)
        next = std::min(next, entry.end());
    return next;
}

void StickCard::close(Millis now) {
    const Entry* first = front();
    if (first == nullptr)
        return;
    ++m_revision;
    Entry& entry = entry_of(first->report.stick);
    if (entry.is_done())
        std::erase_if(m_entries, [order = entry.order](const Entry& other) { return other.order == order; });
    else
        entry.closed = true;
    begin_showing(now);
}

const StickReport* StickCard::shown() const {
    const Entry* first = front();
    return first != nullptr ? &first->report : nullptr;
}

bool StickCard::is_working() const {
    return std::any_of(m_entries.begin(), m_entries.end(), [](const Entry& entry) { return !entry.is_done(); });
}

} // namespace kiosk
