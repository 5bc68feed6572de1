#include "db/update/history.h"

#include "db/bounds.h"
#include "db/files.h"
#include "db/update/file_system.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

namespace db::update {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMaxHistoryBytes = 2 * 1024 * 1024;
constexpr std::size_t kMaxTextBytes = 500;           // of one text in an entry
constexpr std::time_t kEarliestWall = 1'767'225'600; // 2026-01-01: a clock that says less was never set

fs::path file_of(const fs::path& state) {
    return state / "history.jsonl";
}

std::string_view kind_name(HistoryKind kind) {
    return kind == HistoryKind::RollBack ? "roll_back" : "install";
}

std::string bounded(std::string_view text) {
    return std::string(text.substr(0, valid_utf8_bytes(text.substr(0, kMaxTextBytes))));
}

std::string line_of(const HistoryEntry& entry) {
    const Json json = {{"kind", kind_name(entry.kind)},  {"verdict", verdict_name(entry.verdict)},
                       {"version", entry.version},       {"previous", entry.previous},
                       {"stick", bounded(entry.stick)},  {"wall", entry.wall},
                       {"detail", bounded(entry.detail)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::optional<std::string> text_in(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
}

std::optional<std::int64_t> number_in(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_number_integer() ? std::optional(found->get<std::int64_t>()) : std::nullopt;
}

std::optional<HistoryEntry> entry_of(const std::string& line) {
    const Json json = Json::parse(line, nullptr, false);
    if (!json.is_object())
        return std::nullopt;
    const auto kind = text_in(json, "kind");
    const auto verdict = verdict_of(text_in(json, "verdict").value_or(""));
    const auto version = number_in(json, "version");
    const auto previous = number_in(json, "previous");
    if (!kind || !verdict || !version || !previous)
        return std::nullopt;
    HistoryEntry entry;
    entry.kind = *kind == kind_name(HistoryKind::RollBack) ? HistoryKind::RollBack : HistoryKind::Install;
    entry.verdict = *verdict;
    entry.version = *version;
    entry.previous = *previous;
    entry.stick = text_in(json, "stick").value_or("");
    entry.wall = text_in(json, "wall").value_or("");
    entry.detail = text_in(json, "detail").value_or("");
    return entry;
}

} // namespace

std::string wall_time() {
    const std::time_t now = std::time(nullptr);
    std::tm parts = {};
    if (now < kEarliestWall || !gmtime_r(&now, &parts))
        return {};
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

Result<std::vector<HistoryEntry>> read_history(const fs::path& state, std::size_t limit) {
    std::vector<HistoryEntry> entries;
    const auto text = read_whole(file_of(state), kMaxHistoryBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return entries;
    if (!text)
        return fail(ErrorCode::Io, text.error().message, text.error().where);
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        if (auto entry = entry_of(line))
            entries.push_back(std::move(*entry));
    }
    if (entries.size() > limit)
        entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(limit));
    return entries;
}

Result<void> add_to_history(FileSystem& files, const fs::path& state, const HistoryEntry& entry) {
    // One that can't be read is replaced: what is tried from now on must not be lost with it.
    std::string text;
    for (const HistoryEntry& old : read_history(state, kMaxHistoryEntries - 1).value_or(std::vector<HistoryEntry>()))
        text += line_of(old);
    text += line_of(entry);
    return replace_file(files, file_of(state), text);
}

} // namespace db::update
