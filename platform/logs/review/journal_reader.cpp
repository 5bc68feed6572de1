#include "platform/logs/log_source.h"
#include "platform/logs/review/entry_builder.h"
#include "platform/logs/review/file_readers.h"
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <system_error>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace platform::logs::review {
namespace {

struct CloseJournal {
    void operator()(sd_journal* journal) const { sd_journal_close(journal); }
};
using Journal = std::unique_ptr<sd_journal, CloseJournal>;

/// More entries than this fit no file of that size: a damaged one may lead in a circle.
std::uint64_t most_entries(const std::filesystem::path& file) {
    constexpr std::uint64_t kSmallestEntry = 64;
    std::error_code ignored;
    const std::uintmax_t size = std::filesystem::file_size(file, ignored);
    return ignored ? 0 : size / kSmallestEntry;
}

/// Of this process, with what it mapped of files; 0 where /proc is not there.
std::uint64_t resident_bytes() {
    std::ifstream stream("/proc/self/statm");
    std::uint64_t all = 0, resident = 0;
    stream >> all >> resident;
    return stream ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

class JournalFileReader {
public:
    JournalFileReader(const std::filesystem::path& file, const LogPlace& place) : m_file(file), m_place(place) {}
    void read(const JournalMemory& memory);
    std::string read_on(const std::string& cursor);
    std::string read_newest(std::size_t events);

private:
    [[nodiscard]] bool open();
    [[nodiscard]] bool open_again();
    bool take_entry();
    [[nodiscard]] bool take_moment();
    [[nodiscard]] std::string cursor() const;
    void read_back(std::uint64_t forward, std::uint64_t all);
    void progress(std::uint64_t done, std::uint64_t all) const;

    const std::filesystem::path& m_file;
    const LogPlace& m_place;
    Journal m_journal;
    EntryBuilder m_entry;
    ReadEvent m_event;
    std::int64_t m_number = 0; ///< of the entry
};

bool JournalFileReader::open() {
    const char* files[] = {m_file.c_str(), nullptr};
    sd_journal* opened = nullptr;
    const int error = sd_journal_open_files(&opened, files, 0);
    m_journal.reset(error < 0 ? nullptr : opened);
    if (error < 0)
        m_place.complain(0,
                         fmt::format("this journal can't be opened ({}); where its kiosk still runs, collect it again",
                                     std::generic_category().message(-error)));
    else
        (void)sd_journal_set_data_threshold(m_journal.get(), kMaxLineBytes);
    return error >= 0;
}

bool JournalFileReader::take_moment() {
    std::uint64_t monotonic_us = 0;
    sd_id128_t boot{};
    char boot_text[SD_ID128_STRING_MAX];
    if (sd_journal_get_monotonic_usec(m_journal.get(), &monotonic_us, &boot) < 0)
        return false;
    m_entry.set_boot(sd_id128_to_string(boot, boot_text));
    m_entry.set_monotonic_us(monotonic_us);
    return true;
}

/// Whether it was an event.
bool JournalFileReader::take_entry() {
    m_entry.clear();
    const void* data = nullptr;
    std::size_t size = 0;
    sd_journal_restart_data(m_journal.get());
    int more = 0;
    while ((more = sd_journal_enumerate_available_data(m_journal.get(), &data, &size)) > 0) {
        const std::string_view text(static_cast<const char*>(data), size);
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos)
            m_entry.add(text.substr(0, equals), text.substr(equals + 1));
    }
    std::uint64_t realtime_us = 0;
    if (more < 0 || sd_journal_get_realtime_usec(m_journal.get(), &realtime_us) < 0
        || !(m_entry.has_moment() || take_moment())) {
        m_place.complain(m_number, "this entry is damaged");
        return false;
    }
    if (!m_entry.is_event())
        return false;
    m_entry.set_realtime_us(realtime_us);
    if (const char* problem = m_entry.finish(m_event)) {
        m_place.complain(m_number, std::string("this entry is no event: ") + problem);
        return false;
    }
    m_place.give(m_event);
    return true;
}

/// Of the entry read last; empty before the first.
std::string JournalFileReader::cursor() const {
    char* text = nullptr;
    if (sd_journal_get_cursor(m_journal.get(), &text) < 0)
        return {};
    std::string copied(text);
    std::free(text);
    return copied;
}

/// At the same entry: the journal keeps what it mapped until it is closed, up to half a GiB.
bool JournalFileReader::open_again() {
    const std::string here = cursor();
    m_journal.reset();
    return !here.empty() && open() && sd_journal_seek_cursor(m_journal.get(), here.c_str()) >= 0
           && sd_journal_next(m_journal.get()) > 0 && sd_journal_test_cursor(m_journal.get(), here.c_str()) > 0;
}

std::string JournalFileReader::read_on(const std::string& from) {
    if (!open())
        return from;
    if (from.empty() || sd_journal_seek_cursor(m_journal.get(), from.c_str()) < 0)
        (void)sd_journal_seek_head(m_journal.get());
    const std::uint64_t most = most_entries(m_file);
    std::string last = from;
    for (std::uint64_t read = 0; read < most && sd_journal_next(m_journal.get()) > 0; ++read) {
        m_number = 0; // not known: the entries before are not counted
        if (read == 0 && !from.empty() && sd_journal_test_cursor(m_journal.get(), from.c_str()) > 0)
            continue;
        (void)take_entry();
        last = cursor();
    }
    return last;
}

std::string JournalFileReader::read_newest(std::size_t events) {
    if (!open() || sd_journal_seek_tail(m_journal.get()) < 0)
        return {};
    const std::uint64_t most = most_entries(m_file);
    std::string newest;
    std::size_t found = 0;
    for (std::uint64_t read = 0; read < most && sd_journal_previous(m_journal.get()) > 0; ++read) {
        if (read == 0)
            newest = cursor();
        if (found >= events)
            break;
        found += take_entry() ? 1 : 0;
    }
    return newest;
}

void JournalFileReader::progress(std::uint64_t done, std::uint64_t all) const {
    std::error_code ignored;
    const std::uintmax_t size = std::filesystem::file_size(m_file, ignored);
    if (m_place.sinks.progress && !ignored && all > 0)
        m_place.sinks.progress(m_file,
                               static_cast<std::uintmax_t>(static_cast<double>(size) * static_cast<double>(done)
                                                           / static_cast<double>(all)),
                               size);
}

/// systemd ends at a damaged place without a word; what stands behind it can be read from the end. Events that come
/// twice do no harm.
void JournalFileReader::read_back(std::uint64_t forward, std::uint64_t all) {
    std::uint64_t back = 0;
    if (open() && sd_journal_seek_tail(m_journal.get()) >= 0) {
        while (forward + back < std::min(all, most_entries(m_file)) && sd_journal_previous(m_journal.get()) > 0) {
            m_number = static_cast<std::int64_t>(all - back++);
            (void)take_entry();
        }
    }
    if (forward + back < all)
        m_place.complain(
            0, fmt::format("{} of {} entries of this journal can't be read: it is damaged", all - forward - back, all));
}

void JournalFileReader::read(const JournalMemory& memory) {
    constexpr std::uint64_t kLookEvery = 1024; ///< entries
    const std::uint64_t all = count_entries(m_file);
    if (!open())
        return;
    std::uint64_t forward = 0;
    std::uint64_t resident_at_start = resident_bytes();
    const std::uint64_t most = most_entries(m_file);
    while (forward < most && sd_journal_next(m_journal.get()) > 0) {
        m_number = static_cast<std::int64_t>(++forward);
        (void)take_entry();
        if (forward % kLookEvery != 0)
            continue;
        progress(forward, all);
        if (resident_bytes() < std::max(memory.most_bytes, resident_at_start + memory.worth_closing_bytes))
            continue;
        if (!open_again())
            break;
        resident_at_start = resident_bytes();
    }
    if (forward < all)
        read_back(forward, all);
    progress(all, all);
}

} // namespace

std::uint64_t count_entries(const std::filesystem::path& file) {
    constexpr std::streamoff kEntriesAt = 152;
    std::ifstream stream(file, std::ios::binary);
    unsigned char bytes[8] = {};
    stream.seekg(kEntriesAt);
    if (!stream.read(reinterpret_cast<char*>(bytes), sizeof bytes))
        return 0;
    std::uint64_t count = 0;
    for (std::size_t i = sizeof bytes; i-- > 0;)
        count = count << 8 | bytes[i];
    return count;
}

std::string read_journal_on(const std::filesystem::path& file, const LogPlace& place, const std::string& cursor) {
    return JournalFileReader(file, place).read_on(cursor);
}

std::string read_journal_newest(const std::filesystem::path& file, const LogPlace& place, std::size_t events) {
    return JournalFileReader(file, place).read_newest(events);
}

void read_journal_file(const std::filesystem::path& file, const LogPlace& place, const JournalMemory& memory) {
    JournalFileReader(file, place).read(memory);
}

} // namespace platform::logs::review
