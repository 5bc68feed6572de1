#include "db/update/install.h"

#include "db/check.h"
#include "db/files.h"
#include "db/update/acceptance.h"
#include "db/update/diff.h"
#include "db/update/file_system.h"
#include "db/update/history.h"
#include "db/update/incoming.h"
#include "db/update/key_ring.h"
#include "db/update/newest.h"
#include "db/update/proof.h"
#include "db/update/shown_content.h"
#include "db/update/state_folder.h"
#include "db/update/state_lock.h"
#include "db/update/stick_files.h"

#include <fmt/format.h>

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
        const auto keys = load_to_verify(m_options.keys);
        m_ring = keys ? *keys : KeyRing::load(m_options.keys).value_or(KeyRing());
        m_outcome.previous = shown_content(m_options.state, m_options.factory, m_ring).version;
        auto stick = StickFiles::open(m_options.source);
        // A stick that has nothing for us neither waits nor writes.
        if (!stick && stick.error().verdict == Verdict::NoContent)
            return tl::unexpected(stick.error());
        const auto lock = lock_state();
        if (!lock)
            return tl::unexpected(lock.error());
        auto outcome = !stick  ? Checked<void>(tl::unexpected(stick.error()))
                       : !keys ? Checked<void>(tl::unexpected(keys.error()))
                               : take(*stick);
        if (!outcome)
            (void)m_files.remove(m_folder.incoming());
        record(outcome ? Refusal{Verdict::Installed, ""} : outcome.error());
        if (outcome) // what can't be removed now is removed by the next installation
            (void)m_folder.prune(m_ring);
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
        m_shown = shown_content(m_options.state, m_options.factory, m_ring);
        m_outcome.previous = m_shown.version;
        const auto signature = read_signature(stick);
        if (!signature)
            return tl::unexpected(signature.error());
        if (auto label = check_before_copy(*signature, stick.database_bytes()); !label)
            return label;
        const auto digest = copy_in(m_files, m_folder.incoming(), stick, m_signature_text, m_options.on_progress);
        if (!digest)
            return tl::unexpected(digest.error());
        const Verdict verdict = verify(m_ring, *signature, *digest).verdict;
        if (verdict != Verdict::Installed)
            return refuse_signature(verdict, *signature, m_database);
        return check_kept(*digest).and_then([&] { return check_database(); }).and_then([&] { return store(); });
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

    /// All that can be known without the database: a stick of a stranger makes the kiosk write nothing.
    Checked<void> check_before_copy(const Signature& signature, std::uintmax_t bytes) {
        bool by_recovery_key = false;
        const auto manifest = check_label(m_ring, signature, m_options, bytes, m_database.string() + ".minisig",
                                          by_recovery_key, m_outcome.version);
        if (!manifest)
            return tl::unexpected(manifest.error());
        return check_number(manifest->version, standing_of(m_options, m_ring, m_shown), by_recovery_key, m_database);
    }

    /// What there was under this number before.
    Checked<void> check_kept(const Digest& digest) {
        const std::int64_t version = m_outcome.version;
        auto because = [&](Verdict verdict, const std::string& why) {
            return refuse(verdict, fmt::format("{}: {}", m_database.string(), why));
        };
        m_kept = kept_state(m_folder.folder_of(version), m_ring, digest);
        const bool is_shown = version == m_shown.version;
        if (is_shown && (m_shown.is_factory ? is_same_file(m_shown.database, digest) : m_kept == KeptState::Same))
            return because(Verdict::AlreadyShown, fmt::format("version {} is what is shown", version));
        if (m_kept == KeptState::Other || (is_shown && m_shown.is_factory))
            return because(Verdict::SameVersion,
                           fmt::format("there was another version {} on this kiosk; give it a version above {} in "
                                       "content.toml, build and sign it again",
                                       version, std::max(version, m_shown.version)));
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
        const bool is_trusted =
            m_shown.is_factory ? m_shown.version > 0 : verify_kept(m_ring, m_shown.database.parent_path()).has_value();
        if (!is_trusted)
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
        // What fails from here on takes nothing back: the next installation makes up for it.
        (void)keep_newest(m_files, m_ring, m_options.state);
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
