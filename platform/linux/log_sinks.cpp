#define SD_JOURNAL_SUPPRESS_LOCATION // the place in the source says nothing about an event
#include "platform/linux/log_sinks.h"
#include "platform/logs/journal_fields.h"
#include "platform/logs/json_writer.h"
#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <sys/uio.h>
#include <system_error>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace platform::linux_sinks {
namespace {

/// Writes lines to a file descriptor that it owns or borrows.
class LineWriter {
public:
    enum class Descriptor { Owned, Borrowed };
    LineWriter(int descriptor, Descriptor kind) : m_descriptor(descriptor), m_kind(kind) {}
    ~LineWriter() {
        if (m_kind == Descriptor::Owned)
            ::close(m_descriptor);
    }
    LineWriter(const LineWriter&) = delete;
    LineWriter& operator=(const LineWriter&) = delete;
    LineWriter(LineWriter&&) = delete;
    LineWriter& operator=(LineWriter&&) = delete;

    /// False where the line is not in the file as a whole.
    bool write(std::string line) {
        if (m_torn)
            line.insert(0, "\n"); // what follows a full disk starts on a line of its own
        line += '\n';
        std::string_view rest = line;
        while (!rest.empty()) {
            const ssize_t count = ::write(m_descriptor, rest.data(), rest.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0) {
                m_torn = m_torn || rest.size() < line.size();
                return false;
            }
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
        m_torn = false;
        return true;
    }

private:
    int m_descriptor;
    Descriptor m_kind;
    bool m_torn = false;
};

logs::LogQueue::Sink json_lines(std::shared_ptr<LineWriter> writer) {
    return [writer = std::move(writer)](const logs::Record& record, const logs::Stamp& stamp) {
        return writer->write(logs::json_line(record, stamp));
    };
}

} // namespace

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
    return json_lines(std::make_shared<LineWriter>(STDERR_FILENO, LineWriter::Descriptor::Borrowed));
}

logs::LogQueue::Sink json_file(const std::filesystem::path& path, std::string& problem) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0640);
    if (descriptor < 0) {
        problem = path.string() + ": cannot write the log there (" + std::generic_category().message(errno)
                  + "); name a file in a folder that exists and is writable";
        return {};
    }
    return json_lines(std::make_shared<LineWriter>(descriptor, LineWriter::Descriptor::Owned));
}

} // namespace platform::linux_sinks
