// A log file and the files that were rotated away from it.
//
// A position is an offset and the SHA-256 of the bytes before it, which hold the boot id, time and sequence of an
// event. It finds its file under any name, after a copy, and on a disk with a new device number; and a new file that
// took over the inode of a removed one is not mistaken for it.
#include "platform/logs/folder.h"
#include "platform/logs/log_source.h"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace platform::logs {
namespace {

using nlohmann::json;

constexpr int kMaxRotated = 99;
constexpr std::size_t kReadBytes = 64 * 1024;
constexpr std::size_t kFingerprintBytes = 4096;
constexpr std::size_t kQuotedBytes = 200;
constexpr std::string_view kEventStart = R"({"event":")";

struct LogFile {
    std::filesystem::path path;
    Descriptor file;
    dev_t device = 0;
    ino_t inode = 0;
};

/// Empty where there is no such file.
Outcome<std::optional<LogFile>> open_log(const std::filesystem::path& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (file.number() < 0 && errno == ENOENT)
        return std::optional<LogFile>{};
    struct stat status {};
    if (file.number() < 0 || fstat(file.number(), &status) != 0)
        return fail("no_log", fmt::format("{}: cannot read the log ({}); let this program read it", path.string(),
                                          std::generic_category().message(errno)));
    if (!S_ISREG(status.st_mode))
        return fail("no_log", path.string() + ": this is not a file; name the file that the kiosk's --log names");
    return std::optional<LogFile>(LogFile{path, std::move(file), status.st_dev, status.st_ino});
}

/// Oldest first. Opened newest first, so that a rotation meanwhile shows a file twice and not never. A number may be
/// missing: a rotation that goes on, or one that a cut plug ended.
Outcome<std::vector<LogFile>> open_logs(const std::filesystem::path& path) {
    std::vector<LogFile> files;
    for (int number = 0; number <= kMaxRotated; ++number) {
        auto file = open_log(number == 0 ? path : std::filesystem::path(fmt::format("{}.{}", path.string(), number)));
        if (!file)
            return tl::unexpected(file.error());
        const bool is_known = *file && std::ranges::any_of(files, [&](const LogFile& known) {
            return known.device == (*file)->device && known.inode == (*file)->inode;
        });
        if (*file && !is_known)
            files.push_back(std::move(**file));
    }
    if (files.empty())
        return fail("no_log", path.string() + ": there is no log; name the file that the kiosk's --log names");
    std::ranges::reverse(files);
    return files;
}

/// Empty where the file is shorter than `offset`.
std::optional<std::string> fingerprint(int file, std::uintmax_t offset) {
    const std::size_t size = std::min<std::uintmax_t>(offset, kFingerprintBytes);
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t count = pread(file, bytes.data() + done, size - done, static_cast<off_t>(offset - size + done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return std::nullopt;
        done += static_cast<std::size_t>(count);
    }
    Sha256 sum;
    sum.add(bytes);
    return sum.finish();
}

/// Cuts a file into lines.
class LineCutter {
public:
    struct Line {
        std::string text; ///< at most kMaxLineBytes
        std::uintmax_t begin = 0;
        std::uintmax_t end = 0; ///< behind the line break
        bool is_whole = false;  ///< has its line break
        bool is_too_long = false;
    };

    void start(int file, std::uintmax_t offset) {
        m_file = file;
        m_offset = offset;
        m_buffer.clear();
        m_used = 0;
    }

    /// False at the end of the file. Errors: errno.
    tl::expected<bool, int> next(Line& line) {
        line = {{}, m_offset, m_offset, false, false};
        while (!line.is_whole) {
            if (m_used == m_buffer.size()) {
                const auto more = refill();
                if (!more)
                    return tl::unexpected(more.error());
                if (!*more)
                    break;
            }
            const std::size_t stop = m_buffer.find('\n', m_used);
            line.is_whole = stop != std::string::npos;
            const std::string_view piece = std::string_view(m_buffer).substr(m_used, stop - m_used);
            line.is_too_long = line.is_too_long || line.text.size() + piece.size() > kMaxLineBytes;
            if (!line.is_too_long)
                line.text.append(piece);
            const std::size_t taken = piece.size() + (line.is_whole ? 1 : 0);
            m_used += taken;
            m_offset += taken;
        }
        line.end = m_offset;
        return line.end > line.begin;
    }

private:
    tl::expected<bool, int> refill() {
        m_buffer.resize(kReadBytes);
        m_used = 0;
        ssize_t count = -1;
        do
            count = pread(m_file, m_buffer.data(), m_buffer.size(), static_cast<off_t>(m_offset));
        while (count < 0 && errno == EINTR);
        m_buffer.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
        if (count < 0)
            return tl::unexpected(errno);
        return count > 0;
    }

    int m_file = -1;
    std::uintmax_t m_offset = 0; ///< of the first byte that is not given yet
    std::string m_buffer;
    std::size_t m_used = 0; ///< of m_buffer
};

std::string text_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::int64_t number_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

class LogFileReader {
public:
    LogFileReader(std::vector<LogFile> files, const std::string& position)
        : m_files(std::move(files)), m_start(position) {
        find(json::parse(position, nullptr, false));
    }

    Outcome<bool> next(LogLine& line);
    void mark() { m_marked = m_given; }
    [[nodiscard]] std::string position() const;

private:
    struct Place {
        std::size_t file = 0;
        std::uintmax_t offset = 0;
    };
    void find(const json& position);
    void take(const LineCutter::Line& raw, LogLine& line);

    std::vector<LogFile> m_files;
    std::string m_start; ///< the position that it began with
    std::size_t m_file = 0;
    LineCutter m_cutter;
    std::optional<LogLine> m_rest; ///< an event that stood behind a torn line
    Place m_end_of_rest;
    Place m_given; ///< end of the line that next() gave last
    std::optional<Place> m_marked;
};

void LogFileReader::find(const json& position) {
    m_cutter.start(m_files[0].file.number(), 0);
    if (!position.is_object() || !position.contains("offset") || !position["offset"].is_number_unsigned()
        || !position.contains("before") || !position["before"].is_string())
        return;
    const auto offset = position["offset"].get<std::uintmax_t>();
    for (std::size_t i = m_files.size(); i-- > 0;) {
        if (fingerprint(m_files[i].file.number(), offset) != position["before"].get<std::string>())
            continue;
        m_file = i;
        m_cutter.start(m_files[i].file.number(), offset);
        return;
    }
}

Outcome<bool> LogFileReader::next(LogLine& line) {
    if (m_rest) {
        line = std::move(*m_rest);
        m_rest.reset();
        m_given = m_end_of_rest;
        return true;
    }
    LineCutter::Line raw;
    while (m_file < m_files.size()) {
        const auto more = m_cutter.next(raw);
        if (!more)
            return fail("no_log",
                        fmt::format("{}: cannot read the log on ({}); have the kiosk's storage looked at",
                                    m_files[m_file].path.string(), std::generic_category().message(more.error())));
        const bool is_being_written = *more && !raw.is_whole && m_file + 1 == m_files.size();
        if (*more && !is_being_written) {
            if (raw.text.empty() && !raw.is_too_long)
                continue;
            take(raw, line);
            return true;
        }
        if (++m_file < m_files.size())
            m_cutter.start(m_files[m_file].file.number(), 0);
    }
    return false;
}

/// A cut plug leaves half a line, and the first event of the next run begins right behind it.
void LogFileReader::take(const LineCutter::Line& raw, LogLine& line) {
    m_given = {m_file, raw.end};
    if (raw.is_too_long) {
        line = unreadable_line(raw.end - raw.begin, raw.text);
        return;
    }
    const std::size_t start = raw.text.rfind(kEventStart);
    line = line_of(raw.text);
    if (line.is_event || start == std::string::npos || start == 0)
        return;
    LogLine rest = line_of(raw.text.substr(start));
    if (!rest.is_event)
        return;
    line = line_of(raw.text.substr(0, start));
    m_given.offset = raw.begin + start;
    m_rest = std::move(rest);
    m_end_of_rest = {m_file, raw.end};
}

std::string LogFileReader::position() const {
    if (!m_marked)
        return m_start;
    const auto before = fingerprint(m_files[m_marked->file].file.number(), m_marked->offset);
    // A file that shrank meanwhile was emptied by somebody: what comes is new.
    return before ? json{{"offset", m_marked->offset}, {"before", *before}}.dump() : std::string();
}

} // namespace

LogLine unreadable_line(std::uintmax_t bytes, std::string_view text) {
    const nlohmann::ordered_json line = {
        {"event", "unreadable_line"}, {"bytes", bytes}, {"text", text.substr(0, kQuotedBytes)}};
    return {line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace), false, {}};
}

LogLine line_of(std::string text) {
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object() || !parsed.contains("event") || !parsed["event"].is_string())
        return unreadable_line(text.size(), text);
    Stamp stamp{.kiosk = text_in(parsed, "kiosk"),
                .boot_id = text_in(parsed, "boot_id"),
                .run = number_in(parsed, "run"),
                .monotonic_ms = number_in(parsed, "monotonic_ms"),
                .seq = number_in(parsed, "seq"),
                .wall = text_in(parsed, "wall")};
    return {std::move(text), true, std::move(stamp)};
}

Outcome<LogSource> read_log_file(const std::filesystem::path& file, const std::string& position) {
    auto files = open_logs(file);
    if (!files)
        return tl::unexpected(files.error());
    auto reader = std::make_shared<LogFileReader>(std::move(*files), position);
    return LogSource{[reader](LogLine& line) { return reader->next(line); }, [reader] { reader->mark(); },
                     [reader] { return reader->position(); }};
}

} // namespace platform::logs
