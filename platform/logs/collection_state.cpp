#include "platform/logs/collection_state.h"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
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

Collected parse(const std::string& text) {
    Collected collected;
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object() || parsed.value("format", json()) != 1)
        return collected;
    if (const auto number = parsed.find("collections");
        number != parsed.end() && number->is_number_unsigned() && number->get<std::uint64_t>() <= kMaxNumber)
        collected.collections = number->get<std::int64_t>();
    for (const auto& [kind, name] : kKinds)
        if (const auto position = parsed.find(std::string(name)); position != parsed.end() && position->is_object())
            collected.positions[kind] = position->dump();
    return collected;
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
    nlohmann::ordered_json text = {{"format", 1}, {"collections", collected.collections}};
    for (const auto& [kind, name] : kKinds) {
        const auto found = collected.positions.find(kind);
        const json position = found == collected.positions.end() ? json() : json::parse(found->second, nullptr, false);
        if (position.is_object())
            text[std::string(name)] = position;
    }
    m_folder.remove_file(kPart); // a cut plug may have left it
    if (auto stored = m_folder.put(kFile, text.dump() + "\n"); !stored)
        return tl::unexpected(stored.error());
    m_collected = collected;
    return {};
}

} // namespace platform::logs
