#include "kiosk/content_source.h"

#include "db/update/proof.h"

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
std::string state_of(const fs::path& path, std::uint64_t* inode = nullptr) {
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return {};
    if (inode != nullptr)
        *inode = status.st_ino;
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

ContentSource::ContentSource(CandidateList candidates, fs::path state, fs::path keys)
    : m_candidates(std::move(candidates)), m_state(std::move(state)), m_keys(std::move(keys)) {}

ContentSource::ContentSource(std::vector<ContentCandidate> candidates, fs::path keys)
    : ContentSource([candidates = std::move(candidates)] { return candidates; }, {}, std::move(keys)) {}

ContentSource::Seen& ContentSource::seen(const fs::path& path) {
    const auto found =
        std::find_if(m_seen.begin(), m_seen.end(), [&](const Seen& entry) { return entry.path == path; });
    return found != m_seen.end() ? *found : m_seen.emplace_back(Seen{path, "never"});
}

/// `current` still names the folder of what is shown, but its file is gone.
bool ContentSource::lost_what_is_current() const {
    std::error_code failed;
    const fs::path target = fs::read_symlink(m_state / "current", failed);
    return !failed && m_shown && m_state / target == m_shown->path.parent_path() && state_of(m_shown->path).empty();
}

void ContentSource::look_at_keys() {
    std::string state = m_keys.empty() ? "" : db::update::state_of_keys(m_keys);
    if (state == m_keys_state)
        return;
    m_keys_state = std::move(state);
    ++m_ring_number;
    // A folder that cannot be read trusts nobody.
    m_ring = m_keys.empty() ? db::update::KeyRing() : db::update::KeyRing::load(m_keys).value_or(db::update::KeyRing());
}

/// Only what came by a stick has a signature: the factory's is part of the image, and what staff configured is theirs.
db::Result<void> ContentSource::verify(const ContentCandidate& candidate, Seen& entry) const {
    if (candidate.trust != db::Trust::Installed || entry.verified_by == m_ring_number)
        return {};
    const auto proof = db::update::verify_kept(m_ring, candidate.path.parent_path());
    if (!proof)
        return db::fail(proof.error().verdict == db::update::Verdict::DiskFailed ? db::ErrorCode::Io
                                                                                 : db::ErrorCode::NotTrusted,
                        proof.error().detail);
    entry.verified_by = m_ring_number;
    return {};
}

void ContentSource::refuse(Seen& entry, ContentOrigin origin, const db::Error& error, ContentUpdate& update) const {
    entry.refused = true;
    entry.refused_by = m_ring_number;
    if (error.code == db::ErrorCode::Io) {
        entry.wait = entry.next_wait;
        entry.next_wait = std::min(2 * entry.next_wait, kLongestWait);
    }
    update.refusals.push_back({origin, error});
}

std::optional<ContentUpdate> ContentSource::look() {
    look_at_keys();
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
        if (consider(candidate, update) == Next::Stop)
            break;
    }
    if (update.store)
        return update;
    if (!m_shown && !m_reported_nothing) {
        update.nothing_to_show = true;
        m_reported_nothing = true;
    }
    if (update.refusals.empty() && !update.nothing_to_show)
        return std::nullopt;
    return update;
}

/// Tries one candidate, if there is a reason to. Stop: no worse one is of interest.
ContentSource::Next ContentSource::consider(const ContentCandidate& candidate, ContentUpdate& update) {
    const bool is_installed = candidate.trust == db::Trust::Installed;
    Seen& entry = seen(candidate.path);
    const bool is_shown = m_shown && m_shown->path == candidate.path;
    const std::uint64_t inode_before = entry.inode;
    const std::string file = state_of(candidate.path, &entry.inode);
    const std::string state = is_installed ? file + state_of(candidate.path.string() + ".minisig") : file;
    const bool doubted = is_shown && std::exchange(m_doubted, false);
    const bool changed = state != entry.state || doubted;
    // The store that is shown reads this very file. One that took its name does not touch it.
    const bool has_new_bytes = !entry.state.starts_with(file); // else only its signature was written anew
    const bool is_spoilt = is_shown && (doubted || (has_new_bytes && entry.inode == inode_before));
    const bool is_due = changed || (is_installed && entry.verified_by != m_ring_number);
    entry.state = state;
    if (changed)
        entry.verified_by = 0;
    if (is_shown) {
        // A file that went away by accident: its content stays on the glass. Worse candidates are of no interest.
        const bool is_same = !is_due && (entry.refused || m_shown->origin == candidate.origin);
        if (file.empty() || is_same)
            return Next::Stop;
    } else if (entry.refused && (!changed && entry.refused_by == m_ring_number)
               && (entry.wait == 0 || --entry.wait > 0)) {
        return Next::Candidate;
    }
    if (const auto trusted = verify(candidate, entry); !trusted) {
        refuse(entry, candidate.origin, trusted.error(), update);
        if (is_shown) {
            m_shown.reset();
            m_reported_nothing = false;
            update.take_off = true;
            update.spoilt = update.spoilt || is_spoilt;
        }
        return Next::Candidate;
    }
    if (is_shown && !changed && m_shown->origin == candidate.origin)
        return Next::Stop; // the keys of now verify it, too
    auto store = db::RoleStore::open(candidate.path, candidate.trust);
    // What was verified must be what was opened.
    if (store && is_installed && state_of(candidate.path) != file)
        store = db::fail(db::ErrorCode::Io, "the file changed while it was opened", candidate.path.string());
    if (store) {
        update.spoilt = update.spoilt || is_spoilt;
        entry.refused = false;
        update.store.emplace(std::move(*store));
        update.origin = candidate.origin;
        update.take_off = false;
        m_shown = Shown{candidate.path, candidate.origin};
        m_reported_nothing = false;
        return Next::Stop;
    }
    refuse(entry, candidate.origin, store.error(), update);
    if (is_spoilt) {
        m_shown.reset();
        m_reported_nothing = false;
        update.take_off = update.spoilt = true;
    }
    return is_shown && !is_spoilt ? Next::Stop : Next::Candidate;
}

void ContentSource::doubt() {
    m_doubted = m_shown.has_value();
}

std::optional<ContentLedger> ContentSource::read_ledger() {
    if (m_state.empty())
        return std::nullopt;
    ContentLedger ledger;
    look_at_keys();
    ledger.key_problems = m_ring.problems;
    ledger.kept = db::update::kept_content(m_state);
    std::erase_if(ledger.kept, [&](const db::update::InstalledContent& content) {
        return !content.is_current && !db::update::prove(m_ring, content.database.parent_path());
    });
    std::string state = fmt::format("{} {}", m_ring_number, state_of(m_state / "history.jsonl"));
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
    bool doubted = false;
    while (!stop.stop_requested()) {
        if (doubted)
            m_source.doubt();
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
        doubted = std::exchange(m_doubted, false);
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

void ContentWatcher::doubt() {
    const std::lock_guard lock(m_mutex);
    m_poked = m_doubted = true;
    m_woken.notify_all();
}

} // namespace kiosk
