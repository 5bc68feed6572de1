#include "db/update/shown_content.h"

#include "db/files.h"
#include "db/sqlite.h"
#include "db/update/content_state.h"
#include "db/update/proof.h"
#include "db/update/state_folder.h"

namespace db::update {

namespace fs = std::filesystem;

ShownContent shown_content(const fs::path& state, const fs::path& factory, const KeyRing& ring) {
    for (const InstalledContent& content : content_to_try(state)) {
        if (prove(ring, content.database.parent_path()))
            return {content.version, content.database, false};
    }
    return {factory_version(factory), factory, true};
}

std::int64_t factory_version(const fs::path& factory) {
    auto database = factory.empty() ? fail(ErrorCode::NotFound, "") : Connection::open_hardened(factory);
    if (!database)
        return 0;
    const auto facts = facts_of(*database);
    return facts ? facts->version : 0;
}

bool is_same_file(const fs::path& file, const Digest& digest) {
    const auto found = digest_of(file);
    return found && *found == digest;
}

KeptState kept_state(const fs::path& folder, const KeyRing& ring, const Digest& digest) {
    if (!is_complete(folder))
        return KeptState::Missing;
    const auto kept = digest_of(folder / "roles.db");
    const auto text = read_whole(folder / "roles.db.minisig", kMaxSignatureFileBytes);
    const auto signature = text ? parse_signature(*text) : fail(text.error().code, text.error().message);
    if (!kept || !signature)
        return KeptState::Damaged;
    // A signature that verifies no longer because its key was withdrawn says nothing about the bytes.
    const Verdict verdict = verify(ring, *signature, *kept).verdict;
    if (verdict == Verdict::WrongSignature || verdict == Verdict::AlteredManifest)
        return KeptState::Damaged;
    return *kept == digest ? KeptState::Same : KeptState::Other;
}

Result<ContentFacts> facts_of(Connection& database) {
    ContentFacts facts;
    auto outcome = database.query("SELECT content_version FROM settings", {},
                                  [&](const Row& row) { facts.version = row.integer(0); });
    // Positions have no gaps, so that the last one is the count.
    if (outcome)
        outcome = database.query("SELECT max(position) FROM roles", {},
                                 [&](const Row& row) { facts.roles = static_cast<int>(row.integer(0)); });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return facts;
}

} // namespace db::update
