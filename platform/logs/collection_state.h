// What a kiosk remembers of the collections: STATE/collected.json.
#pragma once
#include "platform/logs/failure.h"
#include "platform/logs/folder.h"
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace platform::logs {

/// Which log a position belongs to.
enum class LogKind { File, Journal };

struct Collected {
    std::int64_t collections = 0;             ///< begun so far; each attempt has a number of its own
    std::map<LogKind, std::string> positions; ///< as LogSource::position gave them; none: everything is new
    bool operator==(const Collected&) const = default;
};

/// The memory, for as long as nobody else may change it.
class CollectionState {
public:
    /// Makes the folder where it is missing, and locks. A memory that is missing or damaged is an empty one: then
    /// everything leaves once more. Errors: "busy" where another collection runs; "disk_failed"; "no_space".
    [[nodiscard]] static Outcome<CollectionState> open(const std::filesystem::path& folder, BeforeStep before_step);

    [[nodiscard]] const Collected& collected() const { return m_collected; }
    /// Old or new, never neither. Errors: "disk_failed"; "no_space".
    [[nodiscard]] Outcome<void> store(const Collected& collected);

private:
    CollectionState(Folder folder, Descriptor lock, Collected collected)
        : m_folder(std::move(folder)), m_lock(std::move(lock)), m_collected(std::move(collected)) {}
    Folder m_folder;
    Descriptor m_lock;
    Collected m_collected;
};

} // namespace platform::logs
