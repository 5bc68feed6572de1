#include "db/update/install.h"

#include "db/check.h"
#include "db/files.h"
#include "db/schema.h"
#include "db/update/content_state.h"
#include "db/update/diff.h"
#include "db/update/file_system.h"
#include "db/update/history.h"
#include "db/update/incoming.h"
#include "db/update/key_ring.h"
#include "db/update/shown_content.h"
#include "db/update/state_folder.h"
#include "db/update/state_lock.h"
#include "db/update/stick_files.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace db::update {
namespace {

namespace fs = std::filesystem;

/// One installation, from looking at the stick to what is shown. Each step refuses or hands on what it found.
class Installation {
public:
    Installation(FileSystem& files, const InstallOptions& options, InstallOutcome& outcome)
        : m_files(files), m_options(options), m_outcome(outcome), m_folder(files, options.state),
          m_database(options.source / "kiosk" / "roles.db") {}

    Checked<void> run() {
        report(Stage::Looking);
        m_outcome.previous = shown_content(m_options.state, m_options.factory).version;
        auto stick = StickFiles::open(m_options.source);
        // A stick that has nothing for us neither waits nor writes.
        if (!stick && stick.error().verdict == Verdict::NoContent)
            return tl::unexpected(stick.error());
        const auto lock = lock_state();
        if (!lock)
            return tl::unexpected(lock.error());
        auto outcome = stick ? take(*stick) : Checked<void>(tl::unexpected(stick.error()));
        if (!outcome)
            (void)m_files.remove(m_folder.incoming());
        record(outcome ? Refusal{Verdict::Installed, ""} : outcome.error());
        if (outcome) { // what can't be removed now is removed by the next installation
            remove_withdrawn();
            (void)m_folder.prune();
        }
        return outcome;
    }

private:
    void report(Stage stage, std::uintmax_t done = 0, std::uintmax_t total = 0) const {
        if (m_options.on_progress)
            m_options.on_progress({stage, done, total});
    }

    Checked<StateLock> lock_state() {
        std::error_code ignored;
        if (!fs::exists(m_options.state, ignored)) {
            auto made = m_files.make_folder(m_options.state);
            if (made)
                made = m_files.sync_folder(fs::absolute(m_options.state, ignored).lexically_normal().parent_path());
            if (!made)
                return refuse_disk(made.error());
        }
        return StateLock::take(m_options.state, m_options.patience);
    }

    Checked<void> take(const StickFiles& stick) {
        if (auto recovered = m_folder.recover(); !recovered)
            return refuse_disk(recovered.error());
        m_shown = shown_content(m_options.state, m_options.factory);
        m_outcome.previous = m_shown.version;
        auto ring = load_keys();
        if (!ring)
            return tl::unexpected(ring.error());
        m_ring = std::move(*ring);
        const auto signature = read_signature(stick);
        if (!signature)
            return tl::unexpected(signature.error());
        const auto digest = copy_in(m_files, m_folder.incoming(), stick, m_signature_text, m_options.on_progress);
        if (!digest)
            return tl::unexpected(digest.error());
        return check_signature(*signature, *digest)
            .and_then([&] { return check_manifest(signature->trusted_comment, stick.database_bytes()); })
            .and_then([&] { return check_version(*digest); })
            .and_then([&] { return check_database(); })
            .and_then([&] { return store(); });
    }

    Checked<KeyRing> load_keys() const {
        constexpr std::string_view kCure = "ask whoever maintains the kiosk to put the public keys there";
        auto ring = KeyRing::load(m_options.keys);
        if (!ring)
            return refuse(Verdict::NoKeys, fmt::format("{}; {}", ring.error().text(), kCure));
        if (ring->empty())
            return refuse(Verdict::NoKeys, fmt::format("{}: there is no public key in this folder, so that nothing can "
                                                       "be verified; {}",
                                                       m_options.keys.string(), kCure));
        return std::move(*ring);
    }

    /// Older versions that were signed with a key which was withdrawn since: nobody shall go back to them.
    void remove_withdrawn() {
        for (const InstalledContent& kept : kept_content(m_options.state)) {
            const auto text = read_whole(kept.database.string() + ".minisig", kMaxSignatureFileBytes);
            const auto signature = text ? parse_signature(*text) : tl::unexpected(text.error());
            const bool is_withdrawn = signature
                                      && std::any_of(m_ring.revoked.begin(), m_ring.revoked.end(),
                                                     [&](const PublicKey& key) { return key.id == signature->key; });
            if (is_withdrawn && !kept.is_current)
                (void)m_files.remove(kept.database.parent_path());
        }
    }

    Checked<Signature> read_signature(const StickFiles& stick) {
        auto text = stick.read_signature();
        if (!text)
            return tl::unexpected(text.error());
        auto signature = parse_signature(*text);
        if (!signature)
            return refuse(Verdict::BadSignatureFile,
                          fmt::format("{}.minisig: {}; sign the database again with `roledb sign`", m_database.string(),
                                      signature.error().text()));
        m_signature_text = std::move(*text);
        return std::move(*signature);
    }

    Checked<void> check_signature(const Signature& signature, const Digest& digest) {
        const Verification verification = verify(m_ring, signature, digest);
        m_by_recovery_key = verification.by_recovery_key;
        auto because = [&](std::string_view why) {
            return refuse(verification.verdict, fmt::format("{}.minisig: {}", m_database.string(), why));
        };
        switch (verification.verdict) {
        case Verdict::Installed:
            return {};
        case Verdict::LegacySignature:
            return because("this is a signature of minisign's old kind; sign the database again with `roledb sign`");
        case Verdict::RevokedKey:
            return because(
                fmt::format("the key {} was withdrawn; sign with the key that replaced it", text_of(signature.key)));
        case Verdict::AlteredManifest:
            return because("the trusted comment was altered after signing; sign the database again with `roledb sign`");
        case Verdict::WrongSignature:
            return refuse(verification.verdict, fmt::format("{}: this is not the file that was signed; make the stick "
                                                            "again with `roledb stick`",
                                                            m_database.string()));
        default:
            return because(
                fmt::format("the key {} is not known here; sign with a key of this kiosk", text_of(signature.key)));
        }
    }

    Checked<void> check_manifest(std::string_view comment, std::uintmax_t bytes) {
        constexpr std::string_view kCure = "sign the database again with `roledb sign`";
        auto because = [&](Verdict verdict, const std::string& why) {
            return refuse(verdict, fmt::format("{}.minisig: {}", m_database.string(), why));
        };
        auto manifest = parse_manifest(comment);
        if (!manifest)
            return because(Verdict::BadManifest, fmt::format("{}; {}", manifest.error().text(), kCure));
        if (manifest->product != kProduct)
            return because(Verdict::WrongProduct, fmt::format("this is content of '{}', and this kiosk takes '{}'; use "
                                                              "the stick of this kiosk",
                                                              manifest->product, kProduct));
        if (manifest->subject != Subject::Content)
            return because(Verdict::BadManifest, fmt::format("this signs a request for logs, not content; {}", kCure));
        m_outcome.version = manifest->version;
        if (manifest->channel != m_options.channel)
            return because(Verdict::WrongChannel,
                           fmt::format("this is content of channel '{}', and this kiosk takes '{}'; sign it with "
                                       "`--channel {}` if it is meant for this kiosk",
                                       manifest->channel, m_options.channel, m_options.channel));
        if (manifest->schema != kSchemaVersion)
            return because(Verdict::WrongSchema,
                           fmt::format("the content has format {}, and this kiosk reads format {}; {}",
                                       manifest->schema, kSchemaVersion,
                                       manifest->schema > kSchemaVersion ? "update the kiosk first"
                                                                         : "build it again with `roledb build`"));
        if (static_cast<std::uintmax_t>(manifest->size) != bytes)
            return because(Verdict::WrongSize, fmt::format("the manifest says {} bytes, and the database has {}; {}",
                                                           manifest->size, bytes, kCure));
        if (manifest->version < 1)
            return because(Verdict::BadManifest, fmt::format("version {} is none; {}", manifest->version, kCure));
        return {};
    }

    Checked<void> check_version(const Digest& digest) {
        const std::int64_t version = m_outcome.version;
        const std::int64_t shown = m_shown.version;
        // Also where the disk lost what `current` names: older content must not come in through the gap.
        const std::int64_t least = std::max(shown, current_version(m_options.state).value_or(0));
        auto because = [&](Verdict verdict, const std::string& why) {
            return refuse(verdict, fmt::format("{}: {}", m_database.string(), why));
        };
        const std::string again = fmt::format("give it a version above {} in content.toml, build and sign it again",
                                              std::max(version, least));
        m_kept = kept_state(m_folder.folder_of(version), m_ring, digest);
        if (version == shown
            && (m_shown.is_factory ? is_same_file(m_shown.database, digest) : m_kept == KeptState::Same))
            return because(Verdict::AlreadyShown, fmt::format("version {} is what is shown", version));
        if (m_kept == KeptState::Other || (version == shown && m_shown.is_factory))
            return because(Verdict::SameVersion,
                           fmt::format("there was another version {} on this kiosk; {}", version, again));
        if (m_by_recovery_key)
            return {};
        if (version < least)
            return because(Verdict::Older,
                           fmt::format("version {} is older than {}, which is shown; {}", version, least, again));
        const std::set<std::int64_t> marks = rolled_back_versions(m_options.state);
        if (marks.contains(version))
            return because(Verdict::RolledBack,
                           fmt::format("version {} was rolled back on this kiosk; {}", version, again));
        // Rolling back does not make new again what was signed before the newest.
        std::int64_t newest = std::max(least, marks.empty() ? 0 : *marks.rbegin());
        for (const InstalledContent& kept : kept_content(m_options.state))
            newest = std::max(newest, kept.version);
        if (version < newest && m_kept == KeptState::Missing)
            return because(Verdict::Older, fmt::format("version {} is older than {}, which was shown here; {}", version,
                                                       newest, again));
        if (version > newest + kMaxVersionJump)
            return because(Verdict::WildJump,
                           fmt::format("version {} is more than {} above {}, the newest that was shown; give it a "
                                       "version up to {}",
                                       version, kMaxVersionJump, newest, newest + kMaxVersionJump));
        return {};
    }

    Checked<void> check_database() {
        report(Stage::Checking);
        auto bad = [&](Verdict verdict, const Error& error) {
            const std::string place = error.where.empty() ? "" : error.where + ": ";
            return refuse(verdict, fmt::format("{}: {}{} (`roledb check` lists all problems)", m_database.string(),
                                               place, error.message));
        };
        auto database = open_checked_copy(m_folder.incoming() / "roles.db");
        if (!database) {
            Error error = database.error();
            if (error.code == ErrorCode::Io || error.code == ErrorCode::NotFound)
                return refuse_disk(error);
            error.where.clear(); // the copy, which is gone when staff read this
            return bad(error.code == ErrorCode::NewerSchema ? Verdict::WrongSchema : Verdict::BadContent, error);
        }
        if (const auto problems = find_problems(*database, 1); !problems.empty())
            return bad(Verdict::BadContent, problems.front());
        const auto facts = facts_of(*database);
        if (!facts)
            return bad(Verdict::BadContent, facts.error());
        if (facts->version != m_outcome.version)
            return refuse(
                Verdict::WrongSize,
                fmt::format("{}: the manifest says version {}, and the database says {}; sign the database again "
                            "with `roledb sign`",
                            m_database.string(), m_outcome.version, facts->version));
        m_roles = facts->roles;
        count_changes_to(*database);
        return {};
    }

    /// Figures for staff: content that can't be compared, because the old is damaged, is installed without them.
    void count_changes_to(Connection& database) {
        if (m_shown.version == 0)
            return;
        auto before = Connection::open_hardened(m_shown.database);
        if (!before)
            return;
        if (auto changes = count_changes(*before, database))
            m_changes = *changes;
    }

    Checked<void> store() {
        report(Stage::Storing);
        const std::int64_t version = m_outcome.version;
        const bool is_new = m_kept != KeptState::Same;
        auto outcome = is_new ? m_folder.keep_incoming(version) : m_files.remove(m_folder.incoming());
        if (outcome) {
            outcome = m_folder.show(version);
            if (!outcome && is_new)
                (void)m_files.remove(m_folder.folder_of(version));
        }
        if (!outcome)
            return refuse_disk(outcome.error());
        // A mark that stays does no harm to what is shown.
        auto marks = rolled_back_versions(m_options.state);
        if (marks.erase(version) > 0)
            (void)m_folder.mark_rolled_back(marks);
        m_outcome.roles = m_roles;
        m_outcome.changes = m_changes;
        return {};
    }

    void record(const Refusal& result) {
        const HistoryEntry entry{.kind = HistoryKind::Install,
                                 .verdict = result.verdict,
                                 .version = m_outcome.version,
                                 .previous = m_outcome.previous,
                                 .stick = m_options.stick,
                                 .wall = wall_time(),
                                 .detail = result.detail};
        (void)add_to_history(m_files, m_options.state, entry);
    }

    FileSystem& m_files;
    const InstallOptions& m_options;
    InstallOutcome& m_outcome;
    StateFolder m_folder;
    fs::path m_database;
    KeyRing m_ring;
    ShownContent m_shown;
    std::string m_signature_text;
    bool m_by_recovery_key = false;
    KeptState m_kept = KeptState::Missing;
    int m_roles = 0;
    ContentChanges m_changes;
};

} // namespace

InstallOutcome install(FileSystem& files, const InstallOptions& options) {
    InstallOutcome outcome;
    const auto result = Installation(files, options, outcome).run();
    outcome.verdict = result ? Verdict::Installed : result.error().verdict;
    if (!result)
        outcome.detail = result.error().detail;
    return outcome;
}

} // namespace db::update
