#define SD_JOURNAL_SUPPRESS_LOCATION // the place in the source says nothing about an event
#include "platform/linux/log_sinks.h"
#include "platform/logs/journal_fields.h"
#include "platform/logs/json_writer.h"
#include <memory>
#include <sys/uio.h>
#include <system_error>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace platform::linux_sinks {

logs::LogQueue::Sink journal() {
    return [](const logs::Record& record, const logs::Stamp& stamp) {
        std::vector<std::string> fields = logs::journal_fields(record, stamp);
        std::vector<iovec> parts;
        parts.reserve(fields.size());
        for (std::string& field : fields)
            parts.push_back({field.data(), field.size()});
        return sd_journal_sendv(parts.data(), static_cast<int>(parts.size())) == 0;
    };
}

logs::LogQueue::Sink json_stderr() {
    return [torn = false](const logs::Record& record, const logs::Stamp& stamp) mutable {
        return write_line(STDERR_FILENO, logs::json_line(record, stamp), torn);
    };
}

logs::LogQueue::Sink json_file(const std::filesystem::path& path, LogFileLimits limits, std::string& problem) {
    auto file = std::make_shared<LogFile>(path, limits);
    if (const int error = file->open(); error != 0) {
        problem = path.string() + ": cannot write the log there (" + std::generic_category().message(error)
                  + "); name a file in a folder that exists and is writable";
        return {};
    }
    return [file = std::move(file)](const logs::Record& record, const logs::Stamp& stamp) {
        return file->write(logs::json_line(record, stamp));
    };
}

} // namespace platform::linux_sinks
