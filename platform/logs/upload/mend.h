// Passes what stops systemd-journal-upload: sends slices of the journal, halves a slice that is refused until one entry
// is left, and leaves that one behind. Pure: reading and sending come from outside.
#pragma once
#include "platform/logs/failure.h"
#include "platform/logs/upload/plan.h"
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace platform::logs::upload {

inline constexpr std::size_t kSliceEntries = 256;
inline constexpr int kSlicesAtOnce = 64; ///< then the uploader has its turn again

/// Some entries of the journal, in its export format.
struct Slice {
    std::string body;
    std::size_t entries = 0;    ///< walked over; 0: the journal has no more
    std::size_t unreadable = 0; ///< of these: damaged on this disk, not in `body`
    std::string last;           ///< cursor of the last entry
};

/// At most `most` entries behind the cursor `after`, from the start where that is empty.
using ReadSlice = std::function<Outcome<Slice>(const std::string& after, std::size_t most)>;
using Send = std::function<Answer(const std::string& body)>;
/// Called with each new position, before the next slice is read.
using Keep = std::function<void(const std::string& position)>;

/// An entry is left behind only where it is refused alone and the collector takes another one after it: a collector
/// with a full disk refuses everything, and then nothing may be left behind.
[[nodiscard]] Mended mend(const std::string& position, const ReadSlice& read, const Send& send, const Keep& keep);

} // namespace platform::logs::upload
