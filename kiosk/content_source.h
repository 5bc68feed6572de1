// Finds the content to show: the configured database, else the factory's; and notices by itself when that changes.
#pragma once
#include "db/role_store.h"
#include "platform/platform.h"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kiosk {

/// A place where content may lie. The first in a list is preferred.
struct ContentCandidate {
    std::filesystem::path path;
    db::Trust trust = db::Trust::Foreign;
    platform::logs::ContentOrigin origin = platform::logs::ContentOrigin::Configured;
};

struct ContentRefusal {
    platform::logs::ContentOrigin origin;
    db::Error error;
};

/// What a look at the candidates found out.
struct ContentUpdate {
    std::optional<db::RoleStore> store; ///< new content to show, if any
    platform::logs::ContentOrigin origin = platform::logs::ContentOrigin::Bundled;
    std::vector<ContentRefusal> refusals; ///< candidates that were tried and can't be shown
    bool nothing_to_show = false;         ///< no candidate can be shown, and none is shown yet
};

/// Looks at the candidates. Use from one thread at a time.
class ContentSource {
public:
    explicit ContentSource(std::vector<ContentCandidate> candidates);

    /// Opens the best candidate that is better or newer than what was opened before. Each file is tried once for each
    /// of its states (modification time, size, inode). Blocks on disk.
    /// Empty if nothing changed.
    [[nodiscard]] std::optional<ContentUpdate> look();

private:
    struct Entry {
        ContentCandidate candidate;
        std::string seen; ///< state of the file when it was last tried
    };
    std::vector<Entry> m_entries;
    std::optional<std::size_t> m_shown; ///< index of the entry whose content was handed out last
    bool m_reported_nothing = false;
};

/// A thread that looks once a second, so that a slow disk never holds up a frame.
class ContentWatcher {
public:
    explicit ContentWatcher(ContentSource source);

    /// What was found since the last call, if anything. Never blocks on disk.
    [[nodiscard]] std::optional<ContentUpdate> take();

private:
    void work(const std::stop_token& stop);

    ContentSource m_source; ///< of the thread
    std::mutex m_mutex;
    std::condition_variable_any m_taken;
    std::optional<ContentUpdate> m_found; ///< guarded by m_mutex
    std::jthread m_thread;                ///< last: ends before the rest goes
};

} // namespace kiosk
