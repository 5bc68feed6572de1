// What a kiosk remembers of the collections: STATE/collected.json.
#pragma once
#include "platform/logs/failure.h"
#include "platform/logs/folder.h"
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace platform::logs {

// Names on the stick; platform/logs/README.md has all of them.
inline constexpr const char* kStickTopFolder = "kiosk-logs";
inline constexpr const char* kSumsFile = "SHA256SUMS";
[[nodiscard]] std::string collection_folder(std::int64_t number);

/// Which log a position belongs to.
enum class LogKind { File, Journal };

/// How far a request for the logs has come on one stick. A copied stick has the same request; only what it holds tells
/// it from the other.
struct StickPosition {
    std::string request; ///< its id
    LogKind kind = LogKind::File;
    std::string folder;          ///< of this kiosk on the stick
    std::int64_t collection = 0; ///< the newest there
    std::string sums;            ///< SHA-256 of its SHA256SUMS
    std::string position;        ///< behind it, as LogSource::position gave it
    bool operator==(const StickPosition&) const = default;
};

inline constexpr std::size_t kMostStickPositions = 64;
inline constexpr std::size_t kMostPositionsOfRequest = 8;

struct Collected {
    std::int64_t collections = 0;         ///< begun so far; each attempt has a number of its own
    std::map<LogKind, std::string> staff; ///< behind the last one by staff; none: everything is new
    std::vector<StickPosition> sticks;    ///< the newest last
    bool operator==(const Collected&) const = default;
};

/// The newest position of this request whose collection lies on the stick; null where none does: then all is new to it.
[[nodiscard]] const StickPosition* position_on(const Folder& stick, const Collected& collected,
                                               const std::string& request, LogKind kind);

/// Adds a position and forgets the oldest, so that none are kept above the bounds. What is forgotten leaves once more.
void add_position(Collected& collected, StickPosition position);

/// The memory, for as long as nobody else may change it.
class CollectionState {
public:
    /// Makes the folder where it is missing, and locks. A memory that is missing or damaged is an empty one: then
    /// everything leaves once more. Errors: "busy" where another collection runs; "disk_failed"; "no_space".
    [[nodiscard]] static Outcome<CollectionState> open(const std::filesystem::path& folder, BeforeStep before_step);

    [[nodiscard]] const Collected& collected() const { return m_collected; }
    /// Old or new, never neither. Forgets the oldest positions of sticks where the file would grow too large to be
    /// read. Errors: "disk_failed"; "no_space".
    [[nodiscard]] Outcome<void> store(const Collected& collected);

private:
    CollectionState(Folder folder, Descriptor lock, Collected collected)
        : m_folder(std::move(folder)), m_lock(std::move(lock)), m_collected(std::move(collected)) {}
    Folder m_folder;
    Descriptor m_lock;
    Collected m_collected;
};

} // namespace platform::logs
