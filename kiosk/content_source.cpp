#include "kiosk/content_source.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <sys/stat.h>
#include <utility>

namespace kiosk {
namespace {

namespace fs = std::filesystem;
using platform::logs::ContentOrigin;

constexpr std::chrono::milliseconds kLookEvery{1000};

/// Empty if there is no such file.
std::string state_of(const fs::path& path) {
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return {};
    return fmt::format("{}.{}/{}/{}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, status.st_ino);
}

} // namespace

CandidateList candidate_list(fs::path state, std::optional<fs::path> configured, fs::path bundled) {
    return [state = std::move(state), configured = std::move(configured), bundled = std::move(bundled)] {
        std::vector<ContentCandidate> list;
        if (!state.empty())
            for (db::update::InstalledContent& content : db::update::content_to_try(state))
                list.push_back({std::move(content.database), db::Trust::Installed,
                                content.is_current ? ContentOrigin::Installed : ContentOrigin::Previous});
        if (configured)
            list.push_back({*configured, db::Trust::Foreign, ContentOrigin::Configured});
        const bool alone = state.empty() && !configured;
        list.push_back({bundled, db::Trust::Factory, alone ? ContentOrigin::Bundled : ContentOrigin::Factory});
        return list;
    };
}

ContentSource::ContentSource(CandidateList candidates, fs::path state)
    : m_candidates(std::move(candidates)), m_state(std::move(state)) {}

ContentSource::ContentSource(std::vector<ContentCandidate> candidates)
    : ContentSource([candidates = std::move(candidates)] { return candidates; }) {}

ContentSource::Seen& ContentSource::seen(const fs::path& path) {
    const auto found =
        std::find_if(m_seen.begin(), m_seen.end(), [&](const Seen& entry) { return entry.path == path; });
    return found != m_seen.end() ? *found : m_seen.emplace_back(Seen{path, "never", false});
}

/// `current` still names the folder of what is shown, but its file is gone.
bool ContentSource::lost_what_is_current() const {
    std::error_code failed;
    const fs::path target = fs::read_symlink(m_state / "current", failed);
    return !failed && m_shown && m_state / target == m_shown->path.parent_path() && state_of(m_shown->path).empty();
}

std::optional<ContentUpdate> ContentSource::look() {
    if (!m_state.empty() && lost_what_is_current())
        return std::nullopt;
    const std::vector<ContentCandidate> candidates = m_candidates();
    const auto is_listed = [&](const fs::path& path) {
        return std::any_of(candidates.begin(), candidates.end(),
                           [&](const ContentCandidate& candidate) { return candidate.path == path; });
    };
    std::erase_if(m_seen, [&](const Seen& entry) { return !is_listed(entry.path); });
    ContentUpdate update;
    for (const ContentCandidate& candidate : candidates) {
        Seen& entry = seen(candidate.path);
        const bool is_shown = m_shown && m_shown->path == candidate.path;
        std::string state = state_of(candidate.path);
        const bool changed = state != entry.state;
        entry.state = state;
        if (is_shown) {
            // A file that went away by accident: its content stays on the glass. Worse candidates are of no interest.
            const bool is_same = !changed && (entry.refused || m_shown->origin == candidate.origin);
            if (state.empty() || is_same)
                break;
        } else if (!changed && entry.refused && (entry.wait == 0 || --entry.wait > 0)) {
            continue;
        }
        auto store = db::RoleStore::open(candidate.path, candidate.trust);
        entry.refused = !store;
        if (!store && store.error().code == db::ErrorCode::Io) {
            entry.wait = entry.next_wait;
            entry.next_wait = std::min(2 * entry.next_wait, kLongestWait);
        }
        if (store) {
            update.store.emplace(std::move(*store));
            update.origin = candidate.origin;
            m_shown = Shown{candidate.path, candidate.origin};
            m_reported_nothing = false;
            return update;
        }
        update.refusals.push_back({candidate.origin, store.error()});
        if (is_shown)
            break; // spoilt in place: what was read from it stays
    }
    if (!m_shown && !m_reported_nothing) {
        update.nothing_to_show = true;
        m_reported_nothing = true;
    }
    if (update.refusals.empty() && !update.nothing_to_show)
        return std::nullopt;
    return update;
}

std::optional<ContentLedger> ContentSource::read_ledger() {
    if (m_state.empty())
        return std::nullopt;
    ContentLedger ledger;
    ledger.kept = db::update::kept_content(m_state);
    std::string state = state_of(m_state / "history.jsonl");
    for (const db::update::InstalledContent& content : ledger.kept)
        state += fmt::format(" {}{}", content.version, content.is_current ? "*" : "");
    if (state == m_ledger_state)
        return std::nullopt;
    m_ledger_state = state;
    if (auto history = db::update::read_history(m_state, ContentLedger::kMost))
        ledger.history = std::move(*history);
    return ledger;
}

ContentWatcher::ContentWatcher(ContentSource source)
    : m_source(std::move(source)), m_thread([this](const std::stop_token& stop) { work(stop); }) {}

void ContentWatcher::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::optional<ContentUpdate> found = m_source.look();
        std::optional<ContentLedger> ledger = m_source.read_ledger();
        std::unique_lock lock(m_mutex);
        if (ledger)
            m_ledger = std::move(ledger);
        if (found) {
            m_found = std::move(found);
            // Wait until it is taken, so that none is lost.
            m_woken.wait(lock, stop, [&] { return !m_found.has_value(); });
        }
        m_woken.wait_for(lock, stop, kLookEvery, [&] { return m_poked; });
        m_poked = false;
    }
}

std::optional<ContentUpdate> ContentWatcher::take() {
    const std::lock_guard lock(m_mutex);
    std::optional<ContentUpdate> found = std::exchange(m_found, std::nullopt);
    if (found)
        m_woken.notify_all();
    return found;
}

std::optional<ContentLedger> ContentWatcher::take_ledger() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_ledger, std::nullopt);
}

void ContentWatcher::poke() {
    const std::lock_guard lock(m_mutex);
    m_poked = true;
    m_woken.notify_all();
}

} // namespace kiosk
