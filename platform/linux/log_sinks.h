// Where the log of the real machine can go.
#pragma once
#include "platform/linux/log_file.h"
#include "platform/logs/log_queue.h"
#include <filesystem>
#include <string>

namespace platform::linux_sinks {

/// systemd's journal, with named fields.
[[nodiscard]] logs::LogQueue::Sink journal();

/// JSON lines to stderr.
[[nodiscard]] logs::LogQueue::Sink json_stderr();

/// JSON lines appended to `path`, which is created where it is missing and makes way for a new one within `limits`.
/// Where it cannot be opened the sink is empty and `problem` says why.
[[nodiscard]] logs::LogQueue::Sink json_file(const std::filesystem::path& path, LogFileLimits limits,
                                             std::string& problem);

} // namespace platform::linux_sinks
