#include "kiosk/content_source.h"

#include <chrono>
#include <fmt/format.h>
#include <sys/stat.h>
#include <utility>

namespace kiosk {
namespace {

constexpr std::chrono::milliseconds kLookEvery{1000};

/// Empty if there is no such file.
std::string state_of(const std::filesystem::path& path) {
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0)
        return {};
    return fmt::format("{}.{}/{}/{}", status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, status.st_ino);
}

} // namespace

ContentSource::ContentSource(std::vector<ContentCandidate> candidates) {
    for (ContentCandidate& candidate : candidates)
        m_entries.push_back({std::move(candidate), "never"});
}

std::optional<ContentUpdate> ContentSource::look() {
    ContentUpdate update;
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        // A worse candidate than the one shown is of no interest.
        if (m_shown && index > *m_shown)
            break;
        Entry& entry = m_entries[index];
        std::string state = state_of(entry.candidate.path);
        if (state == entry.seen)
            continue;
        entry.seen = state;
        // The shown file went away: its content stays on the glass.
        if (state.empty() && m_shown == index)
            continue;
        auto store = db::RoleStore::open(entry.candidate.path, entry.candidate.trust);
        if (store) {
            update.store.emplace(std::move(*store));
            update.origin = entry.candidate.origin;
            m_shown = index;
            m_reported_nothing = false;
            return update;
        }
        update.refusals.push_back({entry.candidate.origin, store.error()});
    }
    if (!m_shown && !m_reported_nothing) {
        update.nothing_to_show = true;
        m_reported_nothing = true;
    }
    if (update.refusals.empty() && !update.nothing_to_show)
        return std::nullopt;
    return update;
}

ContentWatcher::ContentWatcher(ContentSource source)
    : m_source(std::move(source)), m_thread([this](const std::stop_token& stop) { work(stop); }) {}

void ContentWatcher::work(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::optional<ContentUpdate> found = m_source.look();
        std::unique_lock lock(m_mutex);
        if (found) {
            m_found = std::move(found);
            // Wait until it is taken, so that none is lost.
            m_taken.wait(lock, stop, [&] { return !m_found.has_value(); });
        }
        m_taken.wait_for(lock, stop, kLookEvery, [] { return false; });
    }
}

std::optional<ContentUpdate> ContentWatcher::take() {
    const std::lock_guard lock(m_mutex);
    std::optional<ContentUpdate> found = std::exchange(m_found, std::nullopt);
    if (found)
        m_taken.notify_all();
    return found;
}

} // namespace kiosk
