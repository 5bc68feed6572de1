// Keeps systemd-journal-upload at work: wires plan.h and mend.h to processes, disk and network.
#pragma once
#include "platform/logs/failure.h"
#include "platform/logs/journal_place.h"
#include "platform/logs/upload/sender.h"
#include <filesystem>
#include <string>

namespace platform::logs::upload {

struct Options {
    Collector collector;
    std::filesystem::path state; ///< folder; is made
    JournalPlace journal;
    std::string uploader = "/lib/systemd/systemd-journal-upload";
    std::string kiosk; ///< its name, for the events of the upload itself
};

/// Blocks until SIGTERM or SIGINT. Errors: "disk_failed", "busy", "no_log".
[[nodiscard]] Outcome<void> supervise(const Options& options);

} // namespace platform::logs::upload
