#include "platform/logs/review/follow.h"
#include "platform/logs/folder.h"
#include "platform/logs/log_source.h"
#include "platform/logs/review/collection.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>

namespace platform::logs::review {
namespace {

namespace fs = std::filesystem;

constexpr int kMaxRotated = 99;

std::string message_of(int error) {
    return std::generic_category().message(error);
}

fs::path rotated(const fs::path& path, int number) {
    return path.string() + "." + std::to_string(number);
}

/// Of the start of what is there, empty where that does not tell yet.
std::optional<FileKind> told_kind(std::string_view head) {
    constexpr std::size_t kEnough = 64;
    if (head.size() < kEnough && head.find('\n') == std::string_view::npos)
        return std::nullopt;
    return kind_of(head);
}

} // namespace

Outcome<void> Follower::start(std::optional<std::size_t> newest) {
    if (auto readable = check_readable(m_paths); !readable)
        return readable;
    m_newest = newest;
    m_is_start = true;
    look();
    m_is_start = false;
    return {};
}

void Follower::read_on() {
    look();
}

void Follower::look() {
    for (auto& known : m_files)
        known.second.was_met = false;
    for (const fs::path& path : m_paths) {
        std::error_code ignored;
        if (fs::is_directory(path, ignored)) {
            look_at_folder(path);
        } else {
            look_at_rotated(path);
            look_at(path, true);
        }
    }
    std::erase_if(m_files, [](const auto& known) { return !known.second.was_met; });
}

void Follower::look_at_folder(const fs::path& folder) {
    std::error_code error;
    std::vector<std::pair<fs::file_time_type, fs::path>> files; // the oldest first, so that events come in order
    constexpr auto kSkip = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator entry(folder, kSkip, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
        if (std::error_code gone; entry->is_regular_file(gone) && !is_about_collection(entry->path()))
            files.emplace_back(entry->last_write_time(gone), entry->path());
    std::ranges::sort(files); // an error: a file or a stick went just now, and the next look finds the rest
    for (const auto& file : files)
        look_at(file.second, false);
}

/// What was PATH and is PATH.1 now, or later, has an end to be read, as have those that came between.
void Follower::look_at_rotated(const fs::path& path) {
    int oldest = 0;
    struct stat status {};
    for (int number = 1; number <= kMaxRotated && ::stat(rotated(path, number).c_str(), &status) == 0; ++number)
        if (m_files.contains({status.st_dev, status.st_ino}))
            oldest = number;
    for (; oldest > 0; --oldest)
        look_at(rotated(path, oldest), true);
}

void Follower::look_at(const fs::path& path, bool is_named) {
    struct stat status {};
    const int failed = is_named ? ::stat(path.c_str(), &status) : ::lstat(path.c_str(), &status);
    if (failed != 0 || !S_ISREG(status.st_mode))
        return;
    const auto [found, is_new] = m_files.try_emplace({status.st_dev, status.st_ino});
    File& file = found->second;
    file.was_met = true;
    file.is_named = is_named;
    if (is_new && !is_named)
        file.kiosk = kiosk_of_collection(path.parent_path());
    m_written_ms = static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1000;
    read(path, file, status);
}

void Follower::read(const fs::path& path, File& file, const struct stat& status) {
    if (is_packed_name(path))
        return;
    if (is_journal_name(path))
        return read_journal(path, file);
    const auto size = static_cast<std::uintmax_t>(std::max<off_t>(status.st_size, 0));
    if (size < file.size) // cut, and written anew
        file.bytes = static_cast<std::uintmax_t>(file.lines = 0);
    if (size != file.size)
        read_stream(path, file);
    file.size = size;
}

void Follower::read_journal(const fs::path& path, File& file) {
    const std::uint64_t entries = count_entries(path);
    if (entries == file.entries)
        return;
    LogPlace place{.sinks = m_sinks, .file = path.string(), .kiosk = file.kiosk, .is_growing = true};
    place.certain_kiosk = kiosk_of_certificate(path);
    file.cursor = m_is_start && m_newest ? read_journal_newest(path, place, *m_newest)
                                         : read_journal_on(path, place, file.cursor);
    file.entries = entries;
}

void Follower::read_stream(const fs::path& path, File& file) {
    LogPlace place{.sinks = m_sinks, .file = path.string(), .kiosk = file.kiosk, .is_growing = true};
    place.lines_before = file.lines;
    place.certain_kiosk = kiosk_of_certificate(path);
    const Descriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (opened.number() < 0 || fstat(opened.number(), &status) != 0)
        return place.complain(0,
                              fmt::format("this file can't be read ({}); let this program read it", message_of(errno)));
    std::array<char, 4096> head;
    const ssize_t count = pread(opened.number(), head.data(), head.size(), 0);
    const auto kind = told_kind({head.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))});
    const bool is_log = file.is_named || is_log_name(path);
    if (!kind || *kind == FileKind::Journal || (*kind == FileKind::Other && !is_log))
        return;
    if (m_is_start && m_newest && *kind != FileKind::Export) {
        file.bytes = place_of_newest(opened.number(), static_cast<std::uintmax_t>(status.st_size));
        place.lines_before = 0;
    }
    if (lseek(opened.number(), static_cast<off_t>(file.bytes), SEEK_SET) < 0)
        return;
    ByteInput input(opened.number());
    const ReadTo to = *kind == FileKind::Export ? read_export(input, place) : read_json_lines(input, place);
    file.bytes += to.bytes;
    file.lines = to.lines;
}

/// Where the last `m_newest` lines begin, and some more, for lines that are no events.
std::uintmax_t Follower::place_of_newest(int opened, std::uintmax_t size) const {
    constexpr std::size_t kBlock = 64 * 1024;
    std::vector<char> block(kBlock);
    const std::size_t wanted = 2 * *m_newest + 100;
    std::size_t lines = 0;
    for (std::uintmax_t end = size; end > 0;) {
        const std::uintmax_t start = end > kBlock ? end - kBlock : 0;
        const ssize_t count = pread(opened, block.data(), end - start, static_cast<off_t>(start));
        if (count != static_cast<ssize_t>(end - start))
            return 0;
        for (auto i = static_cast<std::size_t>(count); i-- > 0;)
            if (block[i] == '\n' && ++lines > wanted)
                return start + i + 1;
        end = start;
    }
    return 0;
}

bool PipeFollower::read_on() {
    pollfd waiting{m_pipe, POLLIN, 0};
    std::array<char, 64 * 1024> buffer;
    while (::poll(&waiting, 1, 0) > 0) {
        const ssize_t count = ::read(m_pipe, buffer.data(), buffer.size());
        if (count < 0 && (errno == EINTR || errno == EAGAIN))
            return true;
        if (count <= 0) {
            take(false);
            return false;
        }
        m_bytes.append(buffer.data(), static_cast<std::size_t>(count));
        take(m_bytes.size() <= 2 * kMaxLineBytes);
    }
    return true;
}

void PipeFollower::take(bool is_growing) {
    m_kind = m_kind || !is_growing ? m_kind.value_or(kind_of(m_bytes)) : told_kind(m_bytes);
    if (!m_kind)
        return;
    const LogPlace place{
        .sinks = m_sinks, .file = m_name, .kiosk = "", .is_growing = is_growing, .lines_before = m_lines};
    if (*m_kind == FileKind::Journal) {
        if (!m_bytes.empty() && !is_growing)
            place.complain(0, "a journal file can't come through a pipe; name the file, or use journalctl -o export");
        m_bytes.clear();
        return;
    }
    ByteInput input{std::string_view(m_bytes)};
    const ReadTo to = *m_kind == FileKind::Export ? read_export(input, place) : read_json_lines(input, place);
    m_bytes.erase(0, static_cast<std::size_t>(to.bytes));
    m_lines = to.lines;
}

} // namespace platform::logs::review
