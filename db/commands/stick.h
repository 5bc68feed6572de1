// The commands that sign a database and put it, or a request for the logs, on a stick. All return the exit status.
#pragma once
#include "db/commands/keys.h"
#include "db/update/manifest.h"
#include "db/update/request_terms.h"

#include <filesystem>
#include <optional>
#include <string>

namespace db::commands {

struct SignOptions {
    std::filesystem::path database;
    KeyFile key;
    std::string channel{update::kDefaultChannel};
    std::filesystem::path output; ///< empty: the database's name and ".minisig"
    bool force = false;           ///< replaces an `output` that is not a signature
};

/// Checks the database and writes its signature.
int sign(const SignOptions& options);

struct StickOptions {
    std::filesystem::path database;
    std::filesystem::path mount;
    std::optional<KeyFile> key;                   ///< signs; without it the signature must lie beside the database
    std::filesystem::path public_key;             ///< verifies the signature; may be empty
    std::string channel{update::kDefaultChannel}; ///< with a key; a signature that is there names its own
};

/// Puts database and signature on the stick and reads them back.
int make_stick(const StickOptions& options);

struct RequestOptions {
    std::filesystem::path mount;
    KeyFile key;
    std::string channel{update::kDefaultChannel};
    update::RequestTerms terms; ///< the id is drawn; without an end it gets a day
};

inline constexpr int kUsualRequestDays = 90; ///< of a request that was given no end

/// Makes a stick that may take the logs of a kiosk.
int request_logs(const RequestOptions& options);

} // namespace db::commands
