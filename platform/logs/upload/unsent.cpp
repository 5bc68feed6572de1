#include "platform/logs/upload/unsent.h"
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <system_error>
#include <systemd/sd-journal.h>

namespace platform::logs::upload {
namespace {

tl::unexpected<Failure> failure(const JournalPlace& place, int error) {
    return fail(
        "no_log",
        fmt::format("{}: cannot read the journal ({}); may this program's user read it (group systemd-journal)?",
                    text_of(place), std::generic_category().message(-error)));
}

Outcome<OpenJournal> open_whole(const JournalPlace& place) {
    OpenJournal journal;
    if (const int error = open_journal(place, journal); error < 0)
        return failure(place, error);
    sd_journal_set_data_threshold(journal.get(), 0); // whole fields
    return journal;
}

struct Place {
    bool has_entry = false;
    bool is_cursor_there = true;
};

/// Goes to the first entry behind the cursor; a negative number is an error of the system.
int seek(sd_journal* journal, const std::string& after, Place& place) {
    int error = after.empty() ? sd_journal_seek_head(journal) : sd_journal_seek_cursor(journal, after.c_str());
    if (error >= 0)
        error = sd_journal_next(journal);
    if (error > 0 && !after.empty()) {
        place.is_cursor_there = sd_journal_test_cursor(journal, after.c_str()) > 0;
        if (place.is_cursor_there)
            error = sd_journal_next(journal);
    }
    place.has_entry = error > 0;
    return error;
}

void append_field(std::string& text, std::string_view field) {
    const std::size_t equals = field.find('=');
    const std::string_view name = field.substr(0, equals);
    const std::string_view value = field.substr(equals + 1);
    text.append(name);
    if (value.find('\n') == std::string_view::npos) {
        text.append("=").append(value).append("\n");
        return;
    }
    text.append("\n");
    auto size = static_cast<std::uint64_t>(value.size());
    for (int i = 0; i < 8; ++i, size >>= 8) // little endian
        text.push_back(static_cast<char>(size & 0xff));
    text.append(value).append("\n");
}

/// False where the entry is damaged.
bool append_entry(sd_journal* journal, const std::string& cursor, std::string& body) {
    std::uint64_t realtime = 0;
    std::uint64_t monotonic = 0;
    sd_id128_t boot{};
    char boot_text[SD_ID128_STRING_MAX];
    if (sd_journal_get_realtime_usec(journal, &realtime) < 0
        || sd_journal_get_monotonic_usec(journal, &monotonic, &boot) < 0)
        return false;
    std::string entry = fmt::format("__CURSOR={}\n__REALTIME_TIMESTAMP={}\n__MONOTONIC_TIMESTAMP={}\n_BOOT_ID={}\n",
                                    cursor, realtime, monotonic, sd_id128_to_string(boot, boot_text));
    const void* data = nullptr;
    std::size_t size = 0;
    sd_journal_restart_data(journal);
    int more = 0;
    while ((more = sd_journal_enumerate_available_data(journal, &data, &size)) > 0) {
        const std::string_view field(static_cast<const char*>(data), size);
        if (field.find('=') == std::string_view::npos)
            return false;
        if (!field.starts_with("_BOOT_ID="))
            append_field(entry, field);
    }
    if (more < 0)
        return false;
    body.append(entry).append("\n");
    return true;
}

} // namespace

Outcome<Slice> read_unsent(const JournalPlace& from, const std::string& after, std::size_t most) {
    const auto journal = open_whole(from);
    if (!journal)
        return tl::unexpected(journal.error());
    Slice slice;
    Place place;
    int error = seek(journal->get(), after, place);
    for (; error > 0 && slice.entries < most && slice.body.size() < kSliceBytes;
         error = sd_journal_next(journal->get())) {
        char* cursor = nullptr;
        if (const int failed = sd_journal_get_cursor(journal->get(), &cursor); failed < 0)
            return failure(from, failed);
        slice.last = cursor;
        std::free(cursor);
        ++slice.entries;
        if (!append_entry(journal->get(), slice.last, slice.body))
            ++slice.unreadable;
    }
    if (error < 0 && slice.entries == 0)
        return failure(from, error);
    return slice;
}

Outcome<Behind> look_behind(const JournalPlace& from, const std::string& after) {
    const auto journal = open_whole(from);
    if (!journal)
        return tl::unexpected(journal.error());
    Place place;
    if (const int error = seek(journal->get(), after, place); error < 0)
        return failure(from, error);
    if (!place.has_entry)
        return Behind::Nothing;
    return place.is_cursor_there ? Behind::Entries : Behind::Lost;
}

} // namespace platform::logs::upload
