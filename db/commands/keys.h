// The key that signs: making it, and opening it.
#pragma once
#include "db/result.h"
#include "db/update/signature.h"

#include <filesystem>

namespace db::commands {

struct KeygenOptions {
    std::filesystem::path name; ///< NAME.key and NAME.pub are made
    bool has_passphrase = true;
    std::filesystem::path passphrase_file; ///< empty: asked on the terminal
};

/// Returns the exit status.
int keygen(const KeygenOptions& options);

struct KeyFile {
    std::filesystem::path path;
    std::filesystem::path passphrase_file; ///< empty: asked on the terminal, where the key has one
};

/// Opens the key that signs; asks up to three times. Errors: NotFound; BadContent; Io; Unsupported.
[[nodiscard]] Result<update::SecretKey> open_key(const KeyFile& file);

} // namespace db::commands
