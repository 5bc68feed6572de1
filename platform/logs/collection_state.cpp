#include "platform/logs/collection_state.h"
#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace platform::logs {
namespace {

using nlohmann::json;

constexpr const char* kFile = "collected.json";
constexpr const char* kPart = "collected.json.part";
constexpr const char* kLock = "collected.lock";
constexpr std::uintmax_t kMaxSumsBytes = 1024 * 1024;
constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;
constexpr std::uint64_t kMaxNumber = 999'999;
constexpr std::array<std::pair<LogKind, std::string_view>, 2> kKinds{
    {{LogKind::File, "file"}, {LogKind::Journal, "journal"}}};

std::string error_text() {
    return std::generic_category().message(errno);
}

/// Empty where there is no file.
Outcome<std::string> read_file(const Folder& folder) {
    const Descriptor file(openat(folder.descriptor(), kFile, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file.number() < 0 && errno == ENOENT)
        return std::string();
    std::string text;
    std::array<char, 4096> buffer;
    while (file.number() >= 0 && text.size() <= kMaxBytes) {
        const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            break;
        if (count == 0)
            return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return fail("disk_failed", fmt::format("{}: cannot read what was collected before ({}); remove the file, and "
                                           "everything is collected once more",
                                           (folder.path() / kFile).string(), error_text()));
}

std::string text_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t number_in(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() && found->get<std::uint64_t>() <= kMaxNumber
               ? found->get<std::int64_t>()
               : 0;
}

/// The positions of an object, by the kind of log.
std::map<LogKind, std::string> positions_in(const json& object) {
    std::map<LogKind, std::string> positions;
    for (const auto& [kind, name] : kKinds)
        if (const auto position = object.find(std::string(name)); position != object.end() && position->is_object())
            positions[kind] = position->dump();
    return positions;
}

/// Nothing where a part is missing: then its stick gets everything.
std::optional<StickPosition> stick_position(const json& object) {
    const auto positions = object.is_object() ? positions_in(object) : std::map<LogKind, std::string>();
    if (positions.size() != 1)
        return std::nullopt;
    StickPosition stick{text_in(object, "request"),      positions.begin()->first, text_in(object, "folder"),
                        number_in(object, "collection"), text_in(object, "sums"),  positions.begin()->second};
    const bool is_name = !stick.folder.empty() && stick.folder.find('/') == std::string::npos && stick.folder != ".."
                         && stick.folder != ".";
    return is_name && stick.collection > 0 && !stick.sums.empty() ? std::optional(stick) : std::nullopt;
}

/// Format 1 had one position for all; it goes to the staff, and each request begins anew.
Collected parse(const std::string& text) {
    Collected collected;
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object())
        return collected;
    const json format = parsed.value("format", json());
    if (format != 1 && format != 2)
        return collected;
    collected.collections = number_in(parsed, "collections");
    const auto staff = parsed.find("staff");
    if (format == 1)
        collected.staff = positions_in(parsed);
    else if (staff != parsed.end() && staff->is_object())
        collected.staff = positions_in(*staff);
    if (const auto sticks = parsed.find("sticks"); format == 2 && sticks != parsed.end() && sticks->is_array())
        for (const json& stick : *sticks)
            if (auto position = stick_position(stick))
                add_position(collected, std::move(*position));
    return collected;
}

std::string text_of(const Collected& collected) {
    const auto position_of = [](const std::string& text) {
        json position = json::parse(text, nullptr, false);
        return position.is_object() ? position : json::object();
    };
    const auto name_of = [](LogKind kind) { return std::string(kind == LogKind::File ? "file" : "journal"); };
    nlohmann::ordered_json text = {{"format", 2},
                                   {"collections", collected.collections},
                                   {"staff", nlohmann::ordered_json::object()},
                                   {"sticks", nlohmann::ordered_json::array()}};
    for (const auto& [kind, position] : collected.staff)
        text["staff"][name_of(kind)] = position_of(position);
    for (const StickPosition& stick : collected.sticks)
        text["sticks"].push_back({{"request", stick.request},
                                  {"folder", stick.folder},
                                  {"collection", stick.collection},
                                  {"sums", stick.sums},
                                  {name_of(stick.kind), position_of(stick.position)}});
    return text.dump() + "\n";
}

bool holds(const Folder& stick, const StickPosition& position) {
    const auto top = stick.open_existing(kStickTopFolder);
    const auto kiosk = top ? top->open_existing(position.folder) : std::nullopt;
    const auto collection = kiosk ? kiosk->open_existing(collection_folder(position.collection)) : std::nullopt;
    return collection && collection->sum_of(kSumsFile, kMaxSumsBytes) == position.sums;
}

} // namespace

Outcome<CollectionState> CollectionState::open(const std::filesystem::path& path, BeforeStep before_step) {
    std::error_code ignored; // opening says what is wrong
    std::filesystem::create_directories(path, ignored);
    auto folder = Folder::open(path, Disk::Kiosk, std::move(before_step));
    if (!folder)
        return tl::unexpected(folder.error());
    Descriptor lock(openat(folder->descriptor(), kLock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (lock.number() < 0)
        return fail(errno == ENOSPC ? "no_space" : "disk_failed",
                    fmt::format("{}: cannot write there ({}); let this program write to its state folder",
                                (path / kLock).string(), error_text()));
    if (flock(lock.number(), LOCK_EX | LOCK_NB) != 0)
        return fail("busy", path.string() + ": the logs are being collected already; wait until that is done");
    auto text = read_file(*folder);
    if (!text)
        return tl::unexpected(text.error());
    return CollectionState(std::move(*folder), std::move(lock), parse(*text));
}

Outcome<void> CollectionState::store(const Collected& collected) {
    Collected kept = collected;
    std::string text = text_of(kept);
    while (text.size() > kMaxBytes && !kept.sticks.empty()) {
        kept.sticks.erase(kept.sticks.begin());
        text = text_of(kept);
    }
    m_folder.remove_file(kPart); // a cut plug may have left it
    if (auto stored = m_folder.put(kFile, text); !stored)
        return tl::unexpected(stored.error());
    m_collected = std::move(kept);
    return {};
}

std::string collection_folder(std::int64_t number) {
    return fmt::format("{:06}", number);
}

const StickPosition* position_on(const Folder& stick, const Collected& collected, const std::string& request,
                                 LogKind kind) {
    const auto found =
        std::find_if(collected.sticks.rbegin(), collected.sticks.rend(), [&](const StickPosition& known) {
            return known.request == request && known.kind == kind && holds(stick, known);
        });
    return found == collected.sticks.rend() ? nullptr : &*found;
}

void add_position(Collected& collected, StickPosition position) {
    std::vector<StickPosition>& sticks = collected.sticks;
    const auto is_same = [&](const StickPosition& other) {
        return other.request == position.request && other.kind == position.kind;
    };
    if (std::ranges::count_if(sticks, is_same) >= static_cast<std::ptrdiff_t>(kMostPositionsOfRequest))
        sticks.erase(std::ranges::find_if(sticks, is_same));
    if (sticks.size() >= kMostStickPositions)
        sticks.erase(sticks.begin());
    sticks.push_back(std::move(position));
}

} // namespace platform::logs
