// What came of sending entries to the collector.
#pragma once

namespace platform::logs::upload {

enum class Answer {
    Taken,
    Refused,     ///< it answered, but did not take them
    Unreachable, ///< no connection
    Stalled,     ///< connected, and nothing moved
};

} // namespace platform::logs::upload
