// Finds the content to show: what a stick brought, what staff configured, the factory's; and notices by itself when
// that changes.
#pragma once
#include "db/role_store.h"
#include "db/update/content_state.h"
#include "db/update/key_ring.h"
#include "platform/platform.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
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
/// Names the candidates as they are now. Called from the thread that looks, once a look.
using CandidateList = std::function<std::vector<ContentCandidate>()>;

/// What was installed in the state folder `state` (empty: none), then `configured` where there is one, then `bundled`.
[[nodiscard]] CandidateList candidate_list(std::filesystem::path state, std::optional<std::filesystem::path> configured,
                                           std::filesystem::path bundled);

struct ContentRefusal {
    platform::logs::ContentOrigin origin;
    db::Error error;
};

/// What a look at the candidates found out.
struct ContentUpdate {
    std::optional<db::RoleStore> store; ///< new content to show, if any
    platform::logs::ContentOrigin origin = platform::logs::ContentOrigin::Bundled;
    std::vector<ContentRefusal> refusals; ///< candidates that were tried and can't be shown
    bool take_off = false;                ///< what is shown may be shown no longer, and there is nothing in its place
    bool nothing_to_show = false;         ///< no candidate can be shown, and none is shown yet
    bool spoilt = false; ///< the file that is shown was cut off or overwritten where it lies: what is read from it now
                         ///< may be torn, so that this update can't wait for the end of a visit
};

/// What the state folder and the folder of keys tell staff.
struct ContentLedger {
    std::vector<db::update::InstalledContent> kept; ///< newest first; only what a trusted key signed
    std::vector<db::update::KeyProblem> key_problems;
    std::vector<db::update::HistoryEntry> history; ///< oldest first, the last kMost
    static constexpr std::size_t kMost = 200;
};

/// Looks at the candidates. Use from one thread at a time.
class ContentSource {
public:
    /// `state` is where the ledger lies; empty: there is none. `keys` is the folder of public keys by which installed
    /// content is verified; empty: none of it is shown.
    explicit ContentSource(CandidateList candidates, std::filesystem::path state = {}, std::filesystem::path keys = {});
    /// The same candidates at each look.
    explicit ContentSource(std::vector<ContentCandidate> candidates, std::filesystem::path keys = {});

    /// Opens the best candidate that is better or newer than what was opened before. Each file is tried once for each
    /// of its states (modification time, size, inode). Installed content is verified before it is opened, and again
    /// when a file of it or of the keys changes: what the keys verify no longer leaves the glass. Where the candidate
    /// that is shown is named no longer, the best of the others is opened; where only its file is gone, or another that
    /// can't be shown took its name, its content stays; where the file itself was changed, it leaves the glass.
    /// Blocks on disk. Empty if nothing changed.
    [[nodiscard]] std::optional<ContentUpdate> look();

    /// What is shown could not be read: the next look opens it anew, or falls back.
    void doubt();

    /// The ledger, if it changed since the last call. Empty without a state folder. Blocks on disk.
    [[nodiscard]] std::optional<ContentLedger> read_ledger();

private:
    static constexpr int kFirstWait = 15; ///< looks, which come once a second; doubled each time
    static constexpr int kLongestWait = 3600;

    struct Seen {
        std::filesystem::path path;
        std::string state;   ///< of its files when it was last tried
        int verified_by = 0; ///< the state of the keys that verified it, as m_ring_number; 0: it is not verified
        bool refused = false;
        int refused_by = 0; ///< m_ring_number then
        std::uint64_t inode = 0;
        int wait = 0; ///< looks until it is tried again, where the disk or the system failed; 0: never
        int next_wait = kFirstWait;
    };
    struct Shown {
        std::filesystem::path path;
        platform::logs::ContentOrigin origin;
    };
    [[nodiscard]] bool lost_what_is_current() const;
    void look_at_keys();
    [[nodiscard]] db::Result<void> verify(const ContentCandidate& candidate, Seen& entry) const;
    void refuse(Seen& entry, platform::logs::ContentOrigin origin, const db::Error& error, ContentUpdate& update) const;
    enum class Next : std::uint8_t { Candidate, Stop };
    [[nodiscard]] Next consider(const ContentCandidate& candidate, ContentUpdate& update);
    [[nodiscard]] Seen& seen(const std::filesystem::path& path);

    CandidateList m_candidates;
    std::filesystem::path m_state;
    std::filesystem::path m_keys;
    db::update::KeyRing m_ring;
    std::string m_keys_state = "never"; ///< of the folder when m_ring was read
    int m_ring_number = 0;              ///< grows with each ring
    std::vector<Seen> m_seen;
    std::optional<Shown> m_shown; ///< what was handed out last
    bool m_doubted = false;
    bool m_reported_nothing = false;
    std::optional<std::string> m_ledger_state;
};

/// A thread that looks once a second, so that a slow disk never holds up a frame.
class ContentWatcher {
public:
    explicit ContentWatcher(ContentSource source);

    /// What was found since the last call, if anything. Never blocks on disk.
    [[nodiscard]] std::optional<ContentUpdate> take();
    /// The newest ledger, if it changed since the last call.
    [[nodiscard]] std::optional<ContentLedger> take_ledger();
    /// Looks at once: something is known to have changed.
    void poke();
    /// Looks at once, for what is shown could not be read: ContentSource::doubt().
    void doubt();

private:
    void work(const std::stop_token& stop);

    ContentSource m_source; ///< of the thread
    std::mutex m_mutex;
    std::condition_variable_any m_woken;
    std::optional<ContentUpdate> m_found; ///< guarded by m_mutex, as all below
    std::optional<ContentLedger> m_ledger;
    bool m_poked = false;
    bool m_doubted = false;
    std::jthread m_thread; ///< last: ends before the rest goes
};

} // namespace kiosk
