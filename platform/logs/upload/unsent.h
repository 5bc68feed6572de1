// Reads the entries that the collector has not confirmed, in the journal's export format.
#pragma once
#include "platform/logs/upload/mend.h"
#include <filesystem>

namespace platform::logs::upload {

inline constexpr std::size_t kSliceBytes = 4 * 1024 * 1024;

/// Of this machine's journal, or of the files in `journal` where that is not empty. A slice ends behind kSliceBytes.
/// Errors: "no_log".
[[nodiscard]] Outcome<Slice> read_unsent(const std::filesystem::path& journal, const std::string& after,
                                         std::size_t most);

enum class Behind {
    Nothing,
    Entries,
    Lost, ///< entries, and that of the cursor is gone; the uploader would leave out the first
};
/// What the journal holds behind a cursor. Errors: "no_log".
[[nodiscard]] Outcome<Behind> look_behind(const std::filesystem::path& journal, const std::string& after);

} // namespace platform::logs::upload
