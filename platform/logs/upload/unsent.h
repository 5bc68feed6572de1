// Reads the entries that the collector has not confirmed, in the journal's export format.
#pragma once
#include "platform/logs/journal_place.h"
#include "platform/logs/upload/mend.h"

namespace platform::logs::upload {

inline constexpr std::size_t kSliceBytes = 4 * 1024 * 1024;

/// A slice ends behind kSliceBytes. Errors: "no_log".
[[nodiscard]] Outcome<Slice> read_unsent(const JournalPlace& place, const std::string& after, std::size_t most);

enum class Behind {
    Nothing,
    Entries,
    Lost, ///< entries, and that of the cursor is gone; the uploader would leave out the first
};
/// What the journal holds behind a cursor. Errors: "no_log".
[[nodiscard]] Outcome<Behind> look_behind(const JournalPlace& place, const std::string& after);

} // namespace platform::logs::upload
