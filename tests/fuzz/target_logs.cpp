// What the reviewer's tools may be given: anything. Whatever is taken for an event must leave as the same event.
#include "platform/logs/journal_fields.h"
#include "platform/logs/json_writer.h"
#include "platform/logs/log_source.h"
#include "platform/logs/review/event_text.h"
#include "platform/logs/review/file_readers.h"
#include "platform/logs/review/json_line_parser.h"
#include "platform/logs/review/report_json.h"
#include "platform/logs/review/report_text.h"
#include "platform/logs/review/summary.h"
#include "platform/logs/vocabulary.h"
#include "platform/logs/wall_time.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <unistd.h>

namespace fuzz {
namespace {

using namespace platform::logs;
using namespace platform::logs::review;

bool is_text(std::string_view text) {
    return simdjson::validate_utf8(text.data(), text.size());
}

bool is_plain(std::string_view text) {
    return printable(text) == text;
}

bool is_same(const ReadField& one, const ReadField& other) {
    return one.name == other.name && one.number == other.number && (one.number || one.text == other.text);
}

bool is_same(const ReadEvent& one, const ReadEvent& other) {
    const bool has_wall = one.wall_ms && !format_wall(*one.wall_ms).empty();
    return one.kiosk == other.kiosk && one.boot_id == other.boot_id && one.run == other.run
           && one.monotonic_ms == other.monotonic_ms && one.seq == other.seq && one.name == other.name
           && (has_wall ? one.wall_ms == other.wall_ms : !other.wall_ms)
           && std::ranges::equal(one.fields, other.fields, [](const auto& a, const auto& b) { return is_same(a, b); });
}

void check_json(const ReadEvent& event) {
    std::string line;
    append_json(event, line);
    require(line.ends_with("}\n") && line.find('\n') == line.size() - 1 && is_plain(line.substr(0, line.size() - 1)),
            "an event is not one plain line", line);
    line.pop_back();
    if (line.size() > kMaxLineBytes || event.name == "unreadable_line")
        return;
    const ByteInput padded{std::string_view(line)};
    static JsonLineParser parser; // takes megabytes
    ReadEvent again;
    const bool is_event = parser.parse(padded.data(), again) == JsonLineParser::Kind::Event;
    require(is_event, "a written event is none", line);
    require(is_same(event, again), "an event changes when it is written and read again", line);
}

/// The cells of one record (RFC 4180).
std::size_t count_cells(std::string_view record) {
    std::size_t cells = 1;
    bool is_quoted = false;
    for (const char c : record) {
        is_quoted = is_quoted != (c == '"');
        cells += c == ',' && !is_quoted ? 1 : 0;
    }
    require(!is_quoted, "a cell has no end", record);
    return cells;
}

void check_csv(const ReadEvent& event) {
    static const std::size_t columns = count_cells(csv_header());
    std::string record;
    append_csv(event, record);
    require(record.ends_with("\r\n") && is_plain(record.substr(0, record.size() - 2)),
            "a record is not one plain line");
    require(count_cells(record) == columns, "a record has another number of cells", record);
}

void check_event(const ReadEvent& event) {
    require(!event.name.empty() && !event.boot_id.empty(), "an event without a name or a boot");
    require(is_text(event.name) && is_text(event.kiosk) && is_text(event.boot_id), "a name is not UTF-8");
    for (const ReadField& field : event.fields)
        require(is_text(field.name) && is_text(field.text), "a field is not UTF-8");
    check_json(event);
    check_csv(event);
}

/// Reads `bytes` or whatever else `read` reads, and makes a report of it.
template <typename Read>
void check_reading(Read read) {
    Summary summary;
    const Sinks sinks{[&](const ReadEvent& event) {
                          check_event(event);
                          summary.add(event);
                      },
                      [&](const Problem& problem) {
                          require(!problem.what.empty() && is_plain(problem.what), "a problem without plain words");
                          summary.add_unreadable();
                      },
                      {}};
    read(LogPlace{sinks, "log", ""});
    const Report report = summary.report();
    require(is_text(report_json(report)), "a report is not UTF-8");
    std::string text = report_text(report);
    std::erase(text, '\n');
    require(is_plain(text), "a report has a control character", text);
}

std::vector<Stamp> stamps() {
    return {{"hall-2", "5c0e0000-0000-4000-8000-000000000000", 4711, 81234, 17, "2026-11-24T12:00:00Z"},
            {"", "5c0e0000-0000-4000-8000-000000000000", 0, 0, 1, ""}};
}

std::string size_bytes(std::uint64_t size) {
    std::string bytes;
    for (int i = 0; i < 8; ++i, size >>= 8)
        bytes += static_cast<char>(size & 0xff);
    return bytes;
}

std::string exported(const Record& record, const Stamp& stamp, bool is_binary) {
    std::string entry = "__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1795521600000000\n__MONOTONIC_TIMESTAMP=81234000\n"
                        "_BOOT_ID=5c0e0000000040008000000000000000\n_HOSTNAME=pi\n";
    for (const std::string& field : journal_fields(record, stamp)) {
        const std::size_t equals = field.find('=');
        const std::string value = field.substr(equals + 1);
        if (is_binary || value.find('\n') != std::string::npos)
            entry += field.substr(0, equals) + '\n' + size_bytes(value.size()) + value + '\n';
        else
            entry += field + '\n';
    }
    return entry + '\n';
}

constexpr const char* kJournalRemote = "/lib/systemd/systemd-journal-remote";

/// A journal with every event, as systemd writes it, and the places of its bytes that are not zero.
struct SampleJournal {
    std::string bytes;
    std::vector<std::size_t> places;
    SampleJournal() {
        std::string text;
        for (const Record& record : blank_records())
            text += exported(record, stamps()[0], false);
        const auto from = scratch() / "sample.export";
        const auto file = scratch() / "sample.journal";
        write_scratch(from, text);
        const std::string command =
            fmt::format("{} --output='{}' '{}' >/dev/null", kJournalRemote, file.string(), from.string());
        require(std::system(command.c_str()) == 0, "systemd-journal-remote makes no journal", command);
        bytes = read_file(file);
        for (std::size_t at = 0; at < bytes.size(); ++at)
            if (bytes[at] != 0)
                places.push_back(at);
    }
};

/// Most of a journal is empty, and stays so on the disk.
void write_sparse(const std::filesystem::path& file, std::string_view bytes) {
    constexpr std::size_t kPage = 4096;
    const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    require(opened >= 0 && ftruncate(opened, static_cast<off_t>(bytes.size())) == 0, "no file for a journal");
    const std::string empty(kPage, '\0');
    for (std::size_t at = 0; at < bytes.size(); at += kPage) {
        const std::string_view page = bytes.substr(at, kPage);
        if (std::memcmp(page.data(), empty.data(), page.size()) != 0)
            require(pwrite(opened, page.data(), page.size(), static_cast<off_t>(at)) > 0, "no room for a journal");
    }
    ::close(opened);
}

} // namespace

void run_json_lines(std::string_view bytes) {
    check_reading([&](const LogPlace& place) {
        ByteInput input(bytes);
        read_json_lines(input, place);
    });
}

void run_journal_export(std::string_view bytes) {
    check_reading([&](const LogPlace& place) {
        ByteInput input(bytes);
        read_export(input, place);
    });
}

/// Changes to the sample, five bytes each: place among its bytes, the lowest first; 1: the value, 2: cut there, others:
/// the value of the eight bytes there.
void run_journal_file(std::string_view bytes) {
    static const SampleJournal sample;
    const auto file = scratch() / "changed.journal";
    std::string changed = sample.bytes;
    for (; bytes.size() >= 5; bytes.remove_prefix(5)) {
        const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
        const std::size_t at = sample.places[(byte(0) | byte(1) << 8 | byte(2) << 16) % sample.places.size()];
        if (at >= changed.size())
            continue;
        if (bytes[3] == 2)
            changed.resize(at);
        else if (bytes[3] == 1)
            changed[at] = bytes[4];
        else
            changed.replace(at, 8, size_bytes(byte(4) << (byte(3) % 57)));
    }
    write_sparse(file, changed);
    check_reading([&](const LogPlace& place) { read_journal_file(file, place); });
}

std::vector<std::string> json_lines_seeds() {
    std::string all;
    for (const Record& record : blank_records())
        for (const Stamp& stamp : stamps())
            all += json_line(record, stamp) + '\n';
    const std::string line = json_line(blank_records()[0], stamps()[0]);
    const std::string start = line.substr(0, line.size() - 1);
    return {all, start + ",\"detail\":\"" + std::string(900'000, 'x') + "\"}\n" + line,
            start + ",\"deep\":" + std::string(100'000, '[') + "\n" + line, std::string(2'000'000, ' ') + '\n' + line,
            start + ",\"long\":\"" + std::string(1'100'000, '\\') + "\"}\n" + line};
}

std::vector<std::string> journal_export_seeds() {
    std::string all, binary;
    for (const Record& record : blank_records()) {
        all += exported(record, stamps()[0], false);
        binary += exported(record, stamps()[1], true);
    }
    const std::string entry = exported(blank_records()[0], stamps()[0], false);
    const std::string start = entry.substr(0, entry.size() - 1);
    return {all, binary, start + "DETAIL\n" + size_bytes(1 << 20) + std::string(1 << 20, '\x01') + "\n\n" + entry,
            start + "DETAIL\n" + size_bytes(~0ULL) + "x\n\n" + entry, start + "DETAIL=" + std::string(1'100'000, 'x')};
}

std::vector<std::string> journal_file_seeds() {
    return {"", std::string("\x10\x01\x00\x01\xff", 5), std::string("\x00\x08\x00\x02\x00", 5),
            std::string("\x40\x00\x00\x20\xff\x80\x02\x00\x00\x01", 10)};
}

} // namespace fuzz
