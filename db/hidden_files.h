// The files that systems and office programs leave in every folder, and that a file manager hides.
#pragma once
#include <string_view>

namespace db {

/// Whether a file or folder of this name is none of a writer's: .DS_Store and all else that begins with a dot,
/// desktop.ini, Thumbs.db, $RECYCLE.BIN, System Volume Information, __MACOSX, ~$name.md of Word, name~ of editors.
/// Windows does not tell small letters from capitals, and so does this.
[[nodiscard]] bool is_hidden_file(std::string_view name);

} // namespace db
