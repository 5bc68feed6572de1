// Only one program at a time changes a state folder.
#pragma once
#include "db/update/descriptor.h"
#include "db/update/refusal.h"

#include <chrono>
#include <filesystem>

namespace db::update {

/// Held from take() until it goes; a killed program lets go, too. Move-only.
class StateLock {
public:
    /// Waits up to `patience` for another program that holds STATE/lock. A link, folder or pipe of that name is
    /// removed: only the installer writes there, so nobody holds it. Refuses: Busy; NoSpace; DiskFailed.
    [[nodiscard]] static Checked<StateLock> take(const std::filesystem::path& state,
                                                 std::chrono::milliseconds patience);

private:
    explicit StateLock(Descriptor file) : m_file(std::move(file)) {}
    Descriptor m_file;
};

} // namespace db::update
