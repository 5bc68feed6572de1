// Takes the log to a stick: all that came since the last collection, in whole files with checksums.
// What lies on the stick then is described in platform/logs/README.md.
#pragma once
#include "platform/logs/collection_state.h"
#include "platform/logs/events.h"
#include "platform/logs/failure.h"
#include "platform/logs/folder.h"
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace platform::logs {

inline constexpr std::uintmax_t kMaxEventsFileBytes = 4 * 1024 * 1024;
inline constexpr std::uintmax_t kKeptFreeBytes = 1024 * 1024; ///< of the stick, for whoever uses it next
inline constexpr int kMaxEventsFiles = 1000;                  ///< of one collection

struct CollectOptions {
    std::filesystem::path stick; ///< where it is mounted
    std::filesystem::path state; ///< made if missing; holds collected.json
    std::string kiosk;           ///< its name
    std::string version;         ///< of the program
    LogKind kind = LogKind::File;
    std::filesystem::path log; ///< the file, or the folder of the journal; empty: the system's journal
    std::string name_space;    ///< of the journal; see journal_place.h
    CollectedBy by = CollectedBy::Request;
    std::string request;     ///< its id, where one asked
    std::string event;       ///< as the request names it; may be empty
    bool everything = false; ///< also what was collected before, as far as it is still there

    // For tests.
    BeforeStep before_step;                   ///< see folder.h
    std::optional<std::uintmax_t> free_bytes; ///< of the stick, instead of what it says
    std::uintmax_t max_file_bytes = kMaxEventsFileBytes;
};

struct Collection {
    std::int64_t events = 0;
    std::int64_t bytes = 0;       ///< of the files of events
    bool complete = true;         ///< false: the stick is full, and the rest waits for the next one
    std::filesystem::path folder; ///< empty where there was nothing new; then nothing was written
};

/// Blocks on disk. By a request a stick gets what came since the newest collection of that request that lies on it, and
/// all there is where none does; by staff it gets what came since the last one by staff, whichever stick that went to.
/// Only when this succeeds are the events taken for collected: after a failure, a pulled stick or a
/// cut plug the next collection holds them again. After a failure the stick is as it was, as far as that is possible.
/// Errors: "no_log", "stick_full" (not one event fits), "stick_read_only", "stick_gone", "not_a_file" (something of
/// our names on the stick is not a folder), "busy", "no_space", "disk_failed".
[[nodiscard]] Outcome<Collection> collect(const CollectOptions& options);

/// The name of a kiosk as a folder on any stick: letters, digits, '.', '_' and '-' of ASCII, at most 64, no name that
/// Windows keeps for itself. Empty where nothing is left.
[[nodiscard]] std::string folder_name(std::string_view kiosk);

} // namespace platform::logs
