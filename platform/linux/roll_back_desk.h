// Asks the service that installs to go back to older content, for the app may not write where content lies.
#pragma once
#include "platform/linux/background_thread.h"
#include "platform/roll_back_request.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace platform {

/// The two folders, and how long to wait.
struct RollBackDesk {
    std::filesystem::path requests;
    std::filesystem::path answers;
    std::chrono::milliseconds patience{40'000}; ///< the other may wait 30 s for an installation
    std::chrono::milliseconds again{5'000};     ///< after which the same request is written once more
    std::chrono::milliseconds look{100};        ///< between two looks for the answer
};

/// Writes a request and waits for its answer. Where none comes, or `stop` is raised, the request is taken back and
/// `problem` says so. Blocks.
[[nodiscard]] RollBackAnswer ask_to_roll_back(const RollBackDesk& desk, std::optional<std::int64_t> version,
                                              const StopSignal& stop);

} // namespace platform
