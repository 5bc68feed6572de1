#include "platform/logs/run_notes.h"
#include "platform/logs/folder.h"
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace platform::logs {
namespace {

constexpr const char* kRunFile = "run";
constexpr const char* kExitFile = "run.exit";
constexpr std::size_t kMostBytes = 512;
constexpr std::string_view kRunKind = "kiosk-run-1";
constexpr std::string_view kExitKind = "kiosk-exit-1";
constexpr std::string_view kRunning = "running";
constexpr std::string_view kGoodbye = "goodbye";
constexpr std::array<std::pair<CrashKind, std::string_view>, 3> kCrashKinds{
    {{CrashKind::Signal, "signal"}, {CrashKind::ExitCode, "exit_code"}, {CrashKind::Watchdog, "watchdog"}}};

/// FNV-1a: against damage, not against people.
std::string sum_of(std::string_view text) {
    std::uint64_t sum = 0xcbf29ce484222325U;
    for (const char c : text)
        sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return fmt::format("{:016x}", sum);
}

std::string sealed(const std::string& text) {
    return fmt::format("{} {}\n", text, sum_of(text));
}

/// The words before the sum; empty where the sum is another.
std::vector<std::string_view> unsealed(std::string_view text) {
    std::vector<std::string_view> words;
    const std::size_t end = text.rfind(' ');
    if (!text.ends_with('\n') || end == std::string_view::npos)
        return words;
    const std::string_view sum = text.substr(end + 1, text.size() - end - 2);
    text = text.substr(0, end);
    if (sum != sum_of(text))
        return words;
    while (true) {
        const std::size_t space = text.find(' ');
        words.push_back(text.substr(0, space));
        if (space == std::string_view::npos)
            return words;
        text.remove_prefix(space + 1);
    }
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = bad == std::errc{} && end == text.data() + text.size() && number >= 0;
    return is_number ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> signal_of(std::string_view name) {
    for (int number = 1; number < NSIG; ++number)
        if (const char* abbreviation = sigabbrev_np(number); abbreviation != nullptr && name == abbreviation)
            return number;
    return number_of(name);
}

/// Never waits on a FIFO, never follows a link.
std::string read_note(const std::filesystem::path& file) {
    const Descriptor open_file(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    struct stat about {};
    std::array<char, kMostBytes> buffer;
    if (open_file.number() < 0 || fstat(open_file.number(), &about) != 0 || !S_ISREG(about.st_mode)
        || about.st_size > static_cast<off_t>(kMostBytes))
        return {};
    const ssize_t count = ::read(open_file.number(), buffer.data(), buffer.size());
    return count > 0 ? std::string(buffer.data(), static_cast<std::size_t>(count)) : std::string();
}

Outcome<void> store_note(const std::filesystem::path& state, const std::string& name, const std::string& text) {
    const auto folder = Folder::open(state, Disk::Kiosk, {});
    if (!folder)
        return tl::unexpected(folder.error());
    folder->remove_file(name + ".part"); // a cut plug may have left it
    if (const auto stored = folder->put(name, text); !stored)
        return tl::unexpected(stored.error());
    return {};
}

} // namespace

std::optional<Crashed> crash_of(const ServiceExit& exit) {
    if (exit.result == "watchdog")
        return Crashed{CrashKind::Watchdog, signal_of(exit.status).value_or(0)};
    if (exit.code == "killed" || exit.code == "dumped")
        return Crashed{CrashKind::Signal, signal_of(exit.status).value_or(0)};
    if (exit.code == "exited")
        return Crashed{CrashKind::ExitCode, number_of(exit.status).value_or(0)};
    return std::nullopt;
}

std::string text_of(const RunMark& mark) {
    return sealed(fmt::format("{} {} {} {}", kRunKind, mark.starts, mark.boot_id.empty() ? "unknown" : mark.boot_id,
                              mark.said_goodbye ? kGoodbye : kRunning));
}

std::string text_of(const ExitNote& note) {
    std::string_view how = "unknown";
    for (const auto& [kind, name] : kCrashKinds)
        how = kind == note.how.how ? name : how;
    return sealed(fmt::format("{} {} {} {}", kExitKind, note.starts, how, note.how.code));
}

std::optional<RunMark> parse_run_mark(std::string_view text) {
    const std::vector<std::string_view> words = unsealed(text);
    if (words.size() != 4 || words[0] != kRunKind || (words[3] != kRunning && words[3] != kGoodbye))
        return std::nullopt;
    const auto starts = number_of(words[1]);
    return starts ? std::optional(RunMark{*starts, std::string(words[2]), words[3] == kGoodbye}) : std::nullopt;
}

std::optional<ExitNote> parse_exit_note(std::string_view text) {
    const std::vector<std::string_view> words = unsealed(text);
    if (words.size() != 4 || words[0] != kExitKind)
        return std::nullopt;
    const auto starts = number_of(words[1]);
    const auto code = number_of(words[3]);
    if (!starts || !code)
        return std::nullopt;
    ExitNote note{*starts, {CrashKind::Unknown, *code}};
    for (const auto& [kind, name] : kCrashKinds)
        note.how.how = words[2] == name ? kind : note.how.how;
    return note;
}

std::optional<RunMark> read_run_mark(const std::filesystem::path& state) {
    return parse_run_mark(read_note(state / kRunFile));
}

std::optional<ExitNote> read_exit_note(const std::filesystem::path& state) {
    return parse_exit_note(read_note(state / kExitFile));
}

Outcome<void> store(const std::filesystem::path& state, const RunMark& mark) {
    return store_note(state, kRunFile, text_of(mark));
}

Outcome<void> store(const std::filesystem::path& state, const ExitNote& note) {
    return store_note(state, kExitFile, text_of(note));
}

void remove_exit_note(const std::filesystem::path& state) {
    ::unlink((state / kExitFile).c_str());
}

} // namespace platform::logs
