// Makes a stick at a desk: what is signed was checked, and what lies on the stick was read back.
#pragma once
#include "db/result.h"
#include "db/update/manifest.h"
#include "db/update/request_terms.h"
#include "db/update/signature.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace db::update {

class FileSystem;

inline constexpr std::string_view kStickFolder = "kiosk";
inline constexpr std::string_view kStickDatabase = "roles.db";
inline constexpr std::string_view kStickRequest = "logs.request";
inline constexpr std::string_view kSignatureEnding = ".minisig";

/// A database in which nothing is wrong, and what its signature says.
struct CheckedDatabase {
    Manifest manifest;
    Digest digest{};
    std::int64_t roles = 0;
};

/// Checks a database completely, as `roledb check` does. `problems` gets all that is wrong.
/// Errors: NotFound; NotARolesDatabase; NewerSchema; Corrupt (also where there are problems); Io (also where the file
/// changes meanwhile). A channel that is no name: BadConfig.
[[nodiscard]] Result<CheckedDatabase> check_to_sign(const std::filesystem::path& database, std::string_view channel,
                                                    std::vector<Error>& problems);

/// The text of the signature file.
[[nodiscard]] std::string sign_database(const SecretKey& key, const CheckedDatabase& database);

/// Whether this signature file belongs to the database: the manifest, and with a `key` the signature itself.
/// Errors: BadContent, with the cure.
[[nodiscard]] Result<void> check_signature(std::string_view signature, const CheckedDatabase& database,
                                           const PublicKey* key);

/// The request for the logs and its signature. Errors: BadConfig (a channel that is no name; terms that can't be).
struct LogsRequest {
    std::string text;
    std::string signature;
};
[[nodiscard]] Result<LogsRequest> sign_logs_request(const SecretKey& key, std::string_view channel,
                                                    const RequestTerms& terms);

/// A file for the stick: a file to copy, of which these bytes are expected, or the bytes themselves.
struct StickFile {
    struct Copy {
        std::filesystem::path source;
        Digest digest{};
        std::int64_t size = 0;
    };
    std::string name; ///< below kiosk/
    std::variant<Copy, std::string> bytes;
};

struct StickProgress {
    bool is_reading_back = false;
    std::int64_t done = 0; ///< of `total`, in bytes
    std::int64_t total = 0;
};

/// Puts the files into MOUNT/kiosk in their order, so that the signature comes last; each is written under another
/// name, synced and renamed. Then reads all back from the stick. A kiosk never finds half of them: after a failure the
/// last file is not there, or still the old one where nothing was replaced yet. Errors: NotFound (no such folder);
/// NoSpace (says how much is needed); Io (read-only, pulled out, worn: says what to do; a source that is not as
/// expected).
[[nodiscard]] Result<void> write_stick(FileSystem& files, const std::filesystem::path& mount,
                                       const std::vector<StickFile>& stick,
                                       const std::function<void(const StickProgress&)>& on_progress);

} // namespace db::update
