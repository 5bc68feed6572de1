// The newest events of logs, and then those that come.
#pragma once
#include "platform/logs/events.h"
#include "platform/logs/failure.h"
#include "platform/logs/review/read_logs.h"
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::logs::review {

struct TailOptions {
    std::vector<std::filesystem::path> paths; ///< as read_logs takes them; "-" is stdin
    std::vector<std::string> kiosks = {};     ///< empty: all
    std::vector<std::string> events = {};     ///< by name; empty: all
    Severity level = Severity::Info;          ///< and what is worse; an event that is not known counts as Info
    std::size_t lines = 10;                   ///< of what is there already
    bool follows = true;
};

struct TailSinks {
    std::function<std::string(const ReadEvent&)> text_of; ///< one line with its end
    std::function<void(std::string_view)> write;
    std::function<void(const Problem&)> problem;  ///< in what is added while it follows
    std::function<void(const std::string&)> note; ///< something for the person that is no event
    /// Blocks until something may have been added, on stdin only where that is still read. False: it is to end.
    std::function<bool(bool reads_stdin)> wait;
};

/// Returns when `wait` says so, where stdin is the only path and ends, or at once without `follows`. The newest events
/// come in order of time; what follows comes as it is found, each event once. Stdin has no newest events while it is
/// followed: all are written as they come. Memory does not grow with the logs. Errors: "no_log".
[[nodiscard]] Outcome<void> tail(const TailOptions& options, const TailSinks& sinks);

/// Names of the vocabulary that are like this one, the likest first; at most three.
[[nodiscard]] std::vector<std::string_view> events_like(std::string_view name);

} // namespace platform::logs::review
