#include "platform/logs/review/read_logs.h"
#include "platform/base/printable.h"
#include "platform/logs/folder.h"
#include "platform/logs/review/collection.h"
#include "platform/logs/review/file_readers.h"
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace platform::logs::review {
namespace {

namespace fs = std::filesystem;

bool has_ending(std::string name, std::initializer_list<std::string_view> endings) {
    const std::size_t dot = name.rfind('.'); // of a rotated file: FILE.1
    if (dot != std::string::npos && dot + 1 < name.size()
        && name.find_first_not_of("0123456789", dot + 1) == std::string::npos)
        name.resize(dot);
    return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

class Reader {
public:
    explicit Reader(const Sinks& sinks) : m_sinks(sinks) {}
    void read_file(const fs::path& file, const std::string& kiosk, bool is_named);
    void read_folder(const fs::path& folder);
    void read_stdin();

private:
    void read_input(ByteInput& input, const LogPlace& place, FileKind kind) const;
    const Sinks& m_sinks;
};

void Reader::read_input(ByteInput& input, const LogPlace& place, FileKind kind) const {
    if (kind == FileKind::Export)
        read_export(input, place);
    else
        read_json_lines(input, place);
    if (input.error() != 0)
        place.complain(0, fmt::format("the rest can't be read ({})", std::generic_category().message(input.error())));
}

void Reader::read_stdin() {
    ByteInput input(STDIN_FILENO);
    const LogPlace place{m_sinks, "-", ""};
    if (m_sinks.file)
        m_sinks.file();
    (void)input.fill();
    const FileKind kind = kind_of(input.data());
    if (kind == FileKind::Journal)
        place.complain(0, "a journal file can't come through a pipe; name the file, or use journalctl -o export");
    else
        read_input(input, place, kind);
}

/// Of a folder only what looks like a log is read; what was named by a person is read anyway.
void Reader::read_file(const fs::path& file, const std::string& kiosk, bool is_named) {
    LogPlace place{m_sinks, file.string(), kiosk};
    place.certain_kiosk = kiosk_of_certificate(file);
    const Descriptor opened(
        ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (is_named ? 0 : O_NOFOLLOW)));
    struct stat status {};
    if (opened.number() < 0 || fstat(opened.number(), &status) != 0)
        return place.complain(0, fmt::format("this file can't be read ({}); let this program read it",
                                             std::generic_category().message(errno)));
    if (!is_named && !S_ISREG(status.st_mode))
        return;
    const auto all = static_cast<std::uintmax_t>(std::max<off_t>(status.st_size, 0));
    ByteInput input(opened.number(), [&](std::uintmax_t done) {
        if (m_sinks.progress)
            m_sinks.progress(file, done, all);
    });
    if (S_ISFIFO(status.st_mode))
        (void)fcntl(opened.number(), F_SETFL, 0); // then wait for what is to come
    (void)input.fill();
    FileKind kind = is_journal_name(file) ? FileKind::Journal : kind_of(input.data());
    if (is_packed_name(file) && (is_named || kind == FileKind::Other))
        return place.complain(0, "this file is packed; unpack it first");
    const bool is_log = is_named || is_log_name(file);
    if (m_sinks.file)
        m_sinks.file();
    if (kind == FileKind::Journal)
        read_journal_file(file, place);
    else if (kind != FileKind::Other || (is_log && !input.data().empty()))
        read_input(input, place, kind);
    place.tell_other_names();
}

void Reader::read_folder(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    fs::recursive_directory_iterator entry(folder, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code ignored;
        if (entry->is_regular_file(ignored) && !entry->is_symlink(ignored))
            files.push_back(entry->path());
    }
    if (error)
        m_sinks.problem({folder.string(), 0, fmt::format("a part of this folder can't be read ({})", error.message())});
    std::ranges::sort(files);
    fs::path current;
    std::string kiosk;
    for (const fs::path& file : files) {
        if (file.parent_path() != current) {
            current = file.parent_path();
            kiosk = check_collection(current, m_sinks);
        }
        const bool is_of_a_mac = file.filename().string().starts_with("._"); // beside each file that it copies
        if (!is_of_a_mac && !is_about_collection(file))
            read_file(file, kiosk, false);
    }
}

} // namespace

void LogPlace::give(ReadEvent& event) const {
    constexpr std::string_view kDefaultName = "kiosk"; // of a kiosk that nobody has named yet: see kiosk.toml
    if (!certain_kiosk.empty()) {
        if (event.kiosk != certain_kiosk && !event.kiosk.empty() && event.kiosk != kDefaultName && other_names++ == 0)
            other_name = event.kiosk;
        event.kiosk = certain_kiosk;
    } else if (event.kiosk.empty())
        event.kiosk = kiosk;
    event.is_kiosk_certain = !certain_kiosk.empty();
    sinks.event(event);
}

void LogPlace::tell_other_names() const {
    if (other_names > 0)
        complain(0, fmt::format("{} events of it name another kiosk, such as '{}'; they count as {}, whose certificate "
                                "brought them",
                                other_names, platform::printable(other_name, ' '), certain_kiosk));
}

bool is_journal_name(const fs::path& file) {
    return has_ending(file.filename(), {".journal", ".journal~"});
}

bool is_log_name(const fs::path& file) {
    return has_ending(file.filename(), {".jsonl", ".log", ".export"});
}

bool is_packed_name(const fs::path& file) {
    return has_ending(file.filename(), {".gz", ".xz", ".zst", ".bz2", ".zip", ".tar", ".tgz", ".7z", ".rar"});
}

FileKind kind_of(std::string_view head) {
    if (head.starts_with("LPKSHHRH"))
        return FileKind::Journal;
    const auto has_line = [&](std::string_view start) {
        return head.starts_with(start) || head.find("\n" + std::string(start)) != std::string_view::npos;
    };
    if (has_line("__CURSOR=") || has_line("__REALTIME_TIMESTAMP=") || has_line("__MONOTONIC_TIMESTAMP="))
        return FileKind::Export;
    return has_line("{\"event\":") || has_line("{\"_") || has_line("{\"KIOSK_") || has_line("{\"MESSAGE\"")
               ? FileKind::JsonLines
               : FileKind::Other;
}

Outcome<void> check_readable(const std::vector<fs::path>& paths) {
    for (const fs::path& path : paths)
        if (path != "-" && ::access(path.c_str(), R_OK) != 0)
            return fail("no_log",
                        fmt::format("{}: there is no log that can be read ({}); name a file or a folder of logs",
                                    path.string(), std::generic_category().message(errno)));
    return {};
}

Outcome<void> read_logs(const std::vector<fs::path>& paths, const Sinks& sinks) {
    if (auto readable = check_readable(paths); !readable)
        return readable;
    Reader reader(sinks);
    for (const fs::path& path : paths) {
        std::error_code ignored;
        if (path == "-")
            reader.read_stdin();
        else if (fs::is_directory(path, ignored))
            reader.read_folder(path);
        else
            reader.read_file(path, "", true);
    }
    return {};
}

} // namespace platform::logs::review
