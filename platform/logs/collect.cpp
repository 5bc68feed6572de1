#include "platform/logs/collect.h"
#include "platform/logs/log_source.h"
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <vector>

namespace platform::logs {
namespace {

using nlohmann::ordered_json;

constexpr const char* kAboutFile = "collection.json";
constexpr std::uintmax_t kMaxAboutBytes = 8 * 1024;
constexpr std::uintmax_t kSumsLineBytes = 64 + sizeof "  events-0001.jsonl";
constexpr std::size_t kLongestKiosk = 64;
constexpr std::int64_t kMaxCollection = 999'999;

/// What is left of the stick. Counts in whole blocks, as the stick does.
class Budget {
public:
    Budget(const Space& space, std::uintmax_t max_file_bytes)
        : m_free(space.free_bytes), m_block(space.block_bytes), m_max_file(max_file_bytes) {}

    /// The most bytes that the next file of events may have; 0 where none fits.
    [[nodiscard]] std::uintmax_t next_file_bytes() const {
        constexpr std::uintmax_t kNewFolders = 3;
        const std::uintmax_t needed = kKeptFreeBytes + kNewFolders * m_block + whole_blocks(kMaxAboutBytes)
                                      + whole_blocks((m_files + 2) * kSumsLineBytes) + m_used;
        const std::uintmax_t left = m_free > needed ? m_free - needed : 0;
        return std::min(m_max_file, left / m_block * m_block);
    }
    void take(std::uintmax_t file_bytes) {
        m_used += whole_blocks(file_bytes);
        ++m_files;
    }

private:
    [[nodiscard]] std::uintmax_t whole_blocks(std::uintmax_t bytes) const {
        return (bytes + m_block - 1) / m_block * m_block;
    }
    std::uintmax_t m_free;
    std::uintmax_t m_block;
    std::uintmax_t m_max_file;
    std::uintmax_t m_used = 0;
    std::uintmax_t m_files = 0;
};

/// What the files of events hold.
struct Contents {
    std::int64_t events = 0;
    std::int64_t unreadable = 0;
    std::int64_t bytes = 0;
    std::optional<Stamp> first;
    std::optional<Stamp> last;

    void add(const LogLine& line) {
        bytes += static_cast<std::int64_t>(line.text.size() + 1);
        if (!line.is_event) {
            ++unreadable;
            return;
        }
        ++events;
        if (!first)
            first = line.stamp;
        last = line.stamp;
    }
};

ordered_json json_of(const std::optional<Stamp>& stamp) {
    if (!stamp)
        return nullptr;
    ordered_json json = {
        {"boot_id", stamp->boot_id}, {"monotonic_ms", stamp->monotonic_ms}, {"seq", stamp->seq}, {"wall", nullptr}};
    if (!stamp->wall.empty())
        json["wall"] = stamp->wall;
    return json;
}

/// A source with the line that comes next.
class Lines {
public:
    explicit Lines(LogSource source) : m_source(std::move(source)) { advance(); }
    [[nodiscard]] bool has_line() const { return m_has_line; }
    [[nodiscard]] const LogLine& line() const { return m_line; }
    /// Why there are no more lines; empty at the end of the log.
    [[nodiscard]] const std::optional<Failure>& failure() const { return m_failure; }
    /// The line is in a file.
    void take() {
        m_source.mark();
        advance();
    }
    [[nodiscard]] std::string position() const { return m_source.position(); }

private:
    void advance() {
        const auto more = m_source.next(m_line);
        m_has_line = more && *more;
        if (!more)
            m_failure = more.error();
    }
    LogSource m_source;
    LogLine m_line;
    bool m_has_line = false;
    std::optional<Failure> m_failure;
};

/// Writes one collection into its folder.
class Writer {
public:
    Writer(const Folder& folder, Lines& lines, Budget& budget) : m_folder(folder), m_lines(lines), m_budget(budget) {}

    /// As many files as the log fills and the stick takes.
    Outcome<void> write_events();
    /// The two files that make a collection of them, and syncs all of it.
    Outcome<void> write_end(const CollectOptions& options, std::int64_t number);
    /// Removes what this wrote. The sums go first: without them a folder is torn.
    void remove_all() const;

    [[nodiscard]] const Contents& contents() const { return m_contents; }
    [[nodiscard]] bool is_complete() const { return m_is_complete; }
    [[nodiscard]] const std::string& position() const { return m_position; } ///< behind the last file
    [[nodiscard]] const std::string& sum() const { return m_sum; }           ///< of the file of sums

private:
    Outcome<void> write_file(const std::string& name, std::uintmax_t max_bytes);

    const Folder& m_folder;
    Lines& m_lines;
    Budget& m_budget;
    std::vector<std::string> m_names;
    std::string m_sums;
    Contents m_contents;
    std::string m_position;
    std::string m_sum;
    bool m_is_complete = true;
};

Outcome<void> Writer::write_file(const std::string& name, std::uintmax_t max_bytes) {
    const std::string part = name + ".part";
    m_names.push_back(name);
    auto file = m_folder.create(part);
    if (!file)
        return tl::unexpected(file.error());
    Contents contents = m_contents;
    while (m_lines.has_line() && file->size() + m_lines.line().text.size() + 1 <= max_bytes) {
        auto outcome = file->append(m_lines.line().text);
        if (outcome)
            outcome = file->append("\n");
        if (!outcome)
            return outcome;
        contents.add(m_lines.line());
        m_lines.take();
    }
    const auto sum = file->finish();
    if (!sum)
        return tl::unexpected(sum.error());
    if (auto outcome = m_folder.rename(part, name); !outcome)
        return outcome;
    m_sums += fmt::format("{}  {}\n", *sum, name);
    m_budget.take(file->size());
    m_contents = contents;
    m_position = m_lines.position();
    return {};
}

Outcome<void> Writer::write_events() {
    while (m_lines.has_line()) {
        const std::uintmax_t max_bytes = m_budget.next_file_bytes();
        const std::size_t number = m_names.size() + 1;
        m_is_complete = m_lines.line().text.size() < max_bytes && number <= kMaxEventsFiles;
        if (!m_is_complete)
            break;
        const std::string name = fmt::format("events-{:04}.jsonl", number);
        auto outcome = write_file(name, max_bytes);
        if (outcome)
            continue;
        // Somebody else fills the stick, or it lied about its space: what is whole stays.
        if (outcome.error().reason != "stick_full" || number == 1)
            return outcome;
        m_folder.remove_file(name + ".part");
        m_names.pop_back();
        m_is_complete = false;
        break;
    }
    m_is_complete = m_is_complete && !m_lines.failure();
    return {};
}

Outcome<void> Writer::write_end(const CollectOptions& options, std::int64_t number) {
    ordered_json about = {{"format", 1},
                          {"kiosk", options.kiosk.substr(0, kLongestKiosk)},
                          {"version", options.version},
                          {"collection", number},
                          {"by", options.by == CollectedBy::Request ? "request" : "staff"},
                          {"everything", options.everything},
                          {"files", m_names.size()},
                          {"events", m_contents.events},
                          {"unreadable_lines", m_contents.unreadable},
                          {"bytes", m_contents.bytes},
                          {"complete", m_is_complete},
                          {"first", json_of(m_contents.first)},
                          {"last", json_of(m_contents.last)}};
    if (options.by == CollectedBy::Request)
        about["request"] = options.request;
    if (!options.event.empty())
        about["event"] = options.event;
    if (m_lines.failure())
        about["problem"] = m_lines.failure()->detail.substr(0, kMaxAboutBytes / 8);
    const auto about_sum =
        m_folder.put(kAboutFile, about.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
    if (!about_sum)
        return tl::unexpected(about_sum.error());
    m_sums += fmt::format("{}  {}\n", *about_sum, kAboutFile);
    auto sum = m_folder.put(kSumsFile, m_sums);
    if (!sum)
        return tl::unexpected(sum.error());
    m_sum = std::move(*sum);
    return m_folder.sync_disk();
}

void Writer::remove_all() const {
    std::vector<std::string> names = {kSumsFile, kAboutFile};
    names.insert(names.end(), m_names.begin(), m_names.end());
    for (const std::string& name : names) {
        m_folder.remove_file(name);
        m_folder.remove_file(name + ".part");
    }
}

Outcome<Lines> open_lines(const CollectOptions& options, const std::string& position) {
    auto source = options.kind == LogKind::File ? read_log_file(options.log, position)
                                                : read_journal({options.log, options.name_space}, position);
    if (!source)
        return tl::unexpected(source.error());
    Lines lines(std::move(*source));
    if (!lines.has_line() && lines.failure())
        return tl::unexpected(*lines.failure());
    return lines;
}

Outcome<Budget> budget_of(const Folder& stick, const CollectOptions& options, const LogLine& first) {
    auto space = stick.space();
    if (!space)
        return tl::unexpected(space.error());
    if (space->is_read_only)
        return fail("stick_read_only",
                    stick.path().string() + ": nothing can be written there; take a stick that can be written");
    if (options.free_bytes)
        space->free_bytes = *options.free_bytes;
    const Budget budget(*space, options.max_file_bytes);
    if (first.text.size() >= budget.next_file_bytes())
        return fail("stick_full", fmt::format("{}: {} KiB are free, of which 1 MiB is kept, and no event fits; free "
                                              "some space on the stick, or take another one",
                                              stick.path().string(), space->free_bytes / 1024));
    return budget;
}

/// The folder of one collection, under a number that was never used for another.
struct NumberedFolder {
    Folder parent;
    Folder folder;
    std::string name;
    std::int64_t number = 0;
};

Outcome<NumberedFolder> make_folder(const Folder& stick, const std::string& kiosk, CollectionState& state) {
    auto top = stick.make_or_open(kStickTopFolder);
    if (!top)
        return tl::unexpected(top.error());
    auto parent = top->make_or_open(kiosk);
    if (!parent)
        return tl::unexpected(parent.error());
    Collected collected = state.collected();
    std::string name;
    do
        name = collection_folder(++collected.collections);
    while (parent->has(name) && collected.collections < kMaxCollection);
    if (auto outcome = state.store(collected); !outcome)
        return tl::unexpected(outcome.error());
    auto folder = parent->make(name);
    if (!folder)
        return tl::unexpected(folder.error());
    if (!*folder)
        return fail("not_a_file", (parent->path() / name).string() + ": this exists already; remove it from the stick");
    return NumberedFolder{std::move(*parent), std::move(**folder), name, collected.collections};
}

/// Where the next collection begins. One that took everything and had to stop early does not go back.
Collected after(const Collected& before, const CollectOptions& options, const NumberedFolder& place,
                const Writer& writer) {
    Collected collected = before;
    if (options.by == CollectedBy::Request)
        add_position(collected, {options.request, options.kind, place.parent.path().filename().string(), place.number,
                                 writer.sum(), writer.position()});
    else if (!options.everything || writer.is_complete() || !before.staff.contains(options.kind))
        collected.staff[options.kind] = writer.position();
    return collected;
}

/// What this stick has already, as a position in the log; empty: nothing.
std::string start_of(const Folder& stick, const Collected& collected, const CollectOptions& options) {
    if (options.everything)
        return {};
    if (options.by == CollectedBy::Request) {
        const StickPosition* known = position_on(stick, collected, options.request, options.kind);
        return known != nullptr ? known->position : std::string();
    }
    const auto known = collected.staff.find(options.kind);
    return known != collected.staff.end() ? known->second : std::string();
}

Outcome<void> write_collection(const CollectOptions& options, const NumberedFolder& place, Writer& writer) {
    auto outcome = writer.write_events();
    if (outcome)
        outcome = writer.write_end(options, place.number);
    if (!outcome) {
        writer.remove_all();
        place.parent.remove_folder(place.name);
    }
    return outcome;
}

} // namespace

Outcome<Collection> collect(const CollectOptions& options) {
    const std::string kiosk = folder_name(options.kiosk);
    if (kiosk.empty())
        return fail("disk_failed", "the kiosk has no name that can be a folder: give it one of letters and digits");
    auto state = CollectionState::open(options.state, options.before_step);
    if (!state)
        return tl::unexpected(state.error());
    const auto stick = Folder::open(options.stick, Disk::Stick, options.before_step);
    if (!stick)
        return tl::unexpected(stick.error());
    auto lines = open_lines(options, start_of(*stick, state->collected(), options));
    if (!lines)
        return tl::unexpected(lines.error());
    if (!lines->has_line())
        return Collection{};
    auto budget = budget_of(*stick, options, lines->line());
    if (!budget)
        return tl::unexpected(budget.error());
    const auto place = make_folder(*stick, kiosk, *state);
    if (!place)
        return tl::unexpected(place.error());
    Writer writer(place->folder, *lines, *budget);
    if (auto outcome = write_collection(options, *place, writer); !outcome)
        return tl::unexpected(outcome.error());
    if (auto outcome = state->store(after(state->collected(), options, *place, writer)); !outcome)
        return fail(outcome.error().reason,
                    outcome.error().detail + ". The logs are on the stick; the next stick gets them again");
    return Collection{writer.contents().events, writer.contents().bytes, writer.is_complete(), place->folder.path()};
}

std::string folder_name(std::string_view kiosk) {
    std::string name(kiosk.substr(0, kLongestKiosk));
    for (char& c : name) {
        const bool is_safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
                             || c == '_' || c == '-';
        c = is_safe ? c : '-';
    }
    name.erase(0, name.find_first_not_of('.')); // hidden, or a way up
    name.erase(name.find_last_not_of('.') + 1); // Windows drops it
    std::string stem = name.substr(0, name.find('.'));
    std::ranges::transform(stem, stem.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    constexpr std::array<std::string_view, 4> kDevices{"CON", "PRN", "AUX", "NUL"};
    const bool is_port =
        stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) && stem[3] >= '0' && stem[3] <= '9';
    if (is_port || std::ranges::find(kDevices, stem) != kDevices.end())
        name.insert(0, "kiosk-");
    return name;
}

} // namespace platform::logs
