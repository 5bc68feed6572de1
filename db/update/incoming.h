// The copy that everything is checked on: from the stick to the internal storage, and read back from there.
#pragma once
#include "db/update/install.h"
#include "db/update/refusal.h"
#include "db/update/signature.h"

#include <filesystem>
#include <functional>
#include <string_view>

namespace db::update {

class FileSystem;
class StickFiles;

/// Makes `folder` with the database of the stick and this text of its signature, both on the disk when this returns.
/// Returns the digest of the database as it is read back. The caller removes the folder after a refusal.
/// Refuses: NoSpace; DiskFailed; what StickFiles refuses.
[[nodiscard]] Checked<Digest> copy_in(FileSystem& files, const std::filesystem::path& folder, const StickFiles& stick,
                                      std::string_view signature,
                                      const std::function<void(const Progress&)>& on_progress);

} // namespace db::update
